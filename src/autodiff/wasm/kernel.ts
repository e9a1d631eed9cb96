/**
 * Kernels: what a program does, one after the other. A loop nest over fused expressions, a matrix
 * product, or an op that is neither.
 *
 * Next: contract.ts
 */
import { type Shape, sameShape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type Buffer, type Expression, type Read, readsOf } from "./expression.ts";
import type { Piece } from "./gathered.ts";
import type { Kernel as SerialKernel } from "./kernels/kernel.ts";
import { type Axis, dense } from "./view.ts";

/** One function of the module. */
export type Kernel = Loop | Contraction | Serial | Repeat;

/** For every index of the space, in row-major order: some expressions, stored or folded. */
export interface Loop {
  /** Which kernel it is. */
  readonly kind: "loop";
  /** The lengths of its axes. */
  readonly space: Shape;
  /** What is written, element by element. */
  readonly stores: readonly Store[];
  /** All over the same axes. */
  readonly folds: readonly Fold[];
}

/** buffer[offset + places along the axes] = value */
export interface Store {
  /** Where to. */
  readonly buffer: Buffer;
  /** In elements. */
  readonly offset: number;
  /** Evenly spaced, the last with stride 1. */
  readonly axes: readonly Axis[];
  /** What. */
  readonly value: Expression;
  /** Whether the rest of the buffer is zeros, written before. */
  readonly fill: boolean;
}

/** buffer = op of the value over some axes of the space, in the order of design.md §3. */
export interface Fold {
  /** By what. */
  readonly op: "sum" | "prod" | "max";
  /** Of the space, ascending. */
  readonly axes: readonly number[];
  /** What is folded. */
  readonly value: Expression;
  /** Where results go, over the axes that are kept. */
  readonly buffer: Buffer;
}

/** buffer[b…, i, j] = Σₗ a[b…, i, l] · b[b…, l, j] */
export interface Contraction {
  /** Which kernel it is. */
  readonly kind: "contraction";
  /** [b…, n, k] */
  readonly a: Read;
  /** [b…, k, m] */
  readonly b: Read;
  /** [b…, n, m] */
  readonly buffer: Buffer;
  /** How a lies if not evenly; then there are no leading axes. */
  readonly windows: Windows | null;
}

/** A matrix whose rows are the same pieces of another tensor, from different places on. */
export interface Windows {
  /** Where each row begins, in elements behind the view's own beginning. */
  readonly rows: readonly number[];
  /** What of each row is read, in the order of the terms. */
  readonly pieces: readonly Piece[];
}

/** buffer = the op of dense operands. */
export interface Serial {
  /** Which kernel it is. */
  readonly kind: "serial";
  /** The op, its attributes and shapes. */
  readonly node: Tensor;
  /** The operands. */
  readonly inputs: readonly Buffer[];
  /** The result. */
  readonly buffer: Buffer;
  /** What writes it. */
  readonly kernel: SerialKernel;
}

/**
 * The kernels of a step, again and again: slices are put where the step reads them, its result is
 * a row of the buffer and the carry of the next step; what is behind the row has been added up.
 */
export interface Repeat {
  /** Which kernel it is. */
  readonly kind: "repeat";
  /** How many steps. */
  readonly length: number;
  /** How many elements of a step's result are its row. */
  readonly width: number;
  /** Whether the last slice comes first. */
  readonly reverse: boolean;
  /** The carry of a step, and what it is at first. */
  readonly carry: Slice;
  /** Each slice, and all of them. */
  readonly slices: readonly Slice[];
  /** In the order they run. */
  readonly step: readonly Kernel[];
  /** What a step computes: its row, and its part of the sums. */
  readonly result: Buffer;
  /** The sums, which the step adds to. */
  readonly sums: Buffer;
  /** All rows, and then the sums. */
  readonly buffer: Buffer;
}

/** A buffer of a step, and what it is filled from. */
export interface Slice {
  /** That of the step. */
  readonly to: Buffer;
  /** What it is filled from. */
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

/** Kernels do not change, and every stage of compiling asks what they read. */
const known = new WeakMap<Kernel, Read[]>();

/** What a kernel reads, each view once. */
export function readsOfKernel(kernel: Kernel): readonly Read[] {
  const before = known.get(kernel);
  if (before !== undefined) return before;
  const found = readsIn(kernel);
  known.set(kernel, found);
  return found;
}

function readsIn(kernel: Kernel): Read[] {
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
