/**
 * Views: how the elements of a tensor lie in a stretch of memory. Movement is never computed where
 * a view can say it: a transpose, a slice or a permutation is another way of reading.
 *
 * Next: expression.ts
 */
import { type Shape, sizeOf, stridesOf } from "../../shape.ts";

/**
 * An axis of n elements: the i-th lies i · stride elements further on, or table[i] of them; the
 * first lies nowhere further.
 */
export interface Axis {
  /** How many elements. */
  readonly n: number;
  /** 0 where there is a table. */
  readonly stride: number;
  /** Where each element lies; null if they lie evenly. */
  readonly table: readonly number[] | null;
}

/** An axis along which elements lie evenly. */
export function even(n: number, stride: number): Axis {
  return { n, stride: n === 1 ? 0 : stride, table: null };
}

/** The axes of a tensor whose elements lie in row-major order. */
export function dense(shape: Shape): Axis[] {
  const strides = stridesOf(shape);
  return shape.map((n, axis) => even(n, strides[axis]!));
}

/** How far the i-th element of an axis is from its beginning. */
export function placeOf({ stride, table }: Axis, i: number): number {
  return table === null ? i * stride : table[i]!;
}

/** The axis with those places, and how far on the first of them is. */
function axisOf(places: readonly number[]): Part {
  const from = places[0] ?? 0;
  const stride = (places[1] ?? from) - from;
  const table = places.map((place) => place - from);
  const isEven = table.every((place, i) => place === i * stride);
  return {
    from,
    axis: isEven ? even(places.length, stride) : { n: table.length, stride: 0, table },
  };
}

/** An axis that begins further on than the one it was made of. */
export interface Part {
  /** In elements. */
  readonly from: number;
  /** The rest of the axis. */
  readonly axis: Axis;
}

/** Elements indices[i] of the axis, and how far on the first of all is. */
export function taken(axis: Axis, indices: readonly number[]): Part {
  return axisOf(indices.map((i) => placeOf(axis, i)));
}

/** Elements start ≤ i < stop of the axis. */
export function sliced(axis: Axis, start: number, stop: number): Part {
  if (axis.table !== null) return axisOf(axis.table.slice(start, stop));
  return { from: stop > start ? start * axis.stride : 0, axis: even(stop - start, axis.stride) };
}

/**
 * The axes of the same elements, in the same order, under another shape; null if no view is that.
 * @param isTabled whether axes that do not run on may become a table; a loop reads that slowly
 */
export function reshaped(axes: readonly Axis[], shape: Shape, isTabled = false): Axis[] | null {
  if (sizeOf(shape) === 0) return shape.map((n) => even(n, 0));
  const from = axes.filter(({ n }) => n > 1);
  const out: Axis[] = [];
  let used = 0;
  let at = 0;
  while (at < shape.length) {
    // The least runs of axes, here and there, that hold as many elements.
    const lengths = [shape[at++]!];
    if (lengths[0] === 1) {
      out.push(even(1, 0));
      continue;
    }
    const group = [from[used++]!];
    let here = group[0]!.n;
    let there = lengths[0]!;
    while (here !== there) {
      if (here < there) {
        group.push(from[used]!);
        here *= from[used++]!.n;
      } else {
        lengths.push(shape[at]!);
        there *= shape[at++]!;
      }
    }
    const merged = group.reduce<Axis | null>((a, b) => a && merge(a, b, isTabled), even(1, 0));
    const parts = merged === null ? null : split(merged, lengths);
    if (parts === null) return null;
    out.push(...parts);
  }
  return out;
}

/** Tables are made of axes that are not even up to this many entries. */
const MAX_TABLE = 2 ** 16;

/** Two axes as one, the second running faster; null if their places are no view. */
export function merge(a: Axis, b: Axis, isTabled = false): Axis | null {
  if (a.n === 1) return b;
  if (b.n === 1) return a;
  if (a.table === null && b.table === null) {
    if (a.stride === b.n * b.stride) return even(a.n * b.n, b.stride);
    if (!isTabled) return null;
  }
  return a.n * b.n > MAX_TABLE ? null : tabled(a, b);
}

/** Two axes as one with a table. */
function tabled(a: Axis, b: Axis): Axis {
  const places: number[] = [];
  for (let i = 0; i < a.n; i++) {
    for (let j = 0; j < b.n; j++) places.push(placeOf(a, i) + placeOf(b, j));
  }
  return axisOf(places).axis;
}

/** One axis as several, the last running fastest; null if their places do not add up. */
function split(axis: Axis, lengths: readonly number[]): Axis[] | null {
  if (lengths.length === 1) return [axis];
  if (axis.table !== null) return splitTable(axis.table, lengths);
  const rest = lengths.slice(1);
  const inner = sizeOf(rest);
  return [even(lengths[0]!, inner * axis.stride), ...split(even(inner, axis.stride), rest)!];
}

function splitTable(table: readonly number[], lengths: readonly number[]): Axis[] | null {
  const n = lengths[0]!;
  const rest = lengths.slice(1);
  const inner = sizeOf(rest);
  const outer = Array.from({ length: n }, (_, i) => table[i * inner]!);
  const faster = table.slice(0, inner);
  if (!table.every((place, k) => place === outer[Math.floor(k / inner)]! + faster[k % inner]!)) {
    return null;
  }
  const parts = split(axisOf(faster).axis, rest);
  return parts === null ? null : [axisOf(outer).axis, ...parts];
}
