/**
 * Products of powers: what stands below the line of a fraction, and what two fractions share there.
 *
 * A denominator is a product of divisors. Kept as one, a/s + b/s is (a + b)/s and not
 * (as + bs)/s², and a sum of averages over K is divided by K and not by a power of it.
 *
 * Next: fraction.ts
 */
import { heightOf, up } from "./height.ts";

/** An integer polynomial ≠ 0, of which we know that it is itself, and how large it is. */
export interface Factor {
  /** Its degree, or more. */
  readonly degree: number;
  /** Its height, or more. */
  readonly height: number;
  /** Its value, where it is a constant. */
  readonly integer?: number;
}

/** A product of powers of factors. */
export interface Product {
  /** The exponent of each factor, 1 or more. */
  readonly powers: ReadonlyMap<Factor, number>;
  /** Its degree, or more. */
  readonly degree: number;
  /** Its height, or more. */
  readonly height: number;
  /** Its value, where it is a constant that a double holds exactly. */
  readonly integer: number | undefined;
}

/** 1, the empty product. */
export const ONE: Product = product(new Map());

/** The product of these powers. */
export function product(powers: ReadonlyMap<Factor, number>): Product {
  let degree = 0;
  let height = 0;
  let integer: number | undefined = 1;
  for (const [factor, k] of powers) {
    degree += k * factor.degree;
    height = up(height + k * factor.height);
    for (let i = 0; i < k && integer !== undefined; i++) integer = safe(integer, factor.integer);
  }
  return { powers, degree, height, integer };
}

/** ab, where both are known and the product is an integer that doubles hold exactly. */
export function safe(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  return Number.isSafeInteger(a * b) ? a * b : undefined;
}

/** ab */
export function times(a: Product, b: Product): Product {
  return combined(a, b, (m, n) => m + n);
}

/** A common multiple of a and b, the least one if factors are coprime. */
export function multiple(a: Product, b: Product): Product {
  return a === b ? a : combined(a, b, Math.max);
}

/** a/b, where b divides a factor by factor. */
export function over(a: Product, b: Product): Product {
  if (a === b) return ONE;
  if (b.powers.size === 0) return a;
  const powers = new Map(a.powers);
  for (const [factor, k] of b.powers) {
    const left = powers.get(factor)! - k;
    if (left === 0) powers.delete(factor);
    else powers.set(factor, left);
  }
  return product(powers);
}

/**
 * n/a in lower terms: what n ≠ 0 has in common with the integers among the factors is gone.
 * @returns the numerator and the denominator
 */
export function lowest(n: number, a: Product): readonly [number, Product] {
  let rest = n;
  const gone = new Map<Factor, number>();
  for (const [factor, k] of a.powers) {
    const q = factor.integer;
    if (q === undefined) continue;
    let common = 0;
    for (; common < k && rest % q === 0; common++) rest /= q;
    if (common > 0) gone.set(factor, common);
  }
  return gone.size === 0 ? [n, a] : [rest, over(a, product(gone))];
}

/** a if b adds nothing to it, and the other way around: products that are equal should be one. */
function combined(a: Product, b: Product, exponent: (m: number, n: number) => number): Product {
  const powers = new Map(a.powers);
  let [isA, isB] = [true, b.powers.size >= a.powers.size];
  for (const [factor, n] of b.powers) {
    const m = powers.get(factor) ?? 0;
    const k = exponent(m, n);
    powers.set(factor, k);
    isA &&= k === m;
    isB &&= k === n;
  }
  if (isA) return a;
  return isB && powers.size === b.powers.size ? b : product(powers);
}

/**
 * The primes of an integer are factors too: the same objects for the same primes.
 * @returns the product that is |n|, for a safe integer n ≠ 0; its large factors may be composite
 */
export function integers(): (n: number) => Product {
  const factors = new Map<number, Factor>();
  const products = new Map<number, Product>();
  const split = (n: number): Product => {
    const powers = new Map<Factor, number>();
    const count = (q: number, k: number) => {
      const factor = factors.get(q) ?? { degree: 0, height: heightOf(q), integer: q };
      factors.set(q, factor);
      powers.set(factor, k);
    };
    let rest = n;
    for (let q = 2; q <= LARGEST && q * q <= rest; q++) {
      let k = 0;
      for (; rest % q === 0; k++) rest /= q;
      if (k > 0) count(q, k);
    }
    if (rest > 1) count(rest, 1);
    return powers.size === 0 ? ONE : product(powers);
  };
  return (n) => {
    const known = products.get(Math.abs(n)) ?? split(Math.abs(n));
    products.set(Math.abs(n), known);
    return known;
  };
}

/** Primes are searched for up to here. */
const LARGEST = 1000;
