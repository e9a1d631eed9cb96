/**
 * What a loop is made of, and how its flat value is taken apart. See scan.ts for what it means.
 *
 * Next: scan.ts
 */
import { type Closed, ruleOf } from "../rule.ts";
import { type Shape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Attributes } from "./names.ts";

/** A free leaf of a step, and what it stands for. */
export type Bound = readonly [leaf: Tensor, value: Tensor];

/** What a loop is made of. */
export interface Loop {
  /** The flat carry, and what it is at first. */
  readonly carry: Bound;
  /** Leaves for a slice each, and all slices of each, [T, …]. */
  readonly xs: readonly Bound[];
  /** What all steps share. */
  readonly captured: readonly Bound[];
  /** What one step computes, [width + sums]. */
  readonly result: Tensor;
  /** T, and how the result is divided, and which slice comes first. */
  readonly attrs: Pick<Attributes["scan"], "length" | "width" | "reverse">;
}

/** The node of a loop, without the inputs that no step reads. */
export function loop({ carry, xs, captured, result, attrs }: Loop): Tensor {
  const read = reach(result);
  const [own, shared] = [xs, captured].map((list) => list.filter(([leaf]) => read.has(leaf)));
  const all = [carry, ...own!, ...shared!];
  const body: Closed = { parameters: all.map(([leaf]) => leaf), result };
  const sums = result.size - attrs.width;
  return carry[1].create(
    "scan",
    all.map(([, value]) => value),
    { length: attrs.length, xs: own!.length, width: attrs.width, sums, reverse: attrs.reverse },
    { body, transpose: null },
  );
}

/** Everything that a node is computed from. */
function reach(result: Tensor): ReadonlySet<Tensor> {
  const seen = new Set([result]);
  for (const node of seen) for (const x of node.inputs) seen.add(x);
  return seen;
}

/** The rows [T, width] of a loop. */
export function rowsOf(y: Tensor): Tensor {
  const { length, width } = y.attrs as Attributes["scan"];
  return unpack(y, [[length, width]])[0]!;
}

/** The carry after the last step: [c]. What it was at first if there is no step. */
export function lastCarry(y: Tensor): Tensor {
  const { length, reverse } = y.attrs as Attributes["scan"];
  const init = y.inputs[0]!;
  if (length === 0) return init;
  const at = reverse ? 0 : length - 1;
  return rowsOf(y)
    .slice([at, at + 1], [0, init.size])
    .flatten();
}

/** Tensors one after the other along an axis. */
export function joined(parts: readonly Tensor[], axis = 0): Tensor {
  const filled = parts.filter((x) => x.shape[axis] !== 0);
  const [first = parts[0]!, ...rest] = filled;
  return rest.length === 0 ? first : first.create("concat", [first, ...rest], { axis });
}

/** Tensors in a flat one. */
export function pack(parts: readonly Tensor[]): Tensor {
  return joined(parts.map((x) => x.flatten()));
}

/** Tensors of the given shapes out of the last axis of one, from a place on. */
export function unpack(packed: Tensor, shapes: readonly Shape[], from = 0): Tensor[] {
  const lead = packed.shape.slice(0, -1);
  let at = from;
  return shapes.map((shape) => {
    const range = [at, at + sizeOf(shape)] as const;
    at = range[1];
    const whole = range[1] - range[0] === packed.shape.at(-1);
    const part = whole ? packed : packed.slice(...lead.map(() => null), range);
    return part.reshape([...lead, ...shape]);
  });
}

/** The parts of the loop that a node is. */
export function loopOf(y: Tensor): Pick<Loop, "carry" | "xs" | "captured" | "result"> {
  const { parameters, result } = ruleOf(y).body;
  const { xs } = y.attrs as Attributes["scan"];
  const [carry, ...others] = parameters.map((x, i): Bound => [x, y.inputs[i]!]);
  return { carry: carry!, xs: others.slice(0, xs), captured: others.slice(xs), result };
}

/** What the carry was before each step: [T, c]. */
export function carriesBefore(y: Tensor): Tensor {
  const { length, reverse } = y.attrs as Attributes["scan"];
  const init = y.inputs[0]!;
  const after = rowsOf(y).slice(null, [0, init.size]);
  if (length === 0) return after;
  const first = init.reshape([1, init.size]);
  return reverse
    ? joined([after.slice([1, length]), first])
    : joined([first, after.slice([0, length - 1])]);
}
