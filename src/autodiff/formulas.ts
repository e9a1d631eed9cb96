/**
 * exp, expm1, log, log1p, tanh and floor in floats, written once over Machine: the same bits in every
 * runtime.
 *
 * `Math.exp` may differ between two browsers; these cannot, because +, −, ×, ÷ and √ of floats are
 * correctly rounded everywhere. Each reduces its argument exactly, evaluates a short polynomial
 * and scales by a power of two.
 * Worst errors in units of the last place, over all 2³² floats: exp 0.982 (at 70.396904), log 0.834
 * (at 1.4130306), tanh 1.459 (at 0.5503159). All three are monotone, at every float from 2⁻¹⁵, 2⁻²¹
 * and 2⁻¹³ on, for log up to 2¹⁵, and at one in 31 or more of the others.
 *
 * expm1 is off by at most 1.18 units and log1p by 1.2 (`scripts/ulps.ts` prints them all).
 *
 * Next: trigonometry.ts
 */
import type { Machine } from "./field.ts";

/** 1.5·2²³: adding it rounds a float below 2²² to an integer, since there the last place is 1. */
const ROUNDER = 12582912;
/** ln 2 in two parts: n·LN2_HI is exact for |n| ≤ 2¹⁵, as 0.693359375 = 355/512 has 9 bits. */
const LN2_HI = 0.693359375;
const LN2_LO = -2.1219444e-4;
/** ln 2 in one part: enough for tanh, where e²ˣ is the less important the larger n is. */
const LN2 = 0.693147182;
const LOG2_E = Math.LOG2E;
const SQRT_2 = 1.41421354;
const SMALLEST_NORMAL = 1.17549435e-38;
const LARGEST = 3.40282347e38;

// (eˣ − 1 − x) / x² on |x| ≤ ½ ln 2, highest power first: minimax, relative error 2⁻²⁸.
const EXP = [1.38142216e-3, 8.36889911e-3, 4.16684039e-2, 0.166665196, 0.49999994];
// (log(1 + x) − x + ½x²) / x³ on √½ ≤ 1 + x ≤ √2: Moshier's Cephes, logf.
const LOG = [
  7.03768358e-2, -0.115146101, 0.116769987, -0.12420141, 0.142493233, -0.166680574, 0.200007141,
  -0.24999994, 0.333333313,
];
// (tanh x − x) / x³ as a polynomial in x², on |x| < 0.55. With 0.625, one term more and two parts of
// ln 2 the worst error is 1.30 units instead of 1.46, for 10 % more time.
const TANH = [1.6437579e-2, -5.2671812e-2, 0.13320725, -0.33332947];

/**
 * eˣ, and exactly 1 at ±0, +∞ above 88.72, 0 below −103.98, subnormal in between.
 * @source the reduction of Moshier's Cephes, expf; the polynomial is our own, one degree lower
 */
export function exp<T>(M: Machine<T>, x: T): T {
  // Beyond these bounds the result is 0 or ∞; they keep n within −150 … 128.
  const [least, most] = [M.of(-104), M.of(89)];
  const above = M.lt(x, least, least, x);
  const t = M.lt(most, above, most, above);
  const n = round(M, M.mul(t, M.of(LOG2_E)));
  // In two steps, as 2ⁿ itself may be out of range; only the second one can round.
  const half = round(M, M.mul(n, M.of(0.5)));
  const r = M.sub(M.sub(t, M.mul(n, M.of(LN2_HI))), M.mul(n, M.of(LN2_LO)));
  const scaled = M.mul(expNear(M, r), M.exp2i(half));
  return M.mul(scaled, M.exp2i(M.sub(n, half)));
}

/**
 * log x: −∞ at ±0, NaN below, +∞ at +∞.
 * @source Cephes, logf; subnormal arguments are first multiplied by 2²³
 */
export function log<T>(M: Machine<T>, x: T): T {
  const zero = M.of(0);
  const smallest = M.of(SMALLEST_NORMAL);
  const t = M.lt(x, smallest, M.mul(x, M.of(8388608)), x);
  const lifted = M.lt(x, smallest, M.of(23), zero);
  const e = M.sub(M.exponent(t), lifted);
  const m = M.mantissa(t);
  const root = M.of(SQRT_2);
  const n = M.lt(root, m, M.add(e, M.of(1)), e);
  const near = logNear(M, M.lt(root, m, M.mul(m, M.of(0.5)), m), n);
  const positive = M.lt(M.of(LARGEST), x, x, near);
  const other = M.lt(x, zero, M.of(Number.NaN), M.of(Number.NEGATIVE_INFINITY));
  return M.ifNaN(x, x, M.gate(x, positive, other));
}

/**
 * eˣ − 1, without the cancellation near 0; exactly −1 below −20.
 *
 * 2ⁿ((1 − 2⁻ⁿ + r) + (r²P(r) + s)) where x = n ln 2 + r + s: what is large is added exactly.
 */
export function expm1<T>(M: Machine<T>, x: T): T {
  const [least, most] = [M.of(-20), M.of(89)];
  const above = M.lt(x, least, least, x);
  const t = M.lt(most, above, most, above);
  const n = round(M, M.mul(t, M.of(LOG2_E)));
  const half = round(M, M.mul(n, M.of(0.5)));
  const high = M.sub(t, M.mul(n, M.of(LN2_HI)));
  const low = M.mul(n, M.of(LN2_LO));
  const r = M.sub(high, low);
  const tail = M.sub(M.mul(M.mul(r, r), horner(M, r, EXP)), low);
  // From 2⁻³⁰ on, 2⁻ⁿ is nothing beside 1.
  const enough = M.of(30);
  const shrink = M.exp2i(M.sub(M.of(0), M.lt(enough, n, enough, n)));
  const near = M.add(M.add(M.sub(M.of(1), shrink), high), tail);
  const scaled = M.mul(near, M.exp2i(half));
  return M.copysign(M.mul(scaled, M.exp2i(M.sub(n, half))), x);
}

/**
 * log(1 + x), without the cancellation near 0: −∞ at −1, NaN below.
 *
 * Outside of √½ ≤ 1 + x ≤ √2 it is log u + c/u, where u + c = 1 + x exactly.
 */
export function log1p<T>(M: Machine<T>, x: T): T {
  const [zero, one] = [M.of(0), M.of(1)];
  const u = M.add(one, x);
  const m = M.mantissa(u);
  const root = M.of(SQRT_2);
  const isUpper = (a: T, b: T) => M.lt(root, m, a, b);
  const isNear = (a: T, b: T) => M.lt(M.abs(M.sub(x, M.of(0.06))), M.of(0.35), a, b);
  const e = M.exponent(u);
  const n = isNear(zero, isUpper(M.add(e, one), e));
  const f = isNear(x, M.sub(isUpper(M.mul(m, M.of(0.5)), m), one));
  const c = isNear(zero, M.div(M.sub(x, M.sub(u, one)), u));
  const near = M.copysign(logOnePlus(M, f, n, c), x);
  const other = M.lt(u, zero, M.of(Number.NaN), M.of(Number.NEGATIVE_INFINITY));
  return M.ifNaN(x, x, M.gate(u, M.lt(M.of(LARGEST), x, x, near), other));
}

/** ⌊x⌋; from 2²³ on every float is an integer. */
export function floor<T>(M: Machine<T>, x: T): T {
  const a = M.abs(x);
  const shift = M.of(8388608);
  const nearest = M.copysign(M.sub(M.add(a, shift), shift), x);
  const whole = M.lt(x, nearest, M.sub(nearest, M.of(1)), nearest);
  return M.lt(a, shift, whole, x);
}

/**
 * tanh x, odd to the bit, monotone, and exactly ±1 from |x| = 9.02 on.
 *
 * Below 0.55 a polynomial, else 1 − 2/(e²ˣ + 1). (A rational function is twice as fast, but has
 * 62 thousand downward steps in a million samples.)
 * @source the two branches of Cephes, tanhf; the polynomials are our own
 */
export function tanh<T>(M: Machine<T>, x: T): T {
  const a = M.abs(x);
  const square = M.mul(a, a);
  const small = M.add(a, M.mul(a, M.mul(square, horner(M, square, TANH))));
  const most = M.of(10);
  const t = M.lt(most, a, most, a);
  const twice = M.add(t, t);
  const n = round(M, M.mul(twice, M.of(LOG2_E)));
  const r = M.sub(twice, M.mul(n, M.of(LN2)));
  const power = M.mul(expNear(M, r), M.exp2i(n));
  const one = M.of(1);
  const large = M.sub(one, M.div(M.of(2), M.add(power, one)));
  return M.copysign(M.lt(a, M.of(0.55), small, large), x);
}

/** c₀xᵏ + c₁xᵏ⁻¹ + … + cₖ, by Horner's rule. */
export function horner<T>(M: Machine<T>, x: T, coefficients: readonly number[]): T {
  let sum = M.of(coefficients[0]!);
  for (let i = 1; i < coefficients.length; i++) {
    sum = M.add(M.mul(sum, x), M.of(coefficients[i]!));
  }
  return sum;
}

/** The integer nearest to x, ties to even, for |x| ≤ 2²². */
export function round<T>(M: Machine<T>, x: T): T {
  return M.sub(M.add(x, M.of(ROUNDER)), M.of(ROUNDER));
}

/** eʳ for |r| ≤ ½ ln 2. */
function expNear<T>(M: Machine<T>, r: T): T {
  const tail = M.mul(M.mul(r, r), horner(M, r, EXP));
  return M.add(M.add(tail, r), M.of(1));
}

/** log m + n·ln 2, for √½ ≤ m ≤ √2. */
function logNear<T>(M: Machine<T>, m: T, n: T): T {
  return logOnePlus(M, M.sub(m, M.of(1)), n, M.of(0));
}

/** log(1 + f) + n·ln 2 + c, for √½ ≤ 1 + f ≤ √2 and a tiny c; the small terms are added first. */
function logOnePlus<T>(M: Machine<T>, f: T, n: T, c: T): T {
  const square = M.mul(f, f);
  const cubic = M.mul(M.mul(f, square), horner(M, f, LOG));
  const small = M.add(M.add(cubic, M.mul(n, M.of(LN2_LO))), c);
  const low = M.sub(small, M.mul(square, M.of(0.5)));
  return M.add(M.add(f, low), M.mul(n, M.of(LN2_HI)));
}
