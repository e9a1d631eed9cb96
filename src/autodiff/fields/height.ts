/**
 * Heights: log₂ ‖N‖₁, the sum of the absolute values of the coefficients of an integer polynomial.
 *
 * ‖M + N‖₁ ≤ ‖M‖₁ + ‖N‖₁ and ‖MN‖₁ ≤ ‖M‖₁ ‖N‖₁. A polynomial other than 0 has a coefficient
 * other than 0, of at most ‖N‖₁, so it is 0 modulo at most log ‖N‖₁ / log p primes ≥ p. All bounds
 * here are rounded upwards.
 *
 * Next: factors.ts
 */

/** More than what a few operations on doubles may have lost. */
const UP = 1 + 2 ** -48;

/** x ≥ 0 (or −∞), rounded upwards past the error of the few operations that computed it. */
export function up(x: number): number {
  return x * UP;
}

/** log₂ |n|, at least, for an integer n ≠ 0. */
export function heightOf(n: number): number {
  return up(Math.log2(Math.abs(n)));
}

/** log₂(2ᵃ + 2ᵇ), at least, for a, b ≥ 0. */
export function heightOfSum(a: number, b: number): number {
  const larger = Math.max(a, b);
  if (larger === Infinity) return Infinity;
  return up(larger + Math.log2(1 + 2 ** (Math.min(a, b) - larger)));
}

/**
 * How many primes ≥ p an integer polynomial ≠ 0 can vanish modulo.
 * @param height log₂ ‖N‖₁, or more
 * @param p      the least prime that counts
 */
export function primesWithin(height: number, p: number): number {
  return Math.max(0, Math.floor(up(height / Math.log2(p))));
}
