/**
 * Products of matrices, as kernels: operands are views where they lie evenly, or as windows do.
 *
 * Next: parts.ts
 */
import type { Tensor } from "../../tensor/tensor.ts";
import type { Piece } from "../products/gathered.ts";
import type { Builder } from "./builder.ts";
import type { Expression, Read } from "./expression.ts";
import { type Windows, whole } from "./kernel.ts";
import { type Axis, placeOf } from "./view.ts";

/** The kernel of a `matmul` node. */
export function contraction(node: Tensor, [a, b]: readonly Expression[], to: Builder): Expression {
  const windows = isEven(a!) ? null : windowsOf(a as Read);
  const buffer = to.buffer(node.size);
  to.kernels.push({
    kind: "contraction",
    a: windows === null ? evenly(a!, node.inputs[0]!, to) : (a as Read),
    b: evenly(b!, node.inputs[1]!, to),
    windows,
    buffer,
  });
  return whole(buffer, node.shape);
}

/** The operand as a view of even axes; else it is copied. */
function evenly(x: Expression, { shape }: Tensor, to: Builder): Read {
  const read = to.stored(x, shape);
  const isForward = read.axes.every(({ table, stride }) => table === null && stride >= 0);
  return isForward ? read : to.computed(read, shape);
}

/** Whether it is no matrix of places in a table. */
function isEven(x: Expression): boolean {
  return x.kind !== "read" || x.axes.length !== 2 || x.axes.every(({ table }) => table === null);
}

/** The operand as windows of a tensor; null if it lies in pieces too short to pay. */
function windowsOf({ axes }: Read): Windows | null {
  const [row, term] = axes as [Axis, Axis];
  const rows = placesOf(row);
  const places = placesOf(term);
  const pieces: { offset: number; length: number }[] = [];
  for (const place of places) {
    const last = pieces.at(-1);
    if (last !== undefined && last.offset + last.length === place) last.length++;
    else pieces.push({ offset: place, length: 1 });
  }
  const isForward = [...rows, ...places].every((place) => place >= 0);
  return isForward && worthwhile(pieces, places.length) ? { rows, pieces } : null;
}

/** Pieces are written out in the code, so there are few of them, and each is a loop. */
function worthwhile(pieces: readonly Piece[], terms: number): boolean {
  return pieces.length > 0 && pieces.length <= MAX_PIECES && terms >= 2 * pieces.length;
}

const MAX_PIECES = 32;

function placesOf(axis: Axis): number[] {
  return Array.from({ length: axis.n }, (_, i) => placeOf(axis, i));
}
