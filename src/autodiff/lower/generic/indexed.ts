/**
 * Movement by index tensors: every index is checked before anything is written.
 *
 * Next: meta.ts
 */
import { checkIndices, sizeOf } from "../../shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Call, Lowering } from "./lowering.ts";

/** y[b…, j, …] = x[b…, i[b…, j], …] @throws RangeError if an index is out of bounds */
export const gather: Lowering = <T>({ node, ins: [x], indices: [, i] }: Call<T>) => {
  const { length, m, inner } = extents(node, 0);
  checkIndices("take", "indices", i!, length);
  const out: T[] = [];
  for (let j = 0; j < i!.length; j++) {
    const from = (Math.floor(j / m) * length + i![j]!) * inner;
    for (let k = 0; k < inner; k++) out.push(x![from + k]!);
  }
  return out;
};

/** y[b…, i[b…, j], …] += x[b…, j, …] @throws RangeError if an index is out of bounds */
export const scatter: Lowering = ({ F, node, ins: [x], indices: [, i] }) => {
  const { length, m, inner } = extents(node, 1);
  checkIndices("scatterAdd", "indices", i!, length);
  const out = Array.from({ length: node.size }, () => F.of(0));
  for (let j = 0; j < i!.length; j++) {
    const to = (Math.floor(j / m) * length + i![j]!) * inner;
    for (let k = 0; k < inner; k++) out[to + k] = F.add(out[to + k]!, x![j * inner + k]!);
  }
  return out;
};

/** How far an index may go, how many there are in a row of them, how long is what each moves. */
export interface Extents {
  /** Indices are below it. */
  readonly length: number;
  /** The length of the last axis of the indices. */
  readonly m: number;
  /** How many elements lie behind one index. */
  readonly inner: number;
}

/** @param side 0 if the indices are of the input, 1 if they are of the result */
export function extents(node: Tensor, side: 0 | 1): Extents {
  const [x, i] = node.inputs as [Tensor, Tensor];
  const { shape } = side === 0 ? x : node;
  const m = i.shape.at(-1)!;
  return { length: shape[i.rank - 1]!, m, inner: sizeOf(shape.slice(i.rank)) };
}
