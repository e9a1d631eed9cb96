/**
 * Degrees: reading a graph in this field bounds how often a proof in GF(p) can be wrong.
 *
 * Every entry of a graph is a rational function of the inputs and of the values of uninterpreted
 * functions. This field keeps the degrees of its numerator and denominator, and counts on the
 * side what else can go wrong.
 *
 * Next: rational.ts
 */
import type { Field } from "../field.ts";
import { functions } from "../functions.ts";
import { ZeroDenominator } from "./prime.ts";

/** deg N and deg D of N/D, upper bounds; the constant 0 has numerator −∞. */
export interface Degree {
  /** deg N, or more; −∞ for N = 0. */
  readonly numerator: number;
  /** deg D, or more. */
  readonly denominator: number;
}

/** m, e, D, E of `errorBound`: what an evaluation met besides + − ×. The field adds to it. */
export interface Tally {
  /** m: how often an uninterpreted function was applied. */
  applications: number;
  /**
   * e: max deg N + max deg D over their arguments, at least the degree of any difference of two.
   */
  argumentDegree: number;
  /** D: the sum of deg N over all divisors N/D. */
  denominators: number;
  /** E: the sum of deg N of a − b over all tests whether a = b. */
  equalities: number;
  /**
   * How often `max` chose one of two by rank: where not 0, the bound holds for each order pattern.
   */
  choices: number;
}

/** The degree of an input, or of any other variable: 1. */
export const variable: Degree = { numerator: 1, denominator: 0 };

const ZERO: Degree = { numerator: -Infinity, denominator: 0 };
const CONSTANT: Degree = { numerator: 0, denominator: 0 };

/**
 * deg(N₁/D₁ + N₂/D₂) = (max(n₁ + d₂, n₂ + d₁), d₁ + d₂), deg(N₁N₂/D₁D₂) = (n₁ + n₂, d₁ + d₂).
 *
 * An application of an uninterpreted function, of h or of an order rank is a new variable, of
 * degree 1, and is counted; a function with an exact formula is its formula.
 * @returns the field, and the tally that it writes to
 */
export function degrees(): { readonly field: Field<Degree>; readonly tally: Tally } {
  const tally = {
    applications: 0,
    argumentDegree: 0,
    denominators: 0,
    equalities: 0,
    choices: 0,
  };
  const largest = { numerator: 0, denominator: 0 };
  /** What `max` returned: its rank is that of one of its arguments, and is counted already. */
  const ranked = new WeakSet<Degree>();
  const apply = (x: Degree): Degree => {
    tally.applications++;
    largest.numerator = Math.max(largest.numerator, x.numerator);
    largest.denominator = Math.max(largest.denominator, x.denominator);
    tally.argumentDegree = largest.numerator + largest.denominator;
    return variable;
  };
  const F: Field<Degree> = {
    name: "degrees",
    of: (x) => (x === 0 ? ZERO : CONSTANT),
    add: sum,
    sub: sum,
    mul: product,
    div(a, b) {
      if (isZero(b)) throw new ZeroDenominator(F.name);
      tally.denominators += b.numerator;
      return product(a, { numerator: b.denominator, denominator: b.numerator });
    },
    fn(name, x) {
      const row = functions[name];
      if (row.exact) return row.exact(F, x);
      return row.symmetry === "odd" && isZero(x) ? ZERO : apply(x);
    },
    // b + h·(a − b) over the common denominator D₁D₂: one degree more than a + b.
    gate: (x, a, b) => (isZero(x) ? b : product(apply(x), sum(a, b))),
    max(a, b) {
      tally.choices++;
      for (const x of [a, b]) if (!ranked.has(x)) apply(x);
      const chosen = {
        numerator: Math.max(a.numerator, b.numerator),
        denominator: Math.max(a.denominator, b.denominator),
      };
      ranked.add(chosen);
      return chosen;
    },
    equal(a, b) {
      tally.equalities += Math.max(0, sum(a, b).numerator);
      return CONSTANT;
    },
    mask: (_ct, _v, w) => w,
    tangent: () => ZERO,
    retangent: (x) => x,
  };
  return { field: F, tally };
}

/**
 * (d + m²e + E) / (p − D − m²e − E), to the power k: how likely a false identity is to be accepted.
 *
 * Idealise the keyed hash as a random function, and first let every application that is not equal
 * to another *as a rational function*, up to sign where its function is odd or even, have a value
 * of its own, independent of all else. Inputs and these values are then uniform points of GF(p),
 * and by Schwartz and Zippel a non-zero polynomial of degree n vanishes there with probability at
 * most n/p. So
 *
 * - the numerator of left − right vanishes, if it is not 0, with probability at most d/p;
 * - two of the m arguments meet, or meet with opposite signs (m(m − 1)/2 pairs, each 2
 *   polynomials of degree ≤ e), or one meets 0 (m more), with probability at most m²e/p;
 * - a test for equality succeeds by accident with probability at most E/p;
 * - a divisor vanishes with probability at most D/p (its own denominator is made of earlier
 *   divisors).
 *
 * Unless the second or third happens, the real evaluation is this ideal one. So it accepts with
 * probability at most (d + m²e + E)/p, it has no zero divisor with probability at least
 * 1 − (D + m²e + E)/p, and a trial that counts is one without: hence the quotient.
 *
 * Two things are outside of it. Where `tally.choices` is not 0 it holds for each order pattern of
 * the entries of max, not for all at once. And it speaks of left − right modulo p: that it is not
 * a multiple of p is what a fresh random prime for each trial is for. So d counts as 1 where it
 * is less.
 * @param difference the degree of left − right
 * @param p          the prime, or the least that may be drawn
 * @param trials     k ≥ 1, independent
 * @returns log2 of the bound, and the bound itself, rounded up to a double that is not 0
 * @source Schwartz 1980, Zippel 1979
 */
export function errorBound(
  difference: Degree,
  tally: Readonly<Tally>,
  p: number,
  trials = 1,
): { readonly log2: number; readonly probability: number } {
  const accidents = tally.applications ** 2 * tally.argumentDegree + tally.equalities;
  const counted = p - tally.denominators - accidents;
  const ratio = (Math.max(1, difference.numerator) + accidents) / counted;
  if (!(counted > 0 && ratio < 1)) return { log2: 0, probability: 1 };
  const log2 = trials * Math.log2(ratio);
  return { log2, probability: Math.max(2 ** log2, Number.MIN_VALUE) };
}

function isZero(x: Degree): boolean {
  return x.numerator === -Infinity;
}

function sum(a: Degree, b: Degree): Degree {
  if (isZero(a)) return b;
  if (isZero(b)) return a;
  return {
    numerator: Math.max(a.numerator + b.denominator, b.numerator + a.denominator),
    denominator: a.denominator + b.denominator,
  };
}

function product(a: Degree, b: Degree): Degree {
  if (isZero(a) || isZero(b)) return ZERO;
  return {
    numerator: a.numerator + b.numerator,
    denominator: a.denominator + b.denominator,
  };
}
