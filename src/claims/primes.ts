/**
 * The primes of a proof: p ≡ −1 (mod 27720), a fresh one for each trial.
 *
 * 27720 = lcm(1 … 12). In such a field −1 is no square and 2, 3, 5, 7, 11 are, so squares behave
 * as the positive numbers do; rotations of every order up to 12 exist; and no identity holds by
 * the accident of one fixed prime (at p = 2146180559 a false one about relu passed 2000 of 2000
 * trials).
 *
 * Next: cautions.ts
 */
import { rangeError } from "../autodiff/errors.ts";
import { keyed } from "../autodiff/fields/keyed.ts";
import { multiplier, power } from "../autodiff/fields/modular.ts";

const STEP = 27720;
/**
 * The least k with 27720·k − 1 > 2³⁰, and how many from there stay below 2³¹: 8 701 are prime.
 */
const FIRST = Math.floor(2 ** 30 / STEP) + 1;
const COUNT = Math.floor(2 ** 31 / STEP) - FIRST + 1;

/** How many primes `randomPrime` draws from. */
export const POOL = 8701;

/** How many of them are safe, (p − 1)/2 a prime too: what `randomSafePrime` draws from. */
export const SAFE_POOL = 2020;

/** All of them are larger. */
export const LEAST: number = 2 ** 30;

/**
 * p = 27720·k − 1 prime, 2³⁰ < p < 2³¹, uniform among them by rejection.
 *
 * A public specification: k = FIRST + value("prime", i) for i = 0, 1, … until p is prime, where
 * value is the keyed hash of keyed.ts modulo COUNT = 38 735, and FIRST = 38 736. About 1 in 4.4
 * is prime.
 * @param seed  of the proof, taken modulo 2³²
 * @param trial the number of the trial
 */
export function randomPrime(seed: number, trial: number): number {
  return drawn(seed, trial, isPrime);
}

/**
 * The same, of those with (p − 1)/2 prime, whose squares are the powers of 4: the first of that
 * sequence of k that gives one. About 1 in 19 does.
 * @param seed  of the proof, taken modulo 2³²
 * @param trial the number of the trial
 */
export function randomSafePrime(seed: number, trial: number): number {
  return drawn(seed, trial, (p) => isPrime(p) && isPrime((p - 1) / 2));
}

function drawn(seed: number, trial: number, wanted: (p: number) => boolean): number {
  const value = keyed({ p: COUNT, seed, trial });
  for (let i = 0; ; i++) {
    const p = STEP * (FIRST + value("prime", i)) - 1;
    if (wanted(p)) return p;
  }
}

/**
 * Whether n is prime, by Miller and Rabin's test to the bases 2, 3, 5, 7: no composite below
 * 3 215 031 751 passes all four, so within 2³¹ the answer is certain.
 * @param n an integer < 2³¹
 * @source Jaeschke, "On strong pseudoprimes to several bases" (1993)
 */
export function isPrime(n: number): boolean {
  if (!Number.isInteger(n) || n >= 2 ** 31) {
    throw rangeError("isPrime", "an integer n < 2^31", String(n));
  }
  if (n < 2) return false;
  for (const q of [2, 3, 5, 7, 11, 13]) if (n % q === 0) return n === q;
  const mul = multiplier(n);
  const twos = Math.clz32((n - 1) & (1 - n)) ^ 31;
  return [2, 3, 5, 7].every((base) => {
    let x = power(mul, base, (n - 1) >>> twos);
    if (x === 1 || x === n - 1) return true;
    for (let i = 1; i < twos; i++) {
      x = mul(x, x);
      if (x === n - 1) return true;
    }
    return false;
  });
}
