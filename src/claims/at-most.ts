/**
 * Inequalities: left ≤ right, entry by entry.
 *
 * No evaluation proves one, so the verdict is REFUTED with a witness, or UNKNOWN with the evidence
 * of a search: at how many points it held, and how near to an equality it came. Half of the trials
 * are points of small numbers, a quarter is spread over (−4, 4), and a quarter moves one number of
 * the worst point so far.
 *
 * Next: shrink.ts
 */
import { rangeError } from "../autodiff/errors.ts";
import { keyed } from "../autodiff/fields/keyed.ts";
import { ZeroDenominator } from "../autodiff/fields/prime.ts";
import type { Tree } from "../autodiff/tree.ts";
import type { Point } from "./point.ts";
import { arenasOf, candidate, search, simplest } from "./search.ts";
import { type Sides, sidesOf } from "./sides.ts";
import type { Refuted, Unknown, Witness } from "./verdict.ts";

/** How hard to look for a counterexample. */
export interface AtMostOptions {
  /** Points at which both sides are compared; 32 when left out. */
  readonly trials?: number;
  /** What all draws are a function of; 0 when left out. */
  readonly seed?: number;
  /** Whether a counterexample is made as simple as it gets; true when left out. */
  readonly shrink?: boolean;
}

/**
 * Whether a point is found at which left > right in some entry: certainly so, in exact rationals,
 * or in doubles by a hundred times the error bound.
 * @param left    a tensor, or a tree of them
 * @param right   one of the same form
 * @param options how hard to look
 * @throws ShapeError unless both have the same shapes; RangeError unless trials ≥ 1 and seed are
 *   integers
 */
export function atMost(left: Tree, right: Tree, options: AtMostOptions = {}): Refuted | Unknown {
  const sides = sidesOf("atMost", left, right);
  const { trials = 32, seed = 0, shrink = true } = options;
  if (!Number.isInteger(trials) || trials < 1) {
    throw rangeError("atMost", "trials, an integer ≥ 1", String(trials));
  }
  if (!Number.isInteger(seed)) throw rangeError("atMost", "an integer seed", String(seed));
  let [compared, worst, nearest] = [0, -Infinity, null as Point | null];
  for (let trial = 0; trial < trials; trial++) {
    const point = draw(sides, seed, trial, trials, nearest);
    const { doubles, best } = arenasOf(sides, trial, "at most");
    const excess = where(() => doubles.excess(point));
    if (excess === null) continue;
    if (excess.certain) {
      const witness = readable(sides, seed, shrink) ?? simplest(best, point, shrink);
      if (witness !== null) return { verdict: "REFUTED", witness };
    }
    compared += 1;
    if (excess.largest > worst) [worst, nearest] = [excess.largest, point];
  }
  if (compared === 0) {
    return {
      verdict: "UNKNOWN",
      reason: "an inequality, at no point of which both sides have values",
    };
  }
  return {
    verdict: "UNKNOWN",
    reason: "an inequality, which no evaluation proves",
    evidence: { kind: "f64", trials: compared, worst },
  };
}

/** A counterexample in small numbers, where one is to be shown: a point of a trial is none. */
function readable(sides: Sides, seed: number, shrink: boolean): Witness | null {
  return shrink ? search(sides, { seed, attempts: 240, relation: "at most" }) : null;
}

/** The point of a trial. */
function draw(
  sides: Sides,
  seed: number,
  trial: number,
  trials: number,
  near: Point | null,
): Point {
  const value = keyed({ p: 2 ** 30, seed, trial });
  const spread = (symbol: string, i: number): number => ((value(symbol, i) % 511) - 255) / 64;
  if (trial % 2 === 0) return candidate(sides, seed, trial, trials);
  if (trial % 4 === 1 || near === null) {
    return sides.inputs.map((leaf, k) =>
      Array.from({ length: leaf.size }, (_, i) => spread(`at most:${k}`, i)),
    );
  }
  const total = near.reduce((sum, values) => sum + values.length, 0);
  let at = value("at most:entry", 0) % Math.max(1, total);
  return near.map((values) => values.map((x) => (at-- === 0 ? spread("at most:moved", 0) : x)));
}

/** What f says; null where a side has no value. */
function where<T>(f: () => T): T | null {
  try {
    return f();
  } catch (error) {
    if (error instanceof ZeroDenominator) return null;
    throw error;
  }
}
