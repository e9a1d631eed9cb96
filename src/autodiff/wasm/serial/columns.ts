/**
 * Ops that walk down an axis, each column by itself: cumsum and argMax.
 *
 * A column is serial, so speed is how many go side by side. Where columns lie side by side in rows
 * of up to 16, the whole row is held in vectors; where rows are shorter than a vector, the columns
 * of four rows are gathered into one.
 *
 * Next: cumsum.ts
 */
import type { Code, Pushed } from "../write/code.ts";
import type { Local } from "../write/locals.ts";
import { gathered, pointers, storeFirst } from "./kernel.ts";

/** Up to four columns, in the lanes of a vector. */
export interface Bundle {
  /** How many columns. */
  readonly lanes: number;
  /** Bytes from the pointer to the first element of the first column. */
  readonly at: number;
  /** Bytes from one column to the next. */
  readonly stride: number;
}

/** What comes next along the columns. */
export function loadNext(
  code: Code,
  { at, stride }: Bundle,
  pointer: Local,
  offset: number,
): Pushed {
  if (stride === 4) return code.load("v128.load", code.get(pointer), offset + at);
  return gathered(code, () => code.get(pointer), offset + at, stride);
}

/** Where columns come from, the same strides apart there. */
export function storeNext(
  code: Code,
  bundle: Bundle,
  pointer: Local,
  vector: Local,
  offset: number,
): void {
  const { lanes, at, stride } = bundle;
  if (stride === 4) {
    storeFirst(code, lanes, pointer, vector, offset + at);
    return;
  }
  for (let k = 0; k < lanes; k++) {
    const place = offset + at + k * stride;
    code.storeLane("v128.store32_lane", code.get(pointer), code.get(vector), k, place);
  }
}

/** Columns are held in vectors up to so many of them: beyond, memory is read row by row. */
export const MOST_COLUMNS = 16;

/**
 * Visits all columns of [outer, n, inner], inner ≤ MOST_COLUMNS, some at a time: `at` is where their
 * first elements are, `to` where a result [outer, inner] has theirs.
 */
export function columns(
  code: Code,
  [outer, n, inner]: readonly [number, number, number],
  visit: (at: Local, to: Local, from: readonly Bundle[], results: readonly Bundle[]) => void,
): void {
  const [at, to] = pointers(code);
  const row = 4 * n * inner;
  const fours = inner < 4 ? outer >> 2 : 0;
  code.times(fours, () => {
    const across = (stride: number): Bundle[] =>
      Array.from({ length: inner }, (_, k) => ({ lanes: 4, at: 4 * k, stride }));
    visit(at, to, across(row), across(4 * inner));
    code.advance(at, 4 * row);
    code.advance(to, 16 * inner);
  });
  const neighbours = Array.from({ length: Math.ceil(inner / 4) }, (_, i) => {
    return { lanes: Math.min(4, inner - 4 * i), at: 16 * i, stride: 4 };
  });
  code.times(outer - 4 * fours, () => {
    visit(at, to, neighbours, neighbours);
    code.advance(at, row);
    code.advance(to, 4 * inner);
  });
}
