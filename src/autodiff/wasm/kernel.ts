/**
 * Kernels: what a program does, one after the other. A loop nest over fused expressions, a matrix
 * product, or an op that is neither.
 *
 * Next: repeat.ts
 */
import { type Shape, sameShape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type Buffer, type Expression, type Read, readsOf } from "./expression.ts";
import type { Kernel as SerialKernel } from "./kernels/kernel.ts";
import { type Axis, dense } from "./view.ts";

/** One function of the module. */
export type Kernel = Loop | Contraction | Serial | Repeat;

/** For every index of the space, in row-major order: some expressions, stored or folded. */
export interface Loop {
  readonly kind: "loop";
  readonly space: Shape;
  readonly stores: readonly Store[];
  /** All over the same axes. */
  readonly folds: readonly Fold[];
}

/** buffer[offset + places along the axes] = value */
export interface Store {
  readonly buffer: Buffer;
  readonly offset: number;
  /** Evenly spaced, the last with stride 1. */
  readonly axes: readonly Axis[];
  readonly value: Expression;
  /** Whether the rest of the buffer is zeros, written before. */
  readonly fill: boolean;
}

/** buffer = op of the value over some axes of the space, in the order of design.md §3. */
export interface Fold {
  readonly op: "sum" | "prod" | "max";
  readonly axes: readonly number[];
  readonly value: Expression;
  readonly buffer: Buffer;
}

/** buffer[b…, i, j] = Σₗ a[b…, i, l] · b[b…, l, j] */
export interface Contraction {
  readonly kind: "contraction";
  readonly a: Read;
  readonly b: Read;
  readonly buffer: Buffer;
}

/** buffer = the op of dense operands. */
export interface Serial {
  readonly kind: "serial";
  readonly node: Tensor;
  readonly inputs: readonly Buffer[];
  readonly buffer: Buffer;
  readonly kernel: SerialKernel;
}

/**
 * The kernels of a step, again and again: slices are put where the step reads them, its result is
 * a row of the buffer and the carry of the next step; what is behind the row has been added up.
 */
export interface Repeat {
  readonly kind: "repeat";
  readonly length: number;
  /** How many elements of a step's result are its row. */
  readonly width: number;
  /** Whether the last slice comes first. */
  readonly reverse: boolean;
  /** The carry of a step, and what it is at first. */
  readonly carry: Slice;
  /** Each slice, and all of them. */
  readonly slices: readonly Slice[];
  readonly step: readonly Kernel[];
  readonly result: Buffer;
  /** The sums, which the step adds to. */
  readonly sums: Buffer;
  readonly buffer: Buffer;
}

/** A buffer of a step, and what it is filled from. */
export interface Slice {
  readonly to: Buffer;
  readonly from: Buffer;
}

/** All kernels, those of steps among them. */
export function everyKernel(kernels: readonly Kernel[]): Kernel[] {
  return kernels.flatMap((kernel) =>
    kernel.kind === "repeat" ? [kernel, ...everyKernel(kernel.step)] : [kernel],
  );
}

/** The buffers of a loop that its step does not write. */
export function heldBy({ carry, slices, sums }: Repeat): Buffer[] {
  return [carry.to, ...slices.map(({ to }) => to), sums];
}

/** What a kernel reads, each view once. */
export function readsOfKernel(kernel: Kernel): Read[] {
  switch (kernel.kind) {
    case "loop":
      return [...kernel.stores, ...kernel.folds].flatMap(({ value }) => readsOf(value));
    case "contraction":
      return [kernel.a, kernel.b];
    case "serial":
      return kernel.inputs.map((buffer, i) => whole(buffer, kernel.node.inputs[i]!.shape));
    case "repeat": {
      const filled = [kernel.carry, ...kernel.slices].map(({ from }) => whole(from, [from.size]));
      return [...filled, ...kernel.step.flatMap(readsOfKernel)];
    }
  }
}

/** What a kernel writes. */
export function writesOf(kernel: Kernel): Buffer[] {
  if (kernel.kind !== "loop") return [kernel.buffer];
  return [...kernel.stores, ...kernel.folds].map(({ buffer }) => buffer);
}

/** All elements of a buffer, in its own order. */
export function whole(buffer: Buffer, shape: Shape): Read {
  return { kind: "read", buffer, offset: 0, axes: dense(shape) };
}

/** Whether the view is that: of every element, in order. */
export function isWhole({
  buffer,
  offset,
  axes,
}: Pick<Read, "buffer" | "offset" | "axes">): boolean {
  const shape = axes.map(({ n }) => n);
  const order = dense(shape);
  return (
    offset === 0 &&
    sizeOf(shape) === buffer.size &&
    axes.every(({ stride, table }, i) => table === null && stride === order[i]!.stride)
  );
}

/** buffer = value, over its whole shape. */
export function storing(buffer: Buffer, space: Shape, value: Expression): Loop {
  const store = { buffer, offset: 0, axes: dense(space), value, fill: false };
  return { kind: "loop", space, stores: [store], folds: [] };
}

/** Whether two folds run over the same elements in the same order. */
export function foldsAlike(a: Loop, b: Loop): boolean {
  const [one, other] = [a.folds[0], b.folds[0]];
  return (
    one === undefined ||
    other === undefined ||
    (sameShape(a.space, b.space) && sameShape(one.axes, other.axes))
  );
}
