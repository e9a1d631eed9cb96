/**
 * Ops that fold axes away. The order of folding is part of their meaning: see
 * lower/generic/reduce.ts.
 *
 * Next: move.ts
 */
import { rangeError } from "../errors.ts";
import { dropAxes, keepAxes, show } from "../shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Attributes } from "./names.ts";
import { each, linear, type Row } from "./row.ts";

/** Σ over axes. */
export const sum: Row<Attributes["sum"]> = {
  family: "reduce",
  shape: ([x], { axes }) => dropAxes(x!.shape, axes),
  vjp: (ct, _y, [x], { axes }) => [spread(ct, x!, axes)],
  jvp: linear,
  batch: ([x], n, _y, { axes }) => each(x!, n).sum(inner(axes)),
};

/** max over axes. Entries that tie for the maximum share the cotangent equally. */
export const max: Row<Attributes["max"]> = {
  family: "reduce",
  shape([x], { axes }) {
    if (axes.every((axis) => x!.shape[axis]! > 0)) return dropAxes(x!.shape, axes);
    throw rangeError("max", "at least one element to choose from", `shape ${show(x!.shape)}`);
  },
  vjp(ct, y, [x], { axes }) {
    const winner = x!.equal(spread(y, x!, axes));
    return [winner.mul(spread(ct.div(winner.sum(axes)), x!, axes))];
  },
  jvp([dx], y, [x], { axes }) {
    const winner = x!.equal(spread(y, x!, axes));
    return winner.mul(dx!).sum(axes).div(winner.sum(axes));
  },
  batch: ([x], n, _y, { axes }) => each(x!, n).max(inner(axes)),
};

/** The same axes behind a new first one. */
function inner(axes: readonly number[]): number[] {
  return axes.map((axis) => axis + 1);
}

/** The reduced value, repeated to where it came from. */
function spread(reduced: Tensor, x: Tensor, axes: readonly number[]): Tensor {
  return reduced.reshape(keepAxes(x.shape, axes)).broadcastTo(x.shape);
}
