/** Polynomials of one variable with BigInt coefficients, lowest first: the oracle of heights. */
export type Polynomial = readonly bigint[];

/** Without leading zeros; [] is 0. */
function trimmed(a: readonly bigint[]): Polynomial {
  let n = a.length;
  while (n > 0 && a[n - 1] === 0n) n--;
  return a.slice(0, n);
}

/** The constant n. */
export const integer = (n: number | bigint): Polynomial => trimmed([BigInt(n)]);

/** tᵏ */
export const monomial = (k: number): Polynomial => [...new Array<bigint>(k).fill(0n), 1n];

/** a + b */
export function plus(a: Polynomial, b: Polynomial): Polynomial {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  return trimmed(long.map((x, k) => x + (short[k] ?? 0n)));
}

/** ab */
export function times(a: Polynomial, b: Polynomial): Polynomial {
  if (a.length === 0 || b.length === 0) return [];
  const out = new Array<bigint>(a.length + b.length - 1).fill(0n);
  for (const [i, x] of a.entries()) for (const [k, y] of b.entries()) out[i + k]! += x * y;
  return trimmed(out);
}

/** a/b where that is an integer polynomial, else null. */
export function exactly(a: Polynomial, b: Polynomial): Polynomial | null {
  const rest = [...a];
  const out = new Array<bigint>(Math.max(0, a.length - b.length + 1)).fill(0n);
  for (let k = out.length - 1; k >= 0; k--) {
    const top = rest[k + b.length - 1]!;
    if (top % b[b.length - 1]! !== 0n) return null;
    const q = top / b[b.length - 1]!;
    out[k] = q;
    for (const [i, x] of b.entries()) rest[k + i]! -= q * x;
  }
  return rest.every((x) => x === 0n) ? trimmed(out) : null;
}

/** ‖a‖₁ */
export const norm = (a: Polynomial): bigint => a.reduce((sum, x) => sum + (x < 0n ? -x : x), 0n);
