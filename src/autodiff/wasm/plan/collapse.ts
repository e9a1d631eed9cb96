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
  const { space, stores, folds } = loop;
  if (space.length === 1 || sizeOf(space) === 0) return loop;
  const reduced = folds[0]?.axes ?? [];
  // An axis of one element is no loop; but a fold is over something.
  const kept = groupsOf(loop, reduced).filter(
    (group) => group.some((axis) => space[axis] !== 1) || reduced.includes(group[0]!),
  );
  if (kept.length === space.length && kept.length > 0) return loop;
  const view = <View extends { readonly axes: readonly Axis[] }>(each: View): View => ({
    ...each,
    axes: atLeastOne(kept.map((group) => run(group, each.axes)!)),
  });
  const through = throughViews(view);
  return {
    kind: "loop",
    space: view({ axes: space.map((n) => even(n, 0)) }).axes.map(({ n }) => n),
    stores: stores.map((store) => ({ ...view(store), value: through(store.value)! })),
    folds: folds.map((fold) => ({
      ...fold,
      axes: kept.flatMap((group, i) => (reduced.includes(group[0]!) ? [i] : [])),
      value: through(fold.value)!,
    })),
  };
}

/** Which axes become one, in their order. */
function groupsOf(loop: Loop, reduced: readonly number[]): number[][] {
  const views = [...readsOfKernel(loop), ...loop.stores];
  const last = reduced.at(-1);
  const groups: number[][] = [];
  for (let axis = 0; axis < loop.space.length; axis++) {
    const group = groups.at(-1) ?? [];
    const before = group.at(-1);
    // Element k of the last reduced axis is added to lane k mod 16.
    const mayJoin =
      before !== undefined &&
      reduced.includes(before) === reduced.includes(axis) &&
      (axis !== last || loop.space[axis]! % LANES === 0);
    if (mayJoin && views.every(({ axes }) => run([...group, axis], axes) !== null))
      group.push(axis);
    else groups.push([axis]);
  }
  return groups;
}

function atLeastOne(axes: readonly Axis[]): readonly Axis[] {
  return axes.length > 0 ? axes : [even(1, 0)];
}

const LANES = 16;

/** Several axes of a view as one; null if they do not follow each other evenly. */
function run(group: readonly number[], axes: readonly Axis[]): Axis | null {
  let joined: Axis | null = axes[group[0]!]!;
  for (const i of group.slice(1)) {
    const axis: Axis = axes[i]!;
    if (joined === null || joined.table !== null || axis.table !== null) return null;
    joined = merge(joined, axis);
  }
  return joined;
}
