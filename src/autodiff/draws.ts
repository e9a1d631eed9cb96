/**
 * Random numbers from a key, as plain arrays: bits, uniform, normal, integers, permutations, keys.
 *
 * Each is a pure function of (key, n), and draw i does not depend on n: the first n of a longer
 * draw are the shorter one. Two draws from one key are made of the same bits: split the key
 * instead. Only exact arithmetic and the f32 formulas are used, so values are the same in every
 * runtime, and once stored they never change.
 *
 * Next: categories.ts
 */
import { applyBlocks2, blocks } from "./fields/blocks.ts";
import { CENTRAL, normalCentre, normalTail } from "./quantile.ts";
import { threefry } from "./threefry.ts";

// The second counter word says what the bits are for, so children are never drawn as numbers.
const NUMBERS = 0;
const CHILDREN = 1;

/** word[2i], word[2i + 1] = threefry(key, (i, 0)), cut off after n words. */
export function randomWords(key0: number, key1: number, n: number): Uint32Array<ArrayBuffer> {
  return words(key0, key1, n, NUMBERS);
}

/** n keys, two words each: child i is threefry(key, (i, 1)), so no child depends on n. */
export function splitKey(key0: number, key1: number, n: number): Uint32Array<ArrayBuffer> {
  return words(key0, key1, 2 * n, CHILDREN);
}

/** ⌊word / 2⁸⌋ · 2⁻²⁴: uniform on the multiples of 2⁻²⁴ in [0, 1), each a float. */
export function uniformFloats(key0: number, key1: number, n: number): Float32Array<ArrayBuffer> {
  const bits = randomWords(key0, key1, n);
  const out = new Float32Array(n);
  for (let i = 0; i < n; i++) out[i] = (bits[i]! >>> 8) * 2 ** -24;
  return out;
}

/**
 * Φ⁻¹(½ + (word + ½) / 2³²), word as a signed integer: standard normal, symmetric to the bit, at
 * most 6.23 in size.
 *
 * One word a number, all 32 bits used: the sign is as exact as the tail. The tail's formula, four
 * times as long, is computed only for those that are in it: a draw takes 0.14 µs, not 0.27, and the
 * first 5 000 of a process 26 ms, not 36.
 */
export function normalFloats(key0: number, key1: number, n: number): Float32Array<ArrayBuffer> {
  const bits = randomWords(key0, key1, n);
  const out = new Float32Array(n);
  fromCentre(bits, out);
  const far = inTail(out);
  const [q, p] = [new Float32Array(far.length), new Float32Array(far.length)];
  toEnd(bits, far, q, p);
  applyBlocks2(centre, out, out, out);
  applyBlocks2(tail, q, p, q);
  put(q, far, out);
  return out;
}

// Loops in functions of their own: V8 optimises a function that loops long with all that it calls, and of
// `normalFloats` that was 60 to 90 ms of work beside the main thread, on 4 096 draws.

/** q[i] = (word + ½) / 2³² */
function fromCentre(bits: Uint32Array, q: Float32Array): void {
  for (let i = 0; i < q.length; i++) q[i] = ((bits[i]! | 0) + 0.5) * 2 ** -32;
}

/** Where |q| ≥ `CENTRAL`. */
function inTail(q: Float32Array): Int32Array {
  const places = new Int32Array(q.length);
  let count = 0;
  for (let i = 0; i < q.length; i++) if (Math.abs(q[i]!) >= CENTRAL) places[count++] = i;
  return places.subarray(0, count);
}

/** q, and p = ½ − |q|, at those places. */
function toEnd(bits: Uint32Array, places: Int32Array, q: Float32Array, p: Float32Array): void {
  for (let k = 0; k < places.length; k++) {
    const centred = (bits[places[k]!]! | 0) + 0.5;
    q[k] = centred * 2 ** -32;
    p[k] = (2 ** 31 - Math.abs(centred)) * 2 ** -32;
  }
}

/** to[places[k]] = from[k] */
function put(from: Float32Array, places: Int32Array, to: Float32Array): void {
  for (let k = 0; k < places.length; k++) to[places[k]!] = from[k]!;
}

const centre = (q: number): number => normalCentre(blocks, q);
const tail = (q: number, p: number): number => normalTail(blocks, q, p);

/**
 * ⌊word pair · below / 2⁶⁴⌋: integers 0 ≤ k < below.
 *
 * Multiply-high (Lemire) of 64 bits without rejection, so draw i is pair i: a probability is off by
 * less than 2⁻⁶⁴, which is 2⁻³³ of its size at worst.
 * @param below  a whole number, 1 ≤ below ≤ 2³¹
 * @throws RangeError unless it is
 */
export function integersBelow(
  key0: number,
  key1: number,
  n: number,
  below: number,
): Int32Array<ArrayBuffer> {
  if (!Number.isInteger(below) || below < 1 || below > 2 ** 31) {
    throw new RangeError(`integers: expected a whole bound from 1 to 2^31, got ${below}`);
  }
  const pairs = randomWords(key0, key1, 2 * n);
  const out = new Int32Array(n);
  for (let i = 0; i < n; i++) out[i] = scaled(pairs, i, below);
  return out;
}

/**
 * A uniform permutation of 0 … n − 1: Fisher–Yates from the end.
 *
 * Place i is exchanged with place ⌊pair i · (i + 1) / 2⁶⁴⌋, for i = n − 1 … 1.
 */
export function permutationOf(key0: number, key1: number, n: number): Int32Array<ArrayBuffer> {
  const pairs = randomWords(key0, key1, 2 * n);
  const images = new Int32Array(n);
  for (let i = 0; i < n; i++) images[i] = i;
  for (let i = n - 1; i > 0; i--) {
    const j = scaled(pairs, i, i + 1);
    const image = images[i]!;
    images[i] = images[j]!;
    images[j] = image;
  }
  return images;
}

function words(key0: number, key1: number, n: number, purpose: number): Uint32Array<ArrayBuffer> {
  const even = new Uint32Array(n + (n % 2));
  for (let i = 0; i < even.length; i += 2) threefry(key0, key1, i / 2, purpose, even, i);
  return even.length === n ? even : even.slice(0, n);
}

/** ⌊(high·2³² + low) · m / 2⁶⁴⌋ for pair i, exactly: the carry of the lower product is kept. */
function scaled(pairs: Uint32Array, i: number, m: number): number {
  const high = pairs[2 * i]!;
  const low = pairs[2 * i + 1]!;
  const middle = (Math.imul(high, m) >>> 0) + highProduct(low, m);
  return highProduct(high, m) + (middle >= 2 ** 32 ? 1 : 0);
}

/** ⌊a·b / 2³²⌋ for 32-bit a and b; split at 16 bits, so that no step reaches 2⁵³. */
function highProduct(a: number, b: number): number {
  const lower = Math.floor(((a & 0xffff) * b) / 65536);
  return Math.floor(((a >>> 16) * b + lower) / 65536);
}
