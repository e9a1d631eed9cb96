/**
 * Tier 1: functions are uninterpreted, so what holds here holds for *every* function in their
 * place.
 *
 * Next: lawful.ts
 */
import type { Field } from "../autodiff/field.ts";
import { keyed } from "../autodiff/fields/keyed.ts";
import { prime, ZeroDenominator } from "../autodiff/fields/prime.ts";
import { interpret } from "../autodiff/interpret.ts";
import { cautionsOf, lawless } from "./cautions.ts";
import { certified } from "./certified.ts";
import { LEAST, POOL, randomPrime } from "./primes.ts";
import { type Sides, symbolOf } from "./sides.ts";
import type { Doubt, Proved, Unknown } from "./verdict.ts";

/** How many draws, and of which seed. */
export interface Trials {
  /** Independent draws; each tier has a number of its own when left out. */
  readonly trials?: number | undefined;
  /** What all draws are a function of. */
  readonly seed: number;
}

/** Draws in a row that may have a zero denominator before we give up. */
const MAX_REDRAWS = 20;

/**
 * Where `max` chooses, a trial sees one order of its entries: max(x, y) = x passes every second
 * one, so it passed three for 57 seeds of 400. It passes 64 once in 2⁶⁴.
 */
const TRIALS_OF_ORDERS = 64;

/** PROVED if the sides agree at random points of random prime fields; else why not. */
export function uninterpreted(
  sides: Sides,
  { trials: asked, seed }: Trials,
): Proved | Unknown | Doubt {
  const { chooses, compares, gates } = cautionsOf(sides);
  const trials = asked ?? (chooses ? TRIALS_OF_ORDERS : 3);
  const primes: number[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const drawn = draw(sides, gates, seed, trial);
    if (drawn === null) {
      const reason = `a denominator vanishes in ${MAX_REDRAWS} draws in a row`;
      return { verdict: "UNKNOWN", reason };
    }
    if (!drawn.equal) return { doubt: UNINTERPRETED };
    if (!drawn.lawful) return { doubt: GATE_AT_ZERO };
    primes.push(drawn.p);
  }
  if (compares) return { doubt: COMPARISON };
  return certified(sides, {
    tier: 1,
    primes,
    seed,
    signs: null,
    from: { p: LEAST, pool: POOL },
  });
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
