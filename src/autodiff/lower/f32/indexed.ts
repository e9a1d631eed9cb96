/**
 * Movement by index tensors on floats: every index is checked before anything is written.
 *
 * Next: linear.ts
 */
import type { Attributes } from "../../ops/names.ts";
import { checkIndices, sizeOf } from "../../shape.ts";
import type { Lowering } from "./lowering.ts";

/** y[b…, j, …] = x[b…, i[b…, j], …] @throws RangeError if an index is out of bounds */
export const gather: Lowering = (node, [x, i]) => {
  const [data, indices] = node.inputs;
  const at = indices!.rank - 1;
  const [n, m] = [data!.shape[at]!, indices!.shape[at]!];
  const inner = sizeOf(data!.shape.slice(at + 1));
  checkIndices("take", "indices", i!, n);
  const out = node.kind === "index" ? new Int32Array(node.size) : new Float32Array(node.size);
  for (let j = 0, to = 0; j < i!.length; j++) {
    const from = (Math.floor(j / m) * n + i![j]!) * inner;
    for (let k = 0; k < inner; k++) out[to++] = x![from + k]!;
  }
  return out;
};

/** y[b…, i[b…, j], …] += x[b…, j, …] @throws RangeError if an index is out of bounds */
export const scatter: Lowering = (node, [x, i]) => {
  const { length } = node.attrs as Attributes["scatter"];
  const { rank, shape } = node.inputs[1]!;
  const m = shape[rank - 1]!;
  const inner = sizeOf(node.shape.slice(rank));
  checkIndices("scatterAdd", "indices", i!, length);
  const out = new Float32Array(node.size);
  for (let j = 0, from = 0; j < i!.length; j++) {
    const to = (Math.floor(j / m) * length + i![j]!) * inner;
    for (let k = 0; k < inner; k++) out[to + k]! += x![from++]!;
  }
  return out;
};
