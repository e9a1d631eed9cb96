/**
 * Reductions in the order that lower/generic/reduce.ts states: 16 lanes along the last reduced
 * axis, then halves.
 *
 * Next: move.ts
 */
import type { Attributes } from "../../ops/names.ts";
import { type Shape, sizeOf, splitAt, stridesOf } from "../../shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Lowering } from "./lowering.ts";

/** Σ over axes */
export const sum: Lowering = (node, [x]) => {
  const out = new Float32Array(node.size);
  const lanes = new Float32Array(16);
  const { kept, outer, length, stride } = folds(node, (node.attrs as Attributes["sum"]).axes);
  for (let o = 0; o < out.length; o++) {
    lanes.fill(0);
    for (const offset of outer) {
      const base = kept[o]! + offset;
      for (let k = 0; k < length; k++) lanes[k & 15]! += x![base + k * stride]!;
    }
    for (let half = 8; half > 0; half >>= 1) {
      for (let i = 0; i < half; i++) lanes[i]! += lanes[i + half]!;
    }
    out[o] = lanes[0]!;
  }
  return out;
};

/** ∏ over axes: the lanes of sum, from 1. */
export const prod: Lowering = (node, [x]) => {
  const out = new Float32Array(node.size);
  const lanes = new Float32Array(16);
  const { kept, outer, length, stride } = folds(node, (node.attrs as Attributes["prod"]).axes);
  for (let o = 0; o < out.length; o++) {
    lanes.fill(1);
    for (const offset of outer) {
      const base = kept[o]! + offset;
      for (let k = 0; k < length; k++) lanes[k & 15]! *= x![base + k * stride]!;
    }
    for (let half = 8; half > 0; half >>= 1) {
      for (let i = 0; i < half; i++) lanes[i]! *= lanes[i + half]!;
    }
    out[o] = lanes[0]!;
  }
  return out;
};

/** Σ over j ≤ i along the axis, from +0. */
export const cumsum: Lowering = (node, [x]) => {
  const out = new Float32Array(node.size);
  const [outer, n, inner] = splitAt(node.shape, (node.attrs as Attributes["cumsum"]).axis);
  for (let o = 0; o < outer; o++) {
    const first = o * n * inner;
    for (let k = 0; k < inner * Math.min(n, 1); k++) out[first + k] = 0 + x![first + k]!;
    for (let i = first + inner; i < first + n * inner; i++) out[i] = out[i - inner]! + x![i]!;
  }
  return out;
};

/** Which element along the axis is the one that max folds to: the first NaN, or the first largest. */
export const argMax: Lowering = (node, [x]) => {
  const out = new Int32Array(node.size);
  const [outer, n, inner] = splitAt(
    node.inputs[0]!.shape,
    (node.attrs as Attributes["argMax"]).axis,
  );
  for (let o = 0, to = 0; o < outer; o++) {
    for (let k = 0; k < inner; k++, to++) {
      let best = o * n * inner + k;
      for (let i = 1; i < n; i++) {
        const at = (o * n + i) * inner + k;
        const rival = x![at]!;
        if (rival > x![best]! || (Number.isNaN(rival) && !Number.isNaN(x![best]!))) {
          best = at;
          out[to] = i;
        }
      }
    }
  }
  return out;
};

/** max over axes: a later element wins only if strictly greater; NaN wins. */
export const max: Lowering = (node, [x]) => {
  const out = new Float32Array(node.size);
  const { kept, outer, length, stride } = folds(node, (node.attrs as Attributes["max"]).axes);
  for (let o = 0; o < out.length; o++) {
    let largest = x![kept[o]!]!;
    for (const offset of outer) {
      const base = kept[o]! + offset;
      for (let k = 0; k < length; k++) {
        const candidate = x![base + k * stride]!;
        if (candidate > largest || Number.isNaN(candidate)) largest = candidate;
      }
    }
    out[o] = largest;
  }
  return out;
};

/**
 * Where the elements that fold together lie: bases of results, offsets of earlier axes, the last
 * axis.
 */
interface Folds {
  readonly kept: Int32Array;
  readonly outer: Int32Array;
  readonly length: number;
  readonly stride: number;
}

function folds(node: Tensor, axes: readonly number[]): Folds {
  const { shape } = node.inputs[0]!;
  const strides = stridesOf(shape);
  const last = axes[axes.length - 1]!;
  const kept = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  return {
    kept: offsets(shape, strides, kept),
    outer: offsets(shape, strides, axes.slice(0, -1)),
    length: shape[last]!,
    stride: strides[last]!,
  };
}

/** The offset of every index tuple over the chosen axes, row-major. */
function offsets(shape: Shape, strides: readonly number[], axes: readonly number[]): Int32Array {
  const out = new Int32Array(sizeOf(axes.map((axis) => shape[axis]!)));
  if (out.length === 0) return out;
  let filled = 1;
  for (let i = axes.length - 1; i >= 0; i--) {
    const [n, stride] = [shape[axes[i]!]!, strides[axes[i]!]!];
    for (let k = 1; k < n; k++) {
      for (let j = 0; j < filled; j++) out[k * filled + j] = out[j]! + k * stride;
    }
    filled *= n;
  }
  return out;
}
