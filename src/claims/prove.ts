/**
 * Proof by evaluation: two graphs that agree at random points of random prime fields are equal, but
 * for a bounded error.
 *
 * + − × ÷ are exact there, and every other function is an uninterpreted random one, so agreement is
 * agreement for *every* function in its place (Schwartz–Zippel; see `errorBound`). A disagreement
 * is a real one for rational graphs, but may be a false alarm where the proof would need a law of
 * the function (eᵃ⁺ᵇ = eᵃeᵇ): so only a witness refutes.
 *
 * Next: search.ts
 */
import { degrees, errorBound, variable } from "../autodiff/fields/degree.ts";
import { keyed } from "../autodiff/fields/keyed.ts";
import { prime, ZeroDenominator } from "../autodiff/fields/prime.ts";
import { interpret } from "../autodiff/interpret.ts";
import type { Tree } from "../autodiff/tree.ts";
import { randomPrime } from "./primes.ts";
import { search } from "./search.ts";
import { nameOf, type Sides, sidesOf } from "./sides.ts";
import type { Verdict } from "./verdict.ts";

/** How hard to try. */
export interface ProveOptions {
  /** Independent draws of prime, point and function values; 3 when left out. */
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
 * Whether two graphs are the same function of all their inputs.
 * @param left    a tensor, or a tree of them
 * @param right   one of the same form
 * @param options how hard to try
 * @throws ShapeError unless both have the same shapes
 */
export function prove(left: Tree, right: Tree, options: ProveOptions = {}): Verdict {
  const { trials = 3, seed = 0, shrink = true } = options;
  const sides = sidesOf("prove", left, right);
  const primes: number[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const drawn = draw(sides, seed, trial);
    if (drawn === null) {
      return {
        verdict: "UNKNOWN",
        reason: `a denominator vanishes in ${MAX_REDRAWS} draws in a row`,
      };
    }
    if (!drawn.equal) return refutation(sides, seed, shrink);
    primes.push(drawn.p);
  }
  return certified(sides, primes, seed);
}

/** Compares the sides at one random point; null if every draw meets a zero denominator. */
function draw(sides: Sides, seed: number, trial: number): { p: number; equal: boolean } | null {
  for (let redraw = 0; redraw < MAX_REDRAWS; redraw++) {
    const counter = trial * MAX_REDRAWS + redraw;
    const p = randomPrime(seed, counter);
    try {
      return { p, equal: agree(sides, p, seed, counter) };
    } catch (error) {
      if (!(error instanceof ZeroDenominator)) throw error;
    }
  }
  return null;
}

function agree({ left, right }: Sides, p: number, seed: number, trial: number): boolean {
  const value = keyed({ p, seed, trial });
  const point = interpret(prime({ p, seed, trial }), [...left, ...right], (leaf) => {
    const symbol = `input:${nameOf(leaf)}`;
    return Array.from({ length: leaf.size }, (_, i) => value(symbol, i));
  });
  return left.every((tensor, i) => {
    const [a, b] = [point[i]!, point[left.length + i]!];
    for (let k = 0; k < tensor.size; k++) if (a[k] !== b[k]) return false;
    return true;
  });
}

/** Sides that differ in a prime field: a witness in real numbers, or an honest UNKNOWN. */
function refutation(sides: Sides, seed: number, shrink: boolean): Verdict {
  const witness = search(sides, { seed, shrink });
  if (witness !== null) return { verdict: "REFUTED", witness };
  const reason =
    "they differ where functions are uninterpreted, and no counterexample in real numbers was found";
  return { verdict: "UNKNOWN", reason };
}

/** The verdict PROVED, with its error bound computed from the degree of the graph. */
function certified({ left, right }: Sides, primes: readonly number[], seed: number): Verdict {
  const { field: F, tally } = degrees();
  const values = interpret(F, [...left, ...right], (leaf) => new Array(leaf.size).fill(variable));
  let difference = F.of(0);
  left.forEach((tensor, i) => {
    for (let k = 0; k < tensor.size; k++) {
      const entry = F.sub(values[i]![k]!, values[left.length + i]![k]!);
      if (entry.numerator > difference.numerator) difference = entry;
    }
  });
  const bound = errorBound(difference, tally, Math.min(...primes), primes.length);
  if (bound.probability >= 1) {
    return { verdict: "UNKNOWN", reason: "the degree is too high for primes of 31 bits" };
  }
  return {
    verdict: "PROVED",
    tier: 1,
    errorBound: bound.probability,
    log2ErrorBound: bound.log2,
    degree: Math.max(0, difference.numerator),
    primes,
    seed,
    perOrderPattern: tally.choices > 0,
  };
}
