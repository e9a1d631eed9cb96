/**
 * A field: the small algebra that a formula of this engine is written over.
 *
 * A row of the op table states its mathematics once, over `Field<T>`; reading it in another field
 * is another interpreter: doubles, floats, residues modulo a prime, dual numbers over any of them,
 * degrees.
 *
 * Next: functions.ts
 */

/**
 * The functions of one variable that a graph may apply. `phi` stands for *every* smooth function;
 * `phi1` … `phi3` are its derivatives.
 */
export type FunctionName =
  | "exp"
  | "expm1"
  | "log"
  | "log1p"
  | "tanh"
  | "sqrt"
  | "sin"
  | "cos"
  | "asin"
  | "acos"
  | "atan"
  | "erf"
  | "floor"
  | "abs"
  | "sign"
  | "phi"
  | "phi1"
  | "phi2"
  | "phi3";

/** How many products of matrices, and their sizes: [count, n, k] @ [count, k, m]. */
export interface ProductSize {
  /** Products. */
  readonly count: number;
  /** Rows of each result. */
  readonly n: number;
  /** Terms of each sum. */
  readonly k: number;
  /** Columns of each result. */
  readonly m: number;
}

/**
 * The arithmetic that every interpreter offers. `T` is an element: a number, a residue, a dual
 * number, a degree.
 */
export interface Field<T> {
  /** How error messages and verdicts call this field. */
  readonly name: string;
  /**
   * Present in a field of dual numbers, whose elements carry tangents; elsewhere that work is
   * skipped.
   */
  readonly differential?: true;
  /**
   * Which entry of a column an elimination divides by: the first of the largest absolute value.
   * Null where elements are exact, or sizes: there solve divides once, by a determinant.
   */
  readonly pivot: ((column: readonly T[]) => number) | null;
  /**
   * a @ b whole, of matrices [count, n, k] and [count, k, m], row-major: equal to its terms one by
   * one. Null where nothing is faster than these; floats must keep their order of summation.
   */
  readonly product: ((a: ArrayLike<T>, b: ArrayLike<T>, size: ProductSize) => T[]) | null;
  /**
   * The element that stands for the f32 number x (a dyadic rational: exact wherever the field is).
   */
  of(x: number): T;
  /** cos(2πk/n), n a divisor of 27720 (any n ≤ 12): exact wherever the field is. */
  cosine(k: number, n: number): T;
  /** a + b */
  add(a: T, b: T): T;
  /** a − b */
  sub(a: T, b: T): T;
  /** a · b */
  mul(a: T, b: T): T;
  /** a / b */
  div(a: T, b: T): T;
  /** name(x), for instance tanh(x). */
  fn(name: FunctionName, x: T): T;
  /**
   * a if x > 0 else b. In a field without an order: b + h(x)·(a − b), with h(−x) = 1 − h(x) and
   * h(0) = 0.
   */
  gate(x: T, a: T, b: T): T;
  /** The larger of a and b, always one of the two. A tie, and −0 against +0, keeps a; NaN wins. */
  max(a: T, b: T): T;
  /**
   * Whether `max` picks a, rather than the b before it; of two NaNs it is the first. Null where
   * elements have no order, as degrees: there is no argMax.
   */
  readonly exceeds: ((a: T, b: T) => boolean) | null;
  /** 1 if a = b, else 0; its tangent is 0. */
  equal(a: T, b: T): T;
  /**
   * The zero-cotangent law: 0 where ct is 0 and v is not finite, else w.
   * In an exact field everything is finite, so w.
   */
  mask(ct: T, v: T, w: T): T;
  /** The tangent of x: 0, except in a field of dual numbers. */
  tangent(x: T): T;
  /** x with tangent t: x itself, except in a field of dual numbers. */
  retangent(x: T, t: T): T;
}

/**
 * What an f32 *formula* may use besides. Only f32 scalars, f32 blocks and the byte emitter
 * implement it.
 */
export interface Machine<T> extends Field<T> {
  /** a < b ? x : y; a NaN on either side takes y. */
  lt(a: T, b: T, x: T, y: T): T;
  /** a if x is NaN else b. */
  ifNaN(x: T, a: T, b: T): T;
  /** |x|: the sign bit cleared. */
  abs(x: T): T;
  /** |x| with the sign bit of s. */
  copysign(x: T, s: T): T;
  /** 2ⁿ, for an integer −126 ≤ n ≤ 127 held in a float. */
  exp2i(n: T): T;
  /** ⌊log₂ |x|⌋ as a float, for normal x ≠ 0. */
  exponent(x: T): T;
  /** x · 2^(−exponent(x)), in [1, 2) for normal x > 0: the exponent bits replaced by those of 1. */
  mantissa(x: T): T;
  /** √x, correctly rounded. */
  sqrt(x: T): T;
}
