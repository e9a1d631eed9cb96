/**
 * erf x = 2/√π ∫₀ˣ e^{−t²} dt, in floats (over Machine) and in doubles: `Math` has none.
 *
 * Next: fields/f64.ts
 */
import type { Machine } from "./field.ts";
import { exp, horner } from "./formulas.ts";

// erf x / x − 1 in x², on |x| ≤ 0.88; and −log(1 − erf x) / x − 1 in x, on 0.87 ≤ x ≤ 3.95. Minimax,
// our own.
const SMALL = [
  7.8711426e-5, -8.026947e-4, 5.1909667e-3, -2.6855368e-2, 0.11283623, -0.3761263, 0.12837917,
];
const LARGE = [
  -2.5176043e-6, 3.9774557e-5, -2.5154906e-4, 6.3020724e-4, 1.5597797e-3, -2.0945534e-2, 0.10392949,
  0.6362005, 0.12844537,
];

/** erf x, odd to the bit and exactly ±1 from |x| = 3.92 on: off by at most 1.2 units. */
export function erf<T>(M: Machine<T>, x: T): T {
  const a = M.abs(x);
  const near = M.add(a, M.mul(a, horner(M, M.mul(a, a), SMALL)));
  const t = M.lt(M.of(4), a, M.of(4), a);
  const exponent = M.add(t, M.mul(t, horner(M, t, LARGE)));
  const far = M.sub(M.of(1), exp(M, M.sub(M.of(0), exponent)));
  return M.copysign(M.lt(a, M.of(0.875), near, far), x);
}

/**
 * erf x in doubles. Below 2 a sum of positive terms, 2/√π e^{−x²} x Σ (2x²)ᵏ/(2k + 1)!!; else 1
 * minus Laplace's continued fraction of erfc, 80 levels deep.
 * @source Abramowitz and Stegun, 7.1.6 and 7.1.14
 */
export function erfOfDouble(x: number): number {
  const a = Math.abs(x);
  const bell = Math.exp(-a * a) / Math.sqrt(Math.PI);
  if (a < 2) {
    let sum = 0;
    for (let k = 40; k > 0; k--) sum = ((1 + sum) * 2 * a * a) / (2 * k + 1);
    return 2 * bell * x * (1 + sum);
  }
  let below = a;
  for (let k = 80; k > 0; k--) below = a + k / 2 / below;
  return Number.isNaN(x) ? x : Math.sign(x) * (1 - bell / below);
}
