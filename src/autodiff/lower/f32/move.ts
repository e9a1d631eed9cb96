/**
 * Movement on floats: strided copies, and gathers by index.
 *
 * Next: indexed.ts
 */
import type { Attributes } from "../../ops/names.ts";
import type { Values } from "../../recall.ts";
import { checkIndices, type Shape, sizeOf, splitAt, stridesOf } from "../../shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Lowering } from "./lowering.ts";

/** The same numbers. */
export const reshape: Lowering = (_node, [x]) => x!;

/** Axis i of the result is axis perm[i] of the input. */
export const transpose: Lowering = (node, [x]) => {
  const strides = stridesOf(node.inputs[0]!.shape);
  const { perm } = node.attrs as Attributes["transpose"];
  return stridedCopy(
    node,
    x!,
    perm.map((axis) => strides[axis]!),
    0,
  );
};

/** Axes of length 1, and new leading axes, repeated: read with stride 0. */
export const broadcast: Lowering = (node, [x]) => {
  const { shape } = node.inputs[0]!;
  const strides = stridesOf(shape);
  const lead = node.rank - shape.length;
  const step = (axis: number): number => (shape[axis - lead] === 1 ? 0 : strides[axis - lead]!);
  return stridedCopy(
    node,
    x!,
    node.shape.map((_, axis) => (axis < lead ? 0 : step(axis))),
    0,
  );
};

/** Elements start ≤ i < stop along each axis. */
export const slice: Lowering = (node, [x]) => {
  const strides = stridesOf(node.inputs[0]!.shape);
  const { start } = node.attrs as Attributes["slice"];
  return stridedCopy(
    node,
    x!,
    strides,
    start.reduce((o, from, axis) => o + from * strides[axis]!, 0),
  );
};

/** Zeros before and after along each axis. */
export const pad: Lowering = (node, [x]) => {
  const out = new Float32Array(node.size);
  const strides = stridesOf(node.shape);
  const { before } = node.attrs as Attributes["pad"];
  const base = before.reduce((o, n, axis) => o + n * strides[axis]!, 0);
  walk(node.inputs[0]!.shape, strides, base, (at, i, n, stride) => {
    for (let k = 0; k < n; k++) out[at + k * stride] = x![i + k]!;
  });
  return out;
};

/** Inputs one after the other along the axis. */
export const concat: Lowering = (node, ins) => {
  const { axis } = node.attrs as Attributes["concat"];
  const out = empty(node);
  const row = sizeOf(node.shape.slice(axis));
  let column = 0;
  node.inputs.forEach((input, i) => {
    const width = sizeOf(input.shape.slice(axis));
    for (let o = 0; o * row < out.length; o++) {
      out.set(ins[i]!.subarray(o * width, (o + 1) * width), o * row + column);
    }
    column += width;
  });
  return out;
};

/** y[…, i, …] = x[…, indices[i], …] */
export const take: Lowering = (node, [x]) => {
  const { axis, indices } = node.attrs as Attributes["take"];
  const [outer, n, inner] = splitAt(node.inputs[0]!.shape, axis);
  const out = empty(node);
  for (let o = 0, to = 0; o < outer; o++) {
    for (let i = 0; i < indices.length; i++) {
      const from = (o * n + indices[i]!) * inner;
      for (let k = 0; k < inner; k++) out[to++] = x![from + k]!;
    }
  }
  return out;
};

/** y[…, indices[i], …] += x[…, i, …], in index order. */
export const scatterAdd: Lowering = (node, [x]) => {
  const { axis, indices, length } = node.attrs as Attributes["scatterAdd"];
  const [outer, n, inner] = splitAt(node.inputs[0]!.shape, axis);
  const out = new Float32Array(node.size);
  for (let o = 0, from = 0; o < outer; o++) {
    for (let i = 0; i < n; i++) {
      const to = (o * length + indices[i]!) * inner;
      for (let k = 0; k < inner; k++) out[to + k]! += x![from++]!;
    }
  }
  return out;
};

/** y[…, image[i], …] = signs[i] · x[…, i, …] */
export const permute: Lowering = (node, [x]) => {
  const { axis, image, signs } = node.attrs as Attributes["permute"];
  const [outer, n, inner] = splitAt(node.shape, axis);
  const out = new Float32Array(node.size);
  for (let o = 0, from = 0; o < outer; o++) {
    for (let i = 0; i < n; i++) {
      const to = (o * n + image[i]!) * inner;
      const sign = signs === null ? 1 : signs[i]!;
      for (let k = 0; k < inner; k++) out[to + k] = sign * x![from++]!;
    }
  }
  return out;
};

/** A new last axis: 1 at the index, 0 elsewhere. @throws RangeError if an index is out of bounds */
export const oneHot: Lowering = (node, [labels]) => {
  const { depth } = node.attrs as Attributes["oneHot"];
  checkIndices("oneHot", "labels", labels!, depth);
  const out = new Float32Array(node.size);
  labels!.forEach((label, i) => {
    out[i * depth + label] = 1;
  });
  return out;
};

/** An array for the node's elements, of its kind. */
function empty(node: Tensor): Values {
  return node.kind === "index" ? new Int32Array(node.size) : new Float32Array(node.size);
}

/** out[i] = x[base + Σ coordinate · stride], i row-major over the node's shape. */
function stridedCopy(node: Tensor, x: Values, strides: readonly number[], base: number): Values {
  const out = empty(node);
  walk(node.shape, strides, base, (at, i, n, stride) => {
    for (let k = 0; k < n; k++) out[i + k] = x[at + k * stride]!;
  });
  return out;
}

/** Calls visit(offset, row-major index, length, stride) for every run along the last axis. */
function walk(
  shape: Shape,
  strides: readonly number[],
  base: number,
  visit: (at: number, i: number, n: number, stride: number) => void,
): void {
  const size = sizeOf(shape);
  if (size === 0) return;
  if (shape.length === 0) {
    visit(base, 0, 1, 0);
    return;
  }
  const last = shape.length - 1;
  const [n, stride] = [shape[last]!, strides[last]!];
  const at = new Array<number>(last).fill(0);
  let offset = base;
  for (let i = 0; i < size; i += n) {
    visit(offset, i, n, stride);
    for (let axis = last - 1; axis >= 0; axis--) {
      offset += strides[axis]!;
      if (++at[axis]! < shape[axis]!) break;
      offset -= at[axis]! * strides[axis]!;
      at[axis] = 0;
    }
  }
}
