/**
 * What a step of a loop computes, in parts. The value of a loop is one flat tensor, a row for each
 * step and then sums: who reads which columns of it says which of them belong together, and what
 * need not be kept at all.
 *
 * Next: repeat.ts
 */
import type { Attributes } from "../../ops/names.ts";
import { sizeOf } from "../../shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Read } from "./expression.ts";

/** The columns of a step's result: c that go on to the next step, rows up to `width`, then sums. */
export type Columns = Attributes["scan"] & { readonly c: number };

/** Columns of a step's result that are read together. */
export interface Part {
  /** The first column. */
  readonly from: number;
  /** How many. */
  readonly size: number;
  /** What they are computed as, one after the other: flat tensors. */
  readonly pieces: readonly Tensor[];
}

/** Some columns of a step. */
export interface Interval {
  /** The first. */
  readonly low: number;
  /** The last. */
  readonly high: number;
}

/** What of a loop somebody reads. */
export interface Place extends Interval {
  /** Of steps, of what the last step carries on, or of the sums. */
  readonly of: "rows" | "last" | "sums";
  /** The step that it begins with. */
  readonly row: number;
}

/** Where a view of the flat result of a loop reads; null if it reads columns of several kinds. */
export function placeIn({ length, width, reverse, c }: Columns, read: Read): Place | null {
  const { low, high } = intervalOf(read);
  const sums = length * width;
  if (low >= sums) {
    return { of: "sums", row: 0, low: low - sums + width, high: high - sums + width };
  }
  if (high >= sums) return null;
  const row = Math.floor(low / width);
  const [first, last] = [low - row * width, high - row * width];
  if (row === (reverse ? 0 : length - 1) && last < c) {
    return { of: "last", row, low: first, high: last };
  }
  const across = read.axes.filter(({ stride }) => stride % width !== 0);
  const end = intervalOf({ offset: first, axes: across }).high;
  const isOneKind = end < c || (first >= c && end < width);
  return isOneKind ? { of: "rows", row, low: first, high: end } : null;
}

/** The first and the last element of a view that lies evenly, forwards. */
export function intervalOf({ offset, axes }: Pick<Read, "offset" | "axes">): Interval {
  const high = axes.reduce((sum, { n, stride }) => sum + (n - 1) * stride, offset);
  return { low: offset, high };
}

/** Whether a view reads anything. */
export function isSome({ axes }: Read): boolean {
  return sizeOf(axes.map(({ n }) => n)) > 0;
}

/** What a step packs, none of it of several kinds. */
export function piecesOf({ c, width }: Columns, result: Tensor): readonly Tensor[] {
  const packed = result.op === "concat" ? result.inputs : [result];
  const ends = new Set([0]);
  let end = 0;
  for (const { size } of packed) {
    end += size;
    ends.add(end);
  }
  if (ends.has(c) && ends.has(width)) return packed;
  const kinds = [[0, c] as const, [c, width] as const, [width, result.size] as const];
  return kinds.filter(([from, to]) => from < to).map((range) => result.slice(range));
}

/** Parts as small as can be: what one reader reads is in one. */
export function partsOf(
  { c, width }: Columns,
  pieces: readonly Tensor[],
  read: readonly Interval[],
): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const piece of pieces) {
    const before = parts.at(-1);
    const isTorn = (at: number): boolean => read.some(({ low, high }) => low < at && at <= high);
    if (before !== undefined && from !== c && from !== width && isTorn(from)) {
      const size = before.size + piece.size;
      parts[parts.length - 1] = { ...before, size, pieces: [...before.pieces, piece] };
    } else parts.push({ from, size: piece.size, pieces: [piece] });
    from += piece.size;
  }
  return parts;
}

/** Whether the part has all those columns. */
export function holds({ from, size }: Part, { low, high }: Interval): boolean {
  return low >= from && high < from + size;
}
