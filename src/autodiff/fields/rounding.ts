/**
 * What one operation on doubles rounds away, found by the operations themselves.
 *
 * Sums and products have an error that is again a double (Knuth, Dekker), so "was this exact?"
 * has an answer without BigInt or fma.
 *
 * Next: bounded.ts
 */

/** 2⁻⁵³: half a unit in the last place, the most that one operation rounds away, relative. */
export const UNIT: number = 2 ** -53;

/**
 * Between these, in size, neither the parts of a product nor its error leave the normal doubles.
 */
const SMALL = 2 ** -480;
const LARGE = 2 ** 480;

/** |fl(a + b) − (a + b)|, exactly. */
export function sumError(a: number, b: number): number {
  const s = a + b;
  const fromB = s - a;
  return Math.abs(a - (s - fromB) + (b - fromB));
}

/** |fl(a·b) − a·b|: exactly where no part leaves the normal doubles, else a bound. */
export function productError(a: number, b: number): number {
  const product = a * b;
  if (a === 0 || b === 0) return 0;
  if (!isMiddling(a) || !isMiddling(b)) return bound(product);
  const [a1, a0] = halves(a);
  const [b1, b0] = halves(b);
  return Math.abs(a0 * b0 - (product - a1 * b1 - a0 * b1 - a1 * b0));
}

/** |fl(a/b) − a/b|: 0 where the quotient is exact, else a bound. */
export function quotientError(a: number, b: number): number {
  const q = a / b;
  if (a === 0) return 0;
  const isExact = isMiddling(q) && isMiddling(b) && q * b === a && productError(q, b) === 0;
  return isExact ? 0 : bound(q);
}

function bound(result: number): number {
  return Math.abs(result) * UNIT + Number.MIN_VALUE;
}

function isMiddling(x: number): boolean {
  const size = Math.abs(x);
  return size >= SMALL && size <= LARGE;
}

/** x = high + low, 26 bits each (Veltkamp's splitting), so that products of halves are exact. */
function halves(x: number): readonly [number, number] {
  const scaled = x * (2 ** 27 + 1);
  const high = scaled - (scaled - x);
  return [high, x - high];
}
