/**
 * Movement: where each element of the result comes from.
 *
 * Next: indexed.ts
 */
import type { Attributes } from "../../ops/names.ts";
import { checkIndices, sizeOf, splitAt, stridesOf } from "../../shape.ts";
import type { Call, Lowering } from "./lowering.ts";
import { coordinates } from "./reduce.ts";

/** The same elements. */
export const reshape: Lowering = ({ ins: [x] }) => x!;

/** Axis i of the result is axis perm[i] of the input. */
export const transpose: Lowering = (call) => {
  const { perm } = call.node.attrs as Attributes["transpose"];
  return gather(call, (at) => perm.map((_, axis) => at[perm.indexOf(axis)]!));
};

/** Axes of length 1, and new leading axes, repeated. */
export const broadcast: Lowering = (call) => {
  const { shape } = call.node.inputs[0]!;
  const lead = call.node.rank - shape.length;
  return gather(call, (at) => shape.map((n, axis) => (n === 1 ? 0 : at[lead + axis]!)));
};

/** Elements start ≤ i < stop along each axis. */
export const slice: Lowering = (call) => {
  const { start } = call.node.attrs as Attributes["slice"];
  return gather(call, (at) => at.map((i, axis) => start[axis]! + i));
};

/** y[…, i, …] = x[…, indices[i], …] */
export const take: Lowering = (call) => {
  const { axis, indices } = call.node.attrs as Attributes["take"];
  return gather(call, (at) => at.map((i, k) => (k === axis ? indices[i]! : i)));
};

/** Zeros before and after along each axis. */
export const pad: Lowering = ({ F, node, ins: [x] }) => {
  const { before } = node.attrs as Attributes["pad"];
  const { shape } = node.inputs[0]!;
  const strides = stridesOf(shape);
  return coordinates(node.shape).map((at) => {
    const from = at.map((i, axis) => i - before[axis]!);
    const inside = from.every((i, axis) => i >= 0 && i < shape[axis]!);
    return inside ? x![from.reduce((o, i, axis) => o + i * strides[axis]!, 0)]! : F.of(0);
  });
};

/** Inputs one after the other along the axis. */
export const concat: Lowering = <T>({ node, ins }: Call<T>) => {
  const { axis } = node.attrs as Attributes["concat"];
  const [outer] = splitAt(node.shape, axis);
  const out: T[] = [];
  for (let o = 0; o < outer; o++) {
    node.inputs.forEach((x, i) => {
      const block = sizeOf(x.shape.slice(axis));
      for (let k = 0; k < block; k++) out.push(ins[i]![o * block + k]!);
    });
  }
  return out;
};

/** y[…, indices[i], …] += x[…, i, …], in index order. */
export const scatterAdd: Lowering = ({ F, node, ins: [x] }) => {
  const { axis, indices, length } = node.attrs as Attributes["scatterAdd"];
  const [outer, n, inner] = splitAt(node.inputs[0]!.shape, axis);
  const out = Array.from({ length: node.size }, () => F.of(0));
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < inner; k++) {
        const to = (o * length + indices[i]!) * inner + k;
        out[to] = F.add(out[to]!, x![(o * n + i) * inner + k]!);
      }
    }
  }
  return out;
};

/** y[…, image[i], …] = signs[i] · x[…, i, …] */
export const permute: Lowering = ({ F, node, ins: [x] }) => {
  const { axis, image, signs } = node.attrs as Attributes["permute"];
  const [outer, n, inner] = splitAt(node.shape, axis);
  const out = Array.from({ length: node.size }, () => F.of(0));
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < inner; k++) {
        const from = x![(o * n + i) * inner + k]!;
        out[(o * n + image[i]!) * inner + k] = signs?.[i] === -1 ? F.mul(F.of(-1), from) : from;
      }
    }
  }
  return out;
};

/** A new last axis: 1 at the index, 0 elsewhere. @throws RangeError if an index is out of bounds */
export const oneHot: Lowering = ({ F, node, indices: [labels] }) => {
  const { depth } = node.attrs as Attributes["oneHot"];
  checkIndices("oneHot", "labels", labels!, depth);
  return Array.from({ length: node.size }, (_, i) =>
    F.of(labels![Math.floor(i / depth)] === i % depth ? 1 : 0),
  );
};

/** The result whose element at `at` is the input's element at source(at). */
function gather<T>(
  { node, ins: [x] }: Call<T>,
  source: (at: readonly number[]) => number[],
): ArrayLike<T> {
  const strides = stridesOf(node.inputs[0]!.shape);
  return coordinates(node.shape).map(
    (at) => x![source(at).reduce((offset, i, axis) => offset + i * strides[axis]!, 0)]!,
  );
}
