/**
 * Proof by evaluation: two graphs that agree at random points of random prime fields are equal, but
 * for a bounded error.
 *
 * + − × ÷ are exact there, and every other function is an uninterpreted random one, so agreement is
 * agreement for *every* function in its place (Schwartz–Zippel; see `errorBound`). A disagreement
 * is a real one for rational graphs, but may be a false alarm where the proof would need a law of
 * the function (eᵃ⁺ᵇ = eᵃeᵇ): so only a witness refutes.
 *
 * Next: point.ts
 */
import { rangeError } from "../autodiff/errors.ts";
import type { Field } from "../autodiff/field.ts";
import { degrees, variable } from "../autodiff/fields/degree.ts";
import { errorBound } from "../autodiff/fields/error-bound.ts";
import { keyed } from "../autodiff/fields/keyed.ts";
import { prime, ZeroDenominator } from "../autodiff/fields/prime.ts";
import { interpret } from "../autodiff/interpret.ts";
import type { Tree } from "../autodiff/tree.ts";
import { cautionsOf, lawless } from "./cautions.ts";
import { LEAST, POOL, randomPrime } from "./primes.ts";
import { search } from "./search.ts";
import { type Sides, sidesOf, symbolOf } from "./sides.ts";
import type { Verdict } from "./verdict.ts";

/** How hard to try. */
export interface ProveOptions {
  /** 1, the only tier so far: for every value that functions may take. */
  readonly tier?: 1;
  /**
   * Independent draws of prime, point and function values; when left out 3, and 64 where `max`
   * chooses.
   */
  readonly trials?: number;
  /** What all draws are a function of; 0 when left out. */
  readonly seed?: number;
  /**
   * Whether a counterexample is made as simple as it gets, which takes most of the time of one;
   * true when left out.
   */
  readonly shrink?: boolean;
}

/** Draws in a row that may have a zero denominator before we give up. */
const MAX_REDRAWS = 20;

/**
 * Where `max` chooses, a trial sees one order of its entries: max(x, y) = x passes every second
 * one, so it passed three for 57 seeds of 400. It passes 64 once in 2⁶⁴.
 */
const TRIALS_OF_ORDERS = 64;

/**
 * Whether two graphs are the same function of all their inputs.
 * @param left    a tensor, or a tree of them
 * @param right   one of the same form
 * @param options how hard to try
 * @throws ShapeError unless both have the same shapes; RangeError unless trials ≥ 1 and seed are
 *   integers
 */
export function prove(left: Tree, right: Tree, options: ProveOptions = {}): Verdict {
  const sides = sidesOf("prove", left, right);
  const { chooses, compares, gates } = cautionsOf(sides);
  const { trials = chooses ? TRIALS_OF_ORDERS : 3, seed = 0, shrink = true } = options;
  if (!Number.isInteger(trials) || trials < 1) {
    throw rangeError("prove", "trials, an integer ≥ 1", String(trials));
  }
  if (!Number.isInteger(seed)) throw rangeError("prove", "an integer seed", String(seed));
  const primes: number[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const drawn = draw(sides, gates, seed, trial);
    if (drawn === null) {
      return {
        verdict: "UNKNOWN",
        reason: `a denominator vanishes in ${MAX_REDRAWS} draws in a row`,
      };
    }
    if (!drawn.equal) return refutation(sides, seed, shrink, UNINTERPRETED);
    if (!drawn.lawful) return refutation(sides, seed, shrink, GATE_AT_ZERO);
    primes.push(drawn.p);
  }
  if (compares) return refutation(sides, seed, shrink, COMPARISON);
  return certified(sides, primes, seed);
}

const UNINTERPRETED =
  "they differ where functions are uninterpreted, and no counterexample in real numbers was found";
const GATE_AT_ZERO =
  "they agree only if no gate reads 0, but one reads values of functions, which may be 0 everywhere";
const COMPARISON =
  "they test values of functions for equality, and real numbers may be equal where residues are not";

/** How the two sides compare at one random point. */
interface Drawn {
  readonly p: number;
  readonly equal: boolean;
  /** Whether they are equal without the law h(−x) = 1 − h(x) too, where that law is in doubt. */
  readonly lawful: boolean;
}

/** Compares the sides at one random point; null if every draw meets a zero denominator. */
function draw(sides: Sides, gates: boolean, seed: number, trial: number): Drawn | null {
  for (let redraw = 0; redraw < MAX_REDRAWS; redraw++) {
    const keying = { seed, trial: trial * MAX_REDRAWS + redraw };
    const p = randomPrime(seed, keying.trial);
    const value = keyed({ p, ...keying });
    const F = prime({ p, ...keying });
    try {
      const equal = agree(sides, F, value);
      return { p, equal, lawful: !(gates && equal) || agree(sides, lawless(F, value), value) };
    } catch (error) {
      if (!(error instanceof ZeroDenominator)) throw error;
    }
  }
  return null;
}

function agree(
  { left, right }: Sides,
  F: Field<number>,
  value: (symbol: string, index: number) => number,
): boolean {
  const point = interpret(F, [...left, ...right], (leaf) =>
    Array.from({ length: leaf.size }, (_, i) => value(symbolOf(leaf), i)),
  );
  return left.every((tensor, i) => {
    const [a, b] = [point[i]!, point[left.length + i]!];
    for (let k = 0; k < tensor.size; k++) if (a[k] !== b[k]) return false;
    return true;
  });
}

/** Sides that a prime field cannot call equal: a witness in real numbers, or an honest UNKNOWN. */
function refutation(sides: Sides, seed: number, shrink: boolean, reason: string): Verdict {
  const witness = search(sides, { seed, shrink });
  return witness !== null ? { verdict: "REFUTED", witness } : { verdict: "UNKNOWN", reason };
}

/** The verdict PROVED, with its error bound computed from the size of the graph. */
function certified({ left, right }: Sides, primes: readonly number[], seed: number): Verdict {
  const { field: F, tally } = degrees(LEAST);
  const values = interpret(F, [...left, ...right], (leaf) =>
    Array.from({ length: leaf.size }, variable),
  );
  let [numerator, height] = [-Infinity, -Infinity];
  left.forEach((tensor, i) => {
    for (let k = 0; k < tensor.size; k++) {
      const entry = F.sub(values[i]![k]!, values[left.length + i]![k]!);
      numerator = Math.max(numerator, entry.numerator);
      height = Math.max(height, entry.height);
    }
  });
  const draws = { p: LEAST, pool: POOL, trials: primes.length };
  const bound = errorBound({ numerator, height }, tally, draws);
  if (bound.probability >= 1) {
    const reason = "the degree or the coefficients are too large for primes of 31 bits";
    return { verdict: "UNKNOWN", reason };
  }
  // a difference in one of two orders of the entries of a max is seen by every second trial
  const missed = tally.choices > 0 ? -primes.length : -Infinity;
  return {
    verdict: "PROVED",
    tier: 1,
    errorBound: Math.max(bound.probability, 2 ** missed),
    log2ErrorBound: Math.max(bound.log2, missed),
    degree: Math.max(0, numerator),
    height: Math.max(0, Math.ceil(height)),
    primes,
    trials: primes.length,
    seed,
    perOrderPattern: tally.choices > 0,
  };
}
