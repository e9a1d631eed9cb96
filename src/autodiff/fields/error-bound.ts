/**
 * The error bound of a proof, from the degrees and heights of its graph.
 *
 * Next: rational.ts
 */
import type { Degree } from "./fraction.ts";
import { primesWithin, up } from "./height.ts";

/** What an evaluation met besides + − ×. The field of degrees adds to it. */
export interface Tally {
  /** m: how many uninterpreted functions were applied to how many arguments. */
  applications: number;
  /** e: max deg N + max deg D over the arguments N/D, at least the degree of any ± of two. */
  argumentDegree: number;
  /** The height of any ± of two arguments, or more. */
  argumentHeight: number;
  /** max(deg N, 2 + deg D) of all arguments: by what eliminating a square root multiplies degrees. */
  lift: number;
  /** D: the sum of deg N over all divisors N/D. */
  divisorDegree: number;
  /** δ: how many primes divide one of these N, at most. */
  divisorPrimes: number;
  /** These N, each once. */
  readonly divisors: Pick<Degree, "numerator" | "height">[];
  /** E: the sum of deg N of a − b over all tests whether a = b. */
  equalityDegree: number;
  /** ε: how many primes divide one of these N, at most. */
  equalityPrimes: number;
  /** These N other than 0. */
  readonly equalities: Pick<Degree, "numerator" | "height">[];
  /**
   * How often `max` chose one of two by rank: where not 0, the bound holds for each order pattern.
   */
  choices: number;
  /** How many square roots were taken. */
  roots: number;
  /** Of how many numbers a gate read the sign; not of what is 0 for sure. */
  gates: number;
  /** The least order of a root of unity of which all that were met are powers; 1 for none. */
  turn: number;
}

/** A tally before anything was met. */
export function noTally(): Tally {
  return {
    applications: 0,
    argumentDegree: 0,
    argumentHeight: 0,
    lift: 2,
    divisorDegree: 0,
    divisorPrimes: 0,
    divisors: [],
    equalityDegree: 0,
    equalityPrimes: 0,
    equalities: [],
    choices: 0,
    roots: 0,
    gates: 0,
    turn: 1,
  };
}

/** How the primes of the trials are drawn: independent, each uniform. */
export interface Draws {
  /** The least prime that may be drawn, or less. */
  readonly p: number;
  /** P: how many there are. Infinity leaves out what only a random prime can tell. */
  readonly pool: number;
  /** k ≥ 1; 1 when left out. */
  readonly trials?: number;
  /**
   * N ≥ k: how many draws were made until k counted, where more than divisors decides which do; k
   * when left out.
   */
  readonly draws?: number;
}

/**
 * (a + A) / (1 − c − A), to the power k: how likely a false identity is to be accepted, where
 *
 *   a = d/p + β/P                               left = right by accident
 *   A = (m²e + E)/p + (m²α + ε)/P               an accident within a graph
 *   c = D/p + δ/P                               a divisor vanishes
 *
 * A false identity is one where left − right is not 0 as a rational function over ℚ of the inputs
 * and of the applications, two of which are one variable if their arguments are equal as rational
 * functions (up to sign, where the function is odd or even). A trial draws one of P primes ≥ p.
 * An integer polynomial N ≠ 0 is 0 modulo at most log ‖N‖₁ / log p of them (see height.ts): for
 * these primes we give up. Here β, α, δ, ε are their numbers for left − right, for ± of two
 * arguments, for all divisors and for all tests whether two entries are equal.
 *
 * For all other primes, idealise the keyed hash as a random function, and first let every variable
 * have a value of its own, independent of all else. By Schwartz and Zippel a polynomial of degree
 * n that is not 0 modulo p vanishes at such a point with probability at most n/p. So
 *
 * - the numerator of left − right vanishes with probability at most a;
 * - two of the m arguments meet, or meet with opposite signs (m(m − 1)/2 pairs, each 2 polynomials
 *   of degree ≤ e), or one meets 0 (m more), or a test for equality succeeds by accident, with
 *   probability at most A;
 * - a divisor vanishes with probability at most c (its own denominator is made of earlier
 *   divisors).
 *
 * Unless the second happens, the real evaluation is this ideal one, reduced modulo p: all below a
 * line is a product of divisors, and a divisor that is 0 modulo p ends the trial. So it accepts
 * with probability at most a + A, it has no zero divisor with probability at least 1 − c − A, and
 * a trial that counts is one without: hence the quotient.
 *
 * Where other conditions choose among the draws too (the signs of constants), a false identity
 * that passes within N draws has k accepting ones among them: hence a factor N over k.
 *
 * One thing is outside of it. Where `tally.choices` is not 0 it holds for each order pattern of
 * the entries of max, not for all at once. And d counts as 1 where it is less: 0 would be more
 * than a keyed hash can promise.
 * @param difference the largest degree and height of the entries of left − right
 * @returns log2 of the bound, and the bound itself, rounded up to a double that is not 0
 * @source Schwartz 1980, Zippel 1979
 */
export function errorBound(
  difference: Pick<Degree, "numerator" | "height">,
  tally: Readonly<Tally>,
  { p, pool, trials = 1, draws = trials }: Draws,
): { readonly log2: number; readonly probability: number } {
  const pairs = tally.applications ** 2;
  const inside =
    (pairs * tally.argumentDegree + tally.equalityDegree) / p +
    (pairs * primesWithin(tally.argumentHeight, p) + tally.equalityPrimes) / pool;
  const accepted =
    Math.max(1, difference.numerator) / p + primesWithin(difference.height, p) / pool + inside;
  const counted = 1 - tally.divisorDegree / p - tally.divisorPrimes / pool - inside;
  const ratio = accepted / counted;
  if (!(counted > 0 && ratio < 1)) return { log2: 0, probability: 1 };
  const log2 = trials * Math.log2(ratio) + up(log2Choose(draws, trials));
  if (log2 >= 0) return { log2: 0, probability: 1 };
  return { log2, probability: Math.max(2 ** log2, Number.MIN_VALUE) };
}

/** log₂ of n over k, the number of ways to choose k of n. */
function log2Choose(n: number, k: number): number {
  let log2 = 0;
  for (let i = 1; i <= k; i++) log2 += Math.log2((n - k + i) / i);
  return log2;
}
