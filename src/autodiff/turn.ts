/**
 * cos of a rational part of a turn, in doubles that are the same in every runtime.
 *
 * Next: field.ts
 */
import { rangeError } from "./errors.ts";

/** Every denominator of a turn divides it: lcm(1 … 12) = 27720, as p + 1 does in a proof. */
export const TURN = 27720;

/**
 * cos(2πk/n), within 2 units of the last place; 0, ±½ and ±1 exactly.
 *
 * By symmetry from an angle of at most an eighth of a turn, there by Taylor's series in +, × and ÷
 * alone (`Math.cos` may differ between runtimes): the term x²⁰/20! is below 10⁻¹⁹.
 * @param k any integer
 * @param n a divisor of 27720, so any n ≤ 12 will do
 */
export function cosineOfTurn(k: number, n: number): number {
  const a = stepsOf(k, n);
  const half = Math.min(a, TURN - a); // cos is even
  if (half > TURN / 4) return -cosineOfTurn(TURN / 2 - half, TURN);
  if (half === TURN / 4) return 0;
  if (half === TURN / 6) return 0.5;
  const angle = (Math.PI * 2 * half) / TURN;
  if (half <= TURN / 8) return series(angle, 1, 0);
  const rest = (Math.PI * 2 * (TURN / 4 - half)) / TURN;
  return series(rest, rest, 1);
}

/** Σ ± first · x²ʲ / ((start + 1) … (start + 2j)): cos for (1, 0), sin for (x, 1). */
function series(x: number, first: number, start: number): number {
  const terms = [first];
  for (let j = 1; j <= 10; j++) {
    const [b, c] = [start + 2 * j - 1, start + 2 * j];
    terms.push((-terms[j - 1]! * x * x) / (b * c));
  }
  return terms.reduceRight((sum, term) => sum + term, 0);
}

/**
 * k/n of a turn in steps of 1/27720, from 0 to 27719.
 * @throws RangeError unless k is an integer and n a divisor of 27720
 */
export function stepsOf(k: number, n: number): number {
  if (!Number.isSafeInteger(k)) throw rangeError("rootOfUnity", "an integer k", String(k));
  if (!(n > 0) || TURN % n !== 0) {
    throw rangeError("rootOfUnity", "n a divisor of 27720, such as 1 to 12", String(n));
  }
  const steps = (k % n) * (TURN / n);
  return steps < 0 ? steps + TURN : steps + 0;
}
