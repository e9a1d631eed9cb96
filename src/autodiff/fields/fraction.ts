/**
 * Fractions N/D of integer polynomials of which we know no more than their size.
 *
 * deg(N₁/D₁ + N₂/D₂) = (max(n₁ + d − d₁, n₂ + d − d₂), d) with d the degree of a common multiple of
 * D₁ and D₂, deg(N₁N₂/D₁D₂) = (n₁ + n₂, d₁ + d₂), and likewise with heights. A constant N is kept
 * as the integer it is, as long as a double holds it, so that constants cancel.
 *
 * Next: degree.ts
 */
import { rangeError } from "../errors.ts";
import { lowest, multiple, ONE, over, type Product, safe, times } from "./factors.ts";
import { heightOf, heightOfSum, up } from "./height.ts";

/**
 * Bounds of N/D, a rational function. Two that are one object bound one function, and D is a
 * product of divisors met before.
 */
export interface Degree {
  /** deg N, or more; −∞ for N = 0. */
  readonly numerator: number;
  /** log₂ ‖N‖₁, or more; −∞ for N = 0. */
  readonly height: number;
  /** N, where it is a constant that a double holds exactly. */
  readonly constant: number | undefined;
  /** D. */
  readonly denominator: Product;
}

/** The constant 0. */
export const ZERO: Degree = {
  numerator: -Infinity,
  height: -Infinity,
  constant: 0,
  denominator: ONE,
};

/** An input, or any other variable: each call is another one. */
export function variable(): Degree {
  return { numerator: 1, height: 0, constant: undefined, denominator: ONE };
}

/**
 * The constant x, a dyadic rational.
 * @param two the factor 2
 * @throws RangeError when x is not finite
 */
export function constant(x: number, two: Product): Degree {
  if (!Number.isFinite(x)) throw rangeError("degrees", "a finite number", String(x));
  if (x === 0) return ZERO;
  let n = x;
  let denominator = ONE;
  for (; !Number.isInteger(n); denominator = times(denominator, two)) n *= 2;
  return { numerator: 0, height: heightOf(n), constant: safe(n, 1), denominator };
}

/** Whether it is the constant 0 for all we know. */
export function isZero(x: Degree): boolean {
  return x.numerator === -Infinity;
}

/** a + b for sign 1, a − b for sign −1. */
export function sum(a: Degree, b: Degree, sign: 1 | -1): Degree {
  if (a === b && sign < 0) return ZERO;
  if (isZero(b)) return a;
  if (isZero(a)) return sign > 0 ? b : { ...b, constant: safe(b.constant, -1) };
  const common = multiple(a.denominator, b.denominator);
  const m = safe(a.constant, over(common, a.denominator).integer);
  const n = safe(b.constant, over(common, b.denominator).integer);
  const total = m === undefined || n === undefined ? undefined : safe(m + sign * n, 1);
  if (total === 0) return ZERO;
  return total === undefined ? either(a, b) : inLowestTerms(total, common);
}

/** va + wb over a common denominator, for any v and w of degree 0 and height 0: a, b, a + b, … */
export function either(a: Degree, b: Degree): Degree {
  if (isZero(a)) return { ...b, constant: undefined };
  if (isZero(b)) return { ...a, constant: undefined };
  const denominator = multiple(a.denominator, b.denominator);
  const ofA = over(denominator, a.denominator);
  const ofB = over(denominator, b.denominator);
  return {
    numerator: Math.max(a.numerator + ofA.degree, b.numerator + ofB.degree),
    height: heightOfSum(up(a.height + ofA.height), up(b.height + ofB.height)),
    constant: undefined,
    denominator,
  };
}

/** ab */
export function product(a: Degree, b: Degree): Degree {
  if (isZero(a) || isZero(b)) return ZERO;
  const [x, belowB] = cancelled(a, b.denominator);
  const [y, belowA] = cancelled(b, a.denominator);
  return {
    numerator: x.numerator + y.numerator,
    height: up(x.height + y.height),
    constant: safe(x.constant, y.constant),
    denominator: times(belowA, belowB),
  };
}

/**
 * a/b
 * @param below the numerator of b, up to sign, as a product of factors
 */
export function quotient(a: Degree, b: Degree, below: Product): Degree {
  if (isZero(a)) return ZERO;
  const common = multiple(a.denominator, b.denominator);
  const above = over(common, a.denominator);
  const denominator = times(below, over(common, b.denominator));
  const sign = Math.sign(b.constant ?? 1);
  const integer = safe(safe(a.constant, above.integer), sign);
  if (integer !== undefined) return inLowestTerms(integer, denominator);
  return {
    numerator: a.numerator + above.degree,
    height: up(a.height + above.height),
    constant: undefined,
    denominator,
  };
}

/** The constant n over a product. */
function inLowestTerms(n: number, below: Product): Degree {
  const [rest, denominator] = lowest(n, below);
  return { numerator: 0, height: heightOf(rest), constant: rest, denominator };
}

/** N of x, where it is a constant, and a denominator, without what they have in common. */
function cancelled(x: Degree, denominator: Product): readonly [Degree, Product] {
  if (x.constant === undefined || denominator === ONE) return [x, denominator];
  const [rest, left] = lowest(x.constant, denominator);
  return [{ ...x, constant: rest, height: heightOf(rest) }, left];
}
