/**
 * Reductions, in the one order that every interpreter keeps.
 *
 * *sum*: 16 accumulators start at +0; element k of the last reduced axis goes to lane k mod 16,
 * earlier reduced axes run outside it in row-major order; then lane i += lane i + 8, i + 4, i + 2,
 * i + 1. Four vector registers of four floats compute this without reassociating, and it is ten
 * times more accurate than one accumulator. *max*: a fold from the first element; a later one wins
 * only if strictly greater. *prod*: as sum, from 1. *cumsum*: in index order.
 *
 * Next: move.ts
 */
import { typeError } from "../../errors.ts";
import type { Attributes } from "../../ops/names.ts";
import { type Shape, sizeOf, splitAt, stridesOf } from "../../shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Call, Lowering } from "./lowering.ts";

/** Σ over axes */
export const sum: Lowering = (call) => inLanes(call, call.F.of(0), call.F.add);

/** ∏ over axes */
export const prod: Lowering = (call) => inLanes(call, call.F.of(1), call.F.mul);

/** Σ over j ≤ i along the axis, from +0. */
export const cumsum: Lowering = <T>({ F, node, ins: [x] }: Call<T>) => {
  const { axis } = node.attrs as Attributes["cumsum"];
  const [, n, inner] = splitAt(node.shape, axis);
  const out: T[] = [];
  for (let i = 0; i < node.size; i++) {
    const first = Math.floor(i / inner) % n === 0;
    out.push(F.add(first ? F.of(0) : out[i - inner]!, x![i]!));
  }
  return out;
};

/** max over axes; the tangents of tied entries are averaged. */
export const max: Lowering = <T>({ F, node, ins: [x] }: Call<T>) => {
  const { axes } = node.attrs as Attributes["max"];
  return foldedPositions(node, axes).map((positions) => {
    const entries = positions.map((at): T => x![at]!);
    const largest = entries.reduce((a, b) => F.max(a, b));
    if (!F.differential) return largest;
    let count: T = F.of(0);
    let tangent: T = F.of(0);
    for (const entry of entries) {
      const tied = F.equal(entry, largest);
      count = F.add(count, tied);
      tangent = F.add(tangent, F.mul(tied, F.tangent(entry)));
    }
    return F.retangent(largest, F.div(tangent, count));
  });
};

/** argMax has no elements: it is read by `firstLargest`. */
export const argMax: Lowering = ({ node }) => {
  throw new Error(`internal: ${node.op} is an index tensor`);
};

/** Along the axis, which element is the one that max folds to: the first of those that tie. */
export function firstLargest<T>({ F, node, ins: [x] }: Call<T>): number[] {
  const { axis } = node.attrs as Attributes["argMax"];
  const { exceeds } = F;
  if (exceeds === null) {
    throw typeError("argMax", "elements that have an order", `those of the field ${F.name}`);
  }
  return foldedPositions(node, [axis]).map((positions) =>
    positions.reduce((best, at, i) => (exceeds(x![at]!, x![positions[best]!]!) ? i : best), 0),
  );
}

function inLanes<T>({ node, ins: [x] }: Call<T>, from: T, join: (a: T, b: T) => T): ArrayLike<T> {
  const { axes } = node.attrs as Attributes["sum"];
  const last = node.inputs[0]!.shape[axes[axes.length - 1]!]!;
  return foldedPositions(node, axes).map((positions) => {
    const lanes = new Array<T>(16).fill(from);
    positions.forEach((at, i) => {
      const lane = (i % last) % 16;
      lanes[lane] = join(lanes[lane]!, x![at]!);
    });
    for (const half of [8, 4, 2, 1]) {
      for (let i = 0; i < half; i++) lanes[i] = join(lanes[i]!, lanes[i + half]!);
    }
    return lanes[0]!;
  });
}

/**
 * For each element of the result, where the elements that fold into it lie in the input, in order.
 */
function foldedPositions(node: Tensor, axes: readonly number[]): number[][] {
  const shape = node.inputs[0]!.shape;
  const strides = stridesOf(shape);
  const kept = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const along = (base: number, axis: number): number[] =>
    Array.from({ length: shape[axis]! }, (_, i) => base + i * strides[axis]!);
  const offsets = (chosen: readonly number[]): number[] =>
    chosen.reduce((bases, axis) => bases.flatMap((base) => along(base, axis)), [0]);
  const inner = offsets(axes);
  return offsets(kept).map((base) => inner.map((offset) => base + offset));
}

/** Every index tuple of a shape, in row-major order. */
export function coordinates(shape: Shape): number[][] {
  const strides = stridesOf(shape);
  return Array.from({ length: sizeOf(shape) }, (_, i) =>
    shape.map((n, axis) => Math.floor(i / strides[axis]!) % n),
  );
}
