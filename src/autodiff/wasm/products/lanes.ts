/**
 * Small moves of lanes that the kernels of products share.
 *
 * Next: tile.ts
 */
import type { Code, Pushed } from "../write/code.ts";
import type { Local } from "../write/locals.ts";

/** sum += x · y, lane by lane. */
export function addProduct(c: Code, sum: Local, x: Local, y: Local, relaxed: boolean): void {
  if (relaxed) c.set(sum, c.op("f32x4.relaxed_madd", c.get(x), c.get(y), c.get(sum)));
  else c.set(sum, c.op("f32x4.add", c.get(sum), c.op("f32x4.mul", c.get(x), c.get(y))));
}

/** memory[address + offset …] = the first lanes of a vector, 1 to 4. */
export function storeLanes(c: Code, at: Local, vector: Local, lanes: number, offset: number): void {
  if (lanes === 4) c.store("v128.store", c.get(at), c.get(vector), offset);
  if (lanes === 2 || lanes === 3) {
    c.storeLane("v128.store64_lane", c.get(at), c.get(vector), 0, offset);
  }
  if (lanes === 1 || lanes === 3) {
    const last = lanes - 1;
    c.storeLane("v128.store32_lane", c.get(at), c.get(vector), last, offset + 4 * last);
  }
}

/** Numbers at some offsets, at most four, as one vector; missing ones are +0. */
export function gathered(c: Code, at: Local, offsets: readonly number[]): Pushed {
  const last = offsets.length - 1;
  if (last < 0) return c.v128(ZEROS);
  return c.loadLane(c.get(at), gathered(c, at, offsets.slice(0, last)), last, offsets[last]);
}

/** Four vectors as the rows of a matrix: its columns. */
export function turned(c: Code, rows: readonly Local[]): Local[] {
  const mixed = (lanes: readonly number[], x: number, y: number, of: readonly Local[]): Local =>
    c.keep("v128", c.shuffle(lanes, c.get(of[x]!), c.get(of[y]!)));
  const pairs = [
    mixed(LOW, 0, 1, rows),
    mixed(HIGH, 0, 1, rows),
    mixed(LOW, 2, 3, rows),
    mixed(HIGH, 2, 3, rows),
  ];
  return [
    mixed(LOW_HALF, 0, 2, pairs),
    mixed(HIGH_HALF, 0, 2, pairs),
    mixed(LOW_HALF, 1, 3, pairs),
    mixed(HIGH_HALF, 1, 3, pairs),
  ];
}

/** Bytes of the lanes of a pair of vectors, which are numbered 0 … 7. */
const lanesOf = (...numbers: number[]): number[] =>
  numbers.flatMap((lane) => range(4).map((byte) => 4 * lane + byte));

const LOW = lanesOf(0, 4, 1, 5);
const HIGH = lanesOf(2, 6, 3, 7);
const LOW_HALF = lanesOf(0, 1, 4, 5);
const HIGH_HALF = lanesOf(2, 3, 6, 7);

/** 0, 1, …, n − 1 */
export function range(n: number): number[] {
  const all: number[] = [];
  for (let i = 0; i < n; i++) all.push(i);
  return all;
}

/** Four times +0. */
export const ZEROS: readonly number[] = [0, 0, 0, 0];
