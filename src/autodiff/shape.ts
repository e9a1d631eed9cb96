/**
 * Shapes, axes and the row-major order of elements.
 *
 * Next: ops/row.ts
 */
import { describe, rangeError, shapeError, typeError } from "./errors.ts";

/** The lengths of the axes of a tensor; [] is a scalar. */
export type Shape = readonly number[];

/** ∏ shape: how many elements a tensor of that shape has. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const n of shape) size *= n;
  return size;
}

/** How far apart, in row-major order, two neighbours along each axis lie. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}

/** Shapes and lists of numbers as error messages write them: [2, 3]. */
export function show(list: readonly number[]): string {
  return list.length <= 16
    ? `[${list.join(", ")}]`
    : `[${list.slice(0, 12).join(", ")}, … ${list.length} in all]`;
}

/** Whether two shapes are the same list. */
export function sameShape(a: Shape, b: Shape): boolean {
  // Most ops pass the list of their input on: one that is the same list needs no look into it.
  return a === b || (a.length === b.length && a.every((n, axis) => n === b[axis]));
}

/**
 * A copy of the shape, if it is one: a node keeps no list that its caller may change.
 * @throws TypeError unless it is a list
 * @throws ShapeError unless every length is a whole number ≥ 0
 */
export function checkShape(op: string, shape: Shape): Shape {
  if (!Array.isArray(shape)) {
    throw typeError(op, "a shape, a list of whole numbers", describe(shape));
  }
  if (shape.every((n) => Number.isInteger(n) && n >= 0)) return [...shape];
  throw shapeError(op, "a shape of whole numbers ≥ 0", show(shape));
}

/** The axis counted from the front. @throws RangeError unless −rank ≤ axis < rank */
export function checkAxis(op: string, axis: number, rank: number): number {
  if (Number.isInteger(axis) && axis >= -rank && axis < rank) return axis < 0 ? axis + rank : axis;
  if (rank === 0) throw rangeError(op, "a tensor with axes", `a scalar and axis ${axis}`);
  throw rangeError(op, `an axis from ${-rank} to ${rank - 1}`, String(axis));
}

/**
 * The axes counted from the front, ascending; all of them when none is named.
 * @throws RangeError if one is unknown or named twice
 */
export function checkAxes(
  op: string,
  axes: number | readonly number[] | undefined,
  rank: number,
): number[] {
  if (axes === undefined) return [...new Array(rank).keys()];
  const list = (typeof axes === "number" ? [axes] : axes).map((a) => checkAxis(op, a, rank));
  list.sort((a, b) => a - b);
  if (list.some((axis, i) => axis === list[i - 1])) {
    throw rangeError(op, "every axis named once", show(typeof axes === "number" ? [axes] : axes));
  }
  return list;
}

/**
 * The shape that a and b broadcast to: axes aligned from the end, lengths equal or 1.
 * @throws ShapeError naming both shapes
 */
export function broadcastShapes(op: string, a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a;
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const m = a[axis - rank + a.length] ?? 1;
    const n = b[axis - rank + b.length] ?? 1;
    if (m === n || n === 1) return m;
    if (m === 1) return n;
    throw shapeError(op, "shapes that broadcast", `${show(a)} and ${show(b)}`);
  });
}

/** The shape without the given axes. */
export function dropAxes(shape: Shape, axes: readonly number[]): number[] {
  return shape.filter((_, axis) => !axes.includes(axis));
}

/** The shape with the given axes at length 1. */
export function keepAxes(shape: Shape, axes: readonly number[]): number[] {
  return shape.map((n, axis) => (axes.includes(axis) ? 1 : n));
}

/** [product of the lengths before, at, after the axis]: a tensor seen as a stack of matrices. */
export function splitAt(shape: Shape, axis: number): [number, number, number] {
  return [sizeOf(shape.slice(0, axis)), shape[axis]!, sizeOf(shape.slice(axis + 1))];
}

/**
 * @param what the op calls them: labels or indices
 * @throws RangeError naming the first that is not an index below length, before anything is written
 */
export function checkIndices(
  op: string,
  what: string,
  indices: ArrayLike<number>,
  length: number,
): void {
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]!;
    if (index < 0 || index >= length) {
      throw rangeError(op, `${what} from 0 to ${length - 1}`, `${index} at position ${i}`);
    }
  }
}
