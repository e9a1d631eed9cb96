/**
 * Fractions of integer polynomials, as far as an error bound must know them: degrees, heights and
 * what is below the line, by the rules of docs/certificates.md.
 *
 * Next: bound.ts
 */

/** More than doubles lose: bounds are rounded up. */
export const UP: number = 1 + 2 ** -48;

/** A polynomial below the line: its degree and height (log₂ of the sum of its |coefficients|). */
export interface Factor {
  /** At most. */
  readonly degree: number;
  /** At most. */
  readonly height: number;
  /** Its value, where it is an integer. */
  readonly integer?: number | undefined;
}

/** A product of powers of factors. */
export interface Below extends Factor {
  /** How often each is in it. */
  readonly powers: ReadonlyMap<Factor, number>;
}

/** N/D: bounds of N, or what it is where it is a known integer; D as a product. */
export interface Size extends Factor {
  /** D. */
  readonly below: Below;
}

/** ab, where both are known and a double holds it. */
export function exact(a: number | undefined, b: number | undefined): number | undefined {
  return Number.isSafeInteger(a! * b!) ? a! * b! : undefined;
}

/** The product of powers of factors. */
export function below(powers: ReadonlyMap<Factor, number>): Below {
  let [degree, height, integer]: [number, number, number | undefined] = [0, 0, 1];
  for (const [factor, k] of powers) {
    degree += k * factor.degree;
    height += k * factor.height * UP;
    for (let i = 0; i < k && integer !== undefined; i++) integer = exact(integer, factor.integer);
  }
  return { powers, degree, height: height * UP, integer };
}

/** 1 */
export const ONE: Below = below(new Map());
/** The number 0. */
export const ZERO: Size = { degree: -Infinity, height: -Infinity, integer: 0, below: ONE };
/** Whether it is 0 for sure. */
export const isZero = (x: Size): boolean => x.degree === -Infinity;

function joined(a: Below, b: Below, join: (m: number, n: number) => number): Below {
  if (b.powers.size === 0 || (a === b && join === Math.max)) return a;
  if (a.powers.size === 0) return b;
  const powers = new Map(a.powers);
  for (const [factor, n] of b.powers) powers.set(factor, join(powers.get(factor) ?? 0, n));
  const same =
    powers.size === a.powers.size && [...powers].every(([f, k]) => a.powers.get(f) === k);
  return same ? a : below(powers);
}

/** ab */
export const times = (a: Below, b: Below): Below => joined(a, b, (m, n) => m + n);
/** The least common multiple, factor by factor. */
export const multiple = (a: Below, b: Below): Below => joined(a, b, Math.max);

/** a/b, where b divides a. */
export function over(a: Below, b: Below): Below {
  if (a === b || b.powers.size === 0) return a === b ? ONE : a;
  const left = [...a.powers].map(([f, k]): [Factor, number] => [f, k - (b.powers.get(f) ?? 0)]);
  return below(new Map(left.filter(([, k]) => k > 0)));
}

/** The integer n over d, without the integer factors that both have. */
export function lowest(n: number, d: Below): Size {
  let rest = n;
  const gone = new Map<Factor, number>();
  for (const [factor, k] of d.powers) {
    let i = 0;
    for (; i < k && factor.integer !== undefined && rest % factor.integer === 0; i++) {
      rest /= factor.integer;
    }
    if (i > 0) gone.set(factor, i);
  }
  const height = Math.log2(Math.abs(rest)) * UP;
  return { degree: 0, height, integer: rest, below: over(d, below(gone)) };
}

/** A new variable. */
export function variable(): Size {
  return { degree: 1, height: 0, integer: undefined, below: ONE };
}

/** va + wb for numbers |v|, |w| ≤ 1. */
export function either(a: Size, b: Size): Size {
  if (isZero(a) || isZero(b)) return { ...(isZero(a) ? b : a), integer: undefined };
  const common = multiple(a.below, b.below);
  const [ofA, ofB] = [over(common, a.below), over(common, b.below)];
  const [s, t] = [(a.height + ofA.height) * UP, (b.height + ofB.height) * UP];
  return {
    degree: Math.max(a.degree + ofA.degree, b.degree + ofB.degree),
    height: (Math.max(s, t) + Math.log2(1 + 2 ** (Math.min(s, t) - Math.max(s, t)))) * UP,
    integer: undefined,
    below: common,
  };
}

/** a ± b */
export function sum(a: Size, b: Size, sign: 1 | -1): Size {
  if (a === b && sign < 0) return ZERO;
  if (isZero(b)) return a;
  if (isZero(a)) return sign > 0 ? b : { ...b, integer: exact(b.integer, -1) };
  const common = multiple(a.below, b.below);
  const m = exact(a.integer, over(common, a.below).integer);
  const n = exact(b.integer, over(common, b.below).integer);
  const total = m === undefined || n === undefined ? Number.NaN : m + sign * n;
  if (!Number.isSafeInteger(total)) return either(a, b);
  return total === 0 ? ZERO : lowest(total, common);
}

/** ab */
export function product(a: Size, b: Size): Size {
  if (isZero(a) || isZero(b)) return ZERO;
  const x = a.integer === undefined ? { ...a, below: b.below } : lowest(a.integer, b.below);
  const y = b.integer === undefined ? { ...b, below: a.below } : lowest(b.integer, a.below);
  return {
    degree: x.degree + y.degree,
    height: (x.height + y.height) * UP,
    integer: exact(x.integer, y.integer),
    below: times(y.below, x.below),
  };
}
