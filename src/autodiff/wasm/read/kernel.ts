/**
 * Kernels: what a program does, one after the other. A loop nest over fused expressions, a matrix
 * product, an op that is neither, a look at indices, or all of these again and again.
 *
 * Next: traffic.ts
 */
import { type Shape, sameShape } from "../../shape.ts";
import type { Piece } from "../products/gathered.ts";
import type { Bounds, Kernel as SerialKernel } from "../serial/kernel.ts";
import type { Buffer, Expression, Read } from "./expression.ts";
import { type Axis, dense } from "./view.ts";

/** One function of the module. */
export type Kernel = Loop | Rows | Contraction | Serial | Guard | Repeat;

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
  /** Whether it has room for those of one row, the first axis: the next row's take their place. */
  readonly isRow?: boolean;
}

/** Loops over the same first axis: all of them for its first index, then for the next, and so on. */
export interface Rows {
  /** Which kernel it is. */
  readonly kind: "rows";
  /** How many indices. */
  readonly n: number;
  /** Of two axes at least. */
  readonly parts: readonly Loop[];
  /** What has one number, which nobody else reads: no memory. */
  readonly registers: ReadonlySet<Buffer>;
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
  /** The op. */
  readonly name: string;
  /** The operands. */
  readonly inputs: readonly Buffer[];
  /** The result. */
  readonly buffer: Buffer;
  /** What writes it. */
  readonly kernel: SerialKernel;
}

/** That all integers of a buffer are in bounds; kernels behind it move by them. */
export interface Guard {
  /** Which kernel it is. */
  readonly kind: "guard";
  /** What is looked at. */
  readonly indices: Buffer;
  /** What must hold. */
  readonly bounds: Bounds;
}

/**
 * The kernels of a step, again and again: slices are put where the step reads them, what is kept of
 * a step is a row, and what it carries on is what the next one begins with.
 */
export interface Repeat {
  /** Which kernel it is. */
  readonly kind: "repeat";
  /** How many steps, at least one. */
  readonly length: number;
  /** Whether the last slice comes first. */
  readonly reverse: boolean;
  /** What goes on from step to step; `to` holds the last one afterwards. */
  readonly carries: readonly Carry[];
  /** Slice by slice, `to` is filled from all of them. */
  readonly slices: readonly Slice[];
  /** Step by step, `from` is a row of `to`. */
  readonly kept: readonly Slice[];
  /** Zeros at first: steps add to them. */
  readonly sums: readonly Buffer[];
  /** In the order they run. */
  readonly step: readonly Kernel[];
}

/** A buffer of a step, and one of as many rows as there are steps. */
export interface Slice {
  /** What is filled. */
  readonly to: Buffer;
  /** What it is filled from. */
  readonly from: Buffer;
}

/** A part of what a step begins with. */
export interface Carry {
  /** Where the step reads it. */
  readonly to: Buffer;
  /** What it is at first: as many elements, one after the other. */
  readonly from: Read;
  /** Where the step computes the next one. */
  readonly next: Buffer;
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
  let size = 1;
  for (let i = axes.length - 1; i >= 0; i--) {
    const { n, stride, table } = axes[i]!;
    if (table !== null || stride !== (n === 1 ? 0 : size)) return false;
    size *= n;
  }
  return offset === 0 && size === buffer.size;
}

/** buffer = value, over its whole shape. */
export function storing(buffer: Buffer, space: Shape, value: Expression): Loop {
  const store = { buffer, offset: 0, axes: dense(space), value, fill: false };
  return { kind: "loop", space, stores: [store], folds: [] };
}

/** Whether two folds run over the same elements in the same order. */
export function foldsAlike(a: Loop, b: Loop): boolean {
  const one = a.folds[0];
  const other = b.folds[0];
  return (
    one === undefined ||
    other === undefined ||
    (sameShape(a.space, b.space) && sameShape(one.axes, other.axes))
  );
}
