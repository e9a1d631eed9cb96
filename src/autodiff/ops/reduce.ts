/**
 * Ops that fold axes away. The order of folding is part of their meaning: see
 * lower/generic/reduce.ts.
 *
 * Next: move.ts
 */
import { rangeError } from "../errors.ts";
import { dropAxes, keepAxes, show, sizeOf } from "../shape.ts";
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

/** ∏ over axes. Exact with zeros: an entry's cotangent is the product of the *other* entries. */
export const prod: Row<Attributes["prod"]> = {
  family: "reduce",
  shape: ([x], { axes }) => dropAxes(x!.shape, axes),
  vjp: (ct, _y, [x], { axes }) => [spread(ct, x!, axes).mul(others(x!, axes))],
  jvp: ([dx], _y, [x], { axes }) => dx!.mul(others(x!, axes)).sum(axes),
  batch: ([x], n, _y, { axes }) => each(x!, n).prod(inner(axes)),
};

/** Σ over j ≤ i; its adjoint is the sum over j ≥ i. */
export const cumsum: Row<Attributes["cumsum"]> = {
  family: "reduce",
  shape: ([x]) => x!.shape,
  vjp: (ct, _y, _inputs, { axis }) => [ct.flip(axis).cumsum(axis).flip(axis)],
  jvp: linear,
  batch: ([x], n, _y, { axis }) => each(x!, n).cumsum(axis + 1),
};

/** Where the max first is; no derivative. */
export const argMax: Row<Attributes["argMax"]> = {
  family: "reduce",
  shape([x], { axis }) {
    if (x!.shape[axis]! > 0) return dropAxes(x!.shape, [axis]);
    throw rangeError("argMax", "at least one element to choose from", `shape ${show(x!.shape)}`);
  },
  vjp: () => [null],
  jvp: () => null,
  batch: ([x], n, _y, { axis }) => each(x!, n).argMax(axis + 1),
};

/** For each entry the product of all others that fold with it, of the shape of x. */
function others(x: Tensor, axes: readonly number[]): Tensor {
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...kept, ...axes];
  const moved = x.transpose(order);
  const lead = kept.map((axis) => x.shape[axis]!);
  const rows = moved.reshape([...lead, sizeOf(axes.map((axis) => x.shape[axis]!))]);
  const back = x.shape.map((_, axis) => order.indexOf(axis));
  return productOfOthers(rows).reshape(moved.shape).transpose(back);
}

/**
 * The same along the last axis, without dividing: the other of a pair, times the product of all
 * other pairs. 3n multiplications in all.
 */
function productOfOthers(x: Tensor): Tensor {
  const n = x.shape.at(-1)!;
  if (n <= 1) return x.like(1);
  const lead = x.shape.slice(0, -1);
  const part = (of: Tensor, from: number, to: number) =>
    of.slice(...of.shape.slice(0, -1).map(() => null), [from, to]);
  const even = n % 2 === 0 ? x : joined(x, part(x, 0, 1).like(1));
  const pairs = even.reshape([...lead, Math.ceil(n / 2), 2]);
  const products = part(pairs, 0, 1)
    .mul(part(pairs, 1, 2))
    .squeeze(-1);
  const rest = productOfOthers(products).expandDims(-1);
  return part(pairs.flip(-1).mul(rest).reshape(even.shape), 0, n);
}

/** One after the other along the last axis. */
function joined(a: Tensor, b: Tensor): Tensor {
  return (a.constructor as typeof Tensor).node("concat", [a, b], { axis: a.rank - 1 });
}

/** The same axes behind a new first one. */
function inner(axes: readonly number[]): number[] {
  return axes.map((axis) => axis + 1);
}

/** The reduced value, repeated to where it came from; leading axes are repeated as they are. */
function spread(reduced: Tensor, x: Tensor, axes: readonly number[]): Tensor {
  const isLeading = axes.every((axis, i) => axis === i);
  const aligned = isLeading ? reduced : reduced.reshape(keepAxes(x.shape, axes));
  return aligned.broadcastTo(x.shape);
}
