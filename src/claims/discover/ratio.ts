/**
 * Small fractions: written modulo p, and read back from there.
 *
 * Next: circuits.ts
 */
import { inverse, multiplier } from "../../autodiff/fields/modular.ts";

/** n/m in lowest terms, m ≥ 1. */
export type Ratio = readonly [n: number, m: number];

/** |n| and m of a fraction that is read back: 2·500² < 2³⁰ < p, so there is at most one. */
const LARGEST = 500;

/**
 * The fraction n/m ≡ x (mod p) with |n|, m ≤ 500; null if there is none.
 *
 * Euclid's algorithm on (p, x) meets it, if it exists, at the first remainder ≤ 500.
 * @param p a prime > 2³⁰
 * @param x 0 ≤ x < p
 * @source Wang, "A p-adic algorithm for univariate partial fractions" (1981)
 */
export function ratioFrom(p: number, x: number): Ratio | null {
  let [r0, r1, t0, t1] = [p, x, 0, 1];
  while (r1 > LARGEST) {
    const q = Math.floor(r0 / r1);
    [r0, r1] = [r1, r0 - q * r1];
    [t0, t1] = [t1, t0 - q * t1];
  }
  if (Math.abs(t1) > LARGEST) return null;
  const [n, m] = t1 < 0 ? [-r1, -t1] : [r1, t1];
  return n === 0 ? [0, 1] : [n, m];
}

/**
 * n/m modulo p.
 * @param p     a prime that does not divide m
 * @param ratio n/m
 */
export function modulo(p: number, [n, m]: Ratio): number {
  const positive = n < 0 ? p + n : n;
  return m === 1 ? positive : multiplier(p)(positive, inverse(p, m));
}

/** "2", "-1/3" */
export function formatRatio([n, m]: Ratio): string {
  return m === 1 ? String(n) : `${n}/${m}`;
}
