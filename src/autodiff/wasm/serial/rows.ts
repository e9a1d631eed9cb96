/**
 * Whole rows of floats: copied, added, set to zero.
 *
 * Next: columns.ts
 */
import type { Code } from "../write/code.ts";
import type { Local } from "../write/locals.ts";

/** A row of x at the pointer `from`, and one of the result at the pointer `to`. */
export interface Rows {
  /** Bytes from x to the row. */
  readonly from: Local;
  /** The address of x. */
  readonly x: number;
  /** Bytes from the result to the row. */
  readonly to: Local;
  /** The address of the result. */
  readonly out: number;
}

/** out[to + k] = x[from + k], k < count, bit for bit; both pointers are behind the rows then. */
export function copyRow(code: Code, count: number, { from, x, to, out }: Rows): void {
  along(code, count, [from, to], (lanes, offset) => {
    const [load, store] = lanes === 4 ? WIDE : WHOLE;
    const row = code.get(to);
    code.store(store, row, code.load(load, code.get(from), x + offset), out + offset);
  });
}

/** out[to + k] += x[from + k], k < count; both pointers are behind the rows then. */
export function addRow(code: Code, count: number, { from, x, to, out }: Rows): void {
  along(code, count, [from, to], (lanes, offset) => {
    const [load, store, add] = lanes === 4 ? WIDE : NARROW;
    const row = code.get(to);
    const held = code.load(load, code.get(to), out + offset);
    const sum = code.op(add, held, code.load(load, code.get(from), x + offset));
    code.store(store, row, sum, out + offset);
  });
}

/** out[k] = 0, k < count */
export function clear(code: Code, out: number, count: number): void {
  code.fill(code.i32(out), code.i32(0), code.i32(4 * count));
}

/**
 * count elements that lie one after the other, four at a time while there are four, then one by
 * one; the pointers are behind them then.
 *
 * One by one, because a vector read from where a single float was written a moment ago waits until
 * that is in the cache.
 * @param body what to do with 4 elements or 1, at that many bytes from the pointers
 */
export function along(
  code: Code,
  count: number,
  pointers: readonly Local[],
  body: (lanes: 4 | 1, offset: number) => void,
): void {
  const advance = (bytes: number): void => {
    for (const pointer of pointers) code.advance(pointer, bytes);
  };
  const fours = count >> 2;
  const unrolled = fours <= MOST_UNROLLED;
  if (unrolled) for (let i = 0; i < fours; i++) body(4, 16 * i);
  else {
    code.times(fours, () => {
      body(4, 0);
      advance(16);
    });
  }
  const done = unrolled ? 16 * fours : 0;
  for (let i = 0; i < (count & 3); i++) body(1, done + 4 * i);
  advance(done + 4 * (count & 3));
}

/** Loops of at most so many fours are written out. */
const MOST_UNROLLED = 8;

/** Loading, storing and adding four floats. */
export const WIDE = ["v128.load", "v128.store", "f32x4.add"] as const;
/** The same with one. */
export const NARROW = ["f32.load", "f32.store", "f32.add"] as const;
const WHOLE = ["i32.load", "i32.store"] as const;
