/**
 * A loop over as few axes as its views allow: most are over one.
 *
 * Next: interleave.ts
 */
import { sizeOf } from "../../shape.ts";
import { throughViews } from "../read/expression.ts";
import type { Loop } from "../read/kernel.ts";
import { readsOfKernel } from "../read/traffic.ts";
import { type Axis, even, merge } from "../read/view.ts";

/** The same loop with neighbouring axes merged wherever every view runs through both evenly. */
export function collapsed(loop: Loop): Loop {
  if (sizeOf(loop.space) === 0) return loop;
  const views = [...readsOfKernel(loop), ...loop.stores].map(({ axes }) => axes);
  const reduced = loop.folds[0]?.axes ?? [];
  const last = reduced.at(-1);
  const groups: number[][] = [];
  loop.space.forEach((n, axis) => {
    const before = groups.at(-1);
    const mayJoin = (other: number): boolean => {
      if (reduced.includes(other) !== reduced.includes(axis)) return false;
      // Element k of the last reduced axis is added to lane k mod 16.
      if (axis === last && n % LANES !== 0) return false;
      return views.every((axes) => isEven(axes[other]!) && isEven(axes[axis]!));
    };
    const isRun = (group: number[]): boolean =>
      views.every((axes) => run([...group, axis].map((i) => axes[i]!)) !== null);
    if (before !== undefined && mayJoin(before.at(-1)!) && isRun(before)) before.push(axis);
    else groups.push([axis]);
  });
  // An axis of one element is no loop; but a fold is over something.
  const lengths = groups.map((group) => sizeOf(group.map((axis) => loop.space[axis]!)));
  const kept = groups.filter((group, i) => lengths[i] !== 1 || reduced.includes(group[0]!));
  const view = <View extends { readonly axes: readonly Axis[] }>(each: View): View => ({
    ...each,
    axes: atLeastOne(kept.map((group) => run(group.map((axis) => each.axes[axis]!))!)),
  });
  const through = throughViews(view);
  return {
    kind: "loop",
    space: view({ axes: loop.space.map((n) => even(n, 0)) }).axes.map(({ n }) => n),
    stores: loop.stores.map((store) => ({ ...view(store), value: through(store.value)! })),
    folds: loop.folds.map((fold) => ({
      ...fold,
      axes: kept.flatMap((group, i) => (reduced.includes(group[0]!) ? [i] : [])),
      value: through(fold.value)!,
    })),
  };
}

function atLeastOne(axes: readonly Axis[]): readonly Axis[] {
  return axes.length > 0 ? axes : [even(1, 0)];
}

const LANES = 16;

function isEven({ table }: Axis): boolean {
  return table === null;
}

/** Several axes as one; null if they do not follow each other. */
function run(axes: readonly Axis[]): Axis | null {
  return axes.reduce<Axis | null>((a, b) => a && merge(a, b), even(1, 0));
}
