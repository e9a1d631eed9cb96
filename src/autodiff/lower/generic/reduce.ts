/**
 * Reductions, in the one order that every interpreter keeps.
 *
 * *sum*: 16 accumulators start at +0; element k of the last reduced axis goes to lane k mod 16,
 * earlier reduced axes run outside it in row-major order; then lane i += lane i + 8, i + 4, i + 2,
 * i + 1. Four vector registers of four floats compute this without reassociating, and it is ten
 * times more accurate than one accumulator. *max*: a fold from the first element; a later one wins
 * only if strictly greater.
 *
 * Next: move.ts
 */
import type { Attributes } from "../../ops/names.ts";
import { type Shape, sizeOf, stridesOf } from "../../shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Call, Lowering } from "./lowering.ts";

/** Σ over axes */
export const sum: Lowering = ({ F, node, ins: [x] }) => {
  const { axes } = node.attrs as Attributes["sum"];
  const last = node.inputs[0]!.shape[axes[axes.length - 1]!]!;
  return foldedPositions(node, axes).map((positions) => {
    const lanes = Array.from({ length: 16 }, () => F.of(0));
    positions.forEach((at, i) => {
      const lane = (i % last) % 16;
      lanes[lane] = F.add(lanes[lane]!, x![at]!);
    });
    for (const half of [8, 4, 2, 1]) {
      for (let i = 0; i < half; i++) lanes[i] = F.add(lanes[i]!, lanes[i + half]!);
    }
    return lanes[0]!;
  });
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
