/**
 * sin, cos, atan, asin and acos in floats, written once over Machine: the same bits in every runtime.
 *
 * Worst errors in units of the last place, at every float: sin 0.91, cos 0.90 (both up to 2¹⁶),
 * atan 1.93; asin and acos are in `scripts/ulps.ts`, which measures all of them.
 *
 * Next: erf.ts
 */
import type { Machine } from "./field.ts";
import { horner, round } from "./formulas.ts";

/** Beyond it, n·π/2 is not exact in parts, and nothing would be left of the angle. */
const LARGEST_ANGLE = 65536;
const TWO_OVER_PI = 0.63661975;
/** π/2 and π/4 in two floats each. */
const HALF_PI = 1.57079637;
const HALF_PI_LOW = -4.37113883e-8;
const QUARTER_PI = 0.785398185;
const QUARTER_PI_LOW = -2.18556941e-8;
// π/2 in parts of 8 bits, so that n·part is exact for n < 2¹⁶; the last is the rest.
const PARTS = [201 * 2 ** -7, 253 * 2 ** -19];
const LATER_PARTS = [85 * 2 ** -26, 17 * 2 ** -34, 45 * 2 ** -44];
const REST = 5.39030086e-15;

// (sin x − x) / x³ and (cos x − 1 + ½x²) / x⁴ in x², on |x| ≤ π/4; (atan x − x) / x³ on
// |x| ≤ tan π/8; (asin x − x) / x³ on |x| ≤ ½. Minimax, our own, relative error 2⁻²⁸ or less.
const SIN = [-1.9518599e-4, 8.332191e-3, -0.16666655];
const COS = [2.4430668e-5, -1.3887301e-3, 4.1666646e-2];
const ATAN = [-6.090559e-2, 0.105994076, -0.14244425, 0.1999853, -0.33333316];
const ASIN = [3.7673127e-2, 1.4329189e-2, 3.1836055e-2, 4.4513635e-2, 7.500521e-2, 0.1666666];

/** sin x, odd to the bit, for |x| ≤ 2¹⁶; NaN beyond. */
export function sin<T>(M: Machine<T>, x: T): T {
  return M.mul(turned(M, M.abs(x), M.of(0)), M.copysign(M.of(1), x));
}

/** cos x, even to the bit, for |x| ≤ 2¹⁶; NaN beyond. */
export function cos<T>(M: Machine<T>, x: T): T {
  return turned(M, M.abs(x), M.of(1));
}

/**
 * sin(a + k·π/2), a ≥ 0. a = n·π/2 + r + s, where n·π/2 is subtracted part by part and what each
 * step rounds away is kept.
 * @source Cody and Waite's reduction; the error of a difference is Knuth's
 */
function turned<T>(M: Machine<T>, a: T, k: T): T {
  const n = round(M, M.mul(a, M.of(TWO_OVER_PI)));
  let rest = a;
  for (const part of PARTS) rest = M.sub(rest, M.mul(n, M.of(part)));
  let lost = M.of(0);
  for (const part of LATER_PARTS) {
    const w = M.mul(n, M.of(part));
    const difference = M.sub(rest, w);
    const b = M.sub(difference, rest);
    const error = M.sub(M.sub(rest, M.sub(difference, b)), M.add(w, b));
    lost = M.add(lost, error);
    rest = difference;
  }
  lost = M.sub(lost, M.mul(n, M.of(REST)));
  const r = M.add(rest, lost);
  const s = M.add(M.sub(rest, r), lost);
  const quarter = M.add(n, k);
  const q = M.sub(quarter, M.mul(M.of(4), round(M, M.mul(quarter, M.of(0.25))))); // −2 … 2
  const even = M.sub(M.abs(q), M.of(1)); // ±1, or 0 where it is a cosine
  const isCosine = (x: T, y: T) => M.lt(M.abs(even), M.of(0.5), x, y);
  const y = isCosine(cosNear(M, r, s), sinNear(M, r, s));
  const minus = M.sub(M.of(0), y);
  const signed = M.lt(M.of(1.5), q, minus, M.lt(q, M.of(-0.5), minus, y));
  return M.lt(M.of(LARGEST_ANGLE), a, M.of(Number.NaN), signed);
}

/** sin(r + s), |r| ≤ π/4, s tiny. */
function sinNear<T>(M: Machine<T>, r: T, s: T): T {
  const square = M.mul(r, r);
  return M.add(r, M.add(M.mul(M.mul(r, square), horner(M, square, SIN)), s));
}

/** cos(r + s), |r| ≤ π/4, s tiny; what 1 − ½r² rounds away is added again. */
function cosNear<T>(M: Machine<T>, r: T, s: T): T {
  const square = M.mul(r, r);
  const half = M.mul(square, M.of(0.5));
  const first = M.sub(M.of(1), half);
  const lost = M.sub(M.sub(M.of(1), first), half);
  const fourth = M.sub(M.mul(M.mul(square, square), horner(M, square, COS)), M.mul(r, s));
  return M.add(first, M.add(lost, fourth));
}

/**
 * atan x, odd to the bit: atan z, π/4 + atan z or π/2 + atan z with |z| ≤ tan π/8.
 * @source the three intervals of Cephes, atanf; the polynomial is our own
 */
export function atan<T>(M: Machine<T>, x: T): T {
  const a = M.abs(x);
  const one = M.of(1);
  const choose = (far: T, middle: T, near: T) =>
    M.lt(M.of(2.41421366), a, far, M.lt(M.of(0.414213568), a, middle, near));
  const above = choose(M.of(-1), M.sub(a, one), a);
  const z = M.div(above, choose(a, M.add(a, one), one));
  const square = M.mul(z, z);
  const low = choose(M.of(HALF_PI_LOW), M.of(QUARTER_PI_LOW), M.of(0));
  const tail = M.add(M.mul(M.mul(z, square), horner(M, square, ATAN)), low);
  const high = choose(M.of(HALF_PI), M.of(QUARTER_PI), M.of(0));
  return M.copysign(M.add(high, M.add(z, tail)), x);
}

/** asin x, odd to the bit; NaN for |x| > 1. Beyond ½ it is π/2 − 2 asin √((1 − |x|)/2). */
export function asin<T>(M: Machine<T>, x: T): T {
  const { far, s, tail } = asinParts(M, x);
  const twice = M.add(M.add(s, s), M.sub(M.add(tail, tail), M.of(HALF_PI_LOW)));
  return M.copysign(far(M.sub(M.of(HALF_PI), twice), M.add(s, tail)), x);
}

/** acos x, accurate near 1 too; NaN for |x| > 1. */
export function acos<T>(M: Machine<T>, x: T): T {
  const { far, s, tail } = asinParts(M, x);
  const [high, low] = [M.of(HALF_PI), M.of(HALF_PI_LOW)];
  const [twice, twiceTail] = [M.add(s, s), M.add(tail, tail)];
  const positive = M.add(twice, twiceTail);
  const left = M.sub(M.sub(M.add(high, high), twice), M.sub(twiceTail, M.add(low, low)));
  const middle = M.sub(high, M.sub(x, M.sub(low, M.copysign(tail, x))));
  return far(M.lt(x, M.of(0), left, positive), middle);
}

/** asin s = s + tail, for s = |x| up to ½ and √((1 − |x|)/2) beyond. */
function asinParts<T>(M: Machine<T>, x: T) {
  const a = M.abs(x);
  const half = M.of(0.5);
  const far = (yes: T, no: T) => M.lt(half, a, yes, no);
  const square = far(M.mul(M.sub(M.of(1), a), half), M.mul(a, a));
  const s = far(M.sqrt(square), a);
  return { far, s, tail: M.mul(M.mul(s, square), horner(M, square, ASIN)) };
}
