/**
 * Tier 2: relu, |x|, sign, max, √ and exp obey their laws, in prime fields whose squares are the
 * positive numbers.
 *
 * Each trial draws a prime of its own. Whether n is a square differs from prime to prime, so an
 * identity that needs "41 is negative" fails in every second trial; in one fixed field it might
 * never. Explicit constants have the sign they have in ℝ, or the draw does not count.
 *
 * Next: patterns.ts
 */
import type { Field } from "../autodiff/field.ts";
import { EXPONENT_OF, type Exponent, exponents } from "../autodiff/fields/exponents.ts";
import { type Keying, keyed } from "../autodiff/fields/keyed.ts";
import { ZeroDenominator } from "../autodiff/fields/prime.ts";
import { legendre, OutsideDomain, signs } from "../autodiff/fields/signs.ts";
import { interpret } from "../autodiff/interpret.ts";
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import { cosineOfTurn, stepsOf } from "../autodiff/turn.ts";
import { certified } from "./certified.ts";
import { type Laws, lawsOf } from "./laws.ts";
import { type Pattern, pattern, patternsOf } from "./patterns.ts";
import { LEAST, POOL, randomPrime, randomSafePrime, SAFE_POOL } from "./primes.ts";
import { nameOf, type Sides, symbolOf } from "./sides.ts";
import type { Trials } from "./uninterpreted.ts";
import type { Doubt, Proved, Unknown } from "./verdict.ts";

/** Draws of one trial before we give up. */
const MAX_DRAWS = 200;

/** Trials, when left out: a difference for one of two signs passes them once in 2⁶⁴. */
const TRIALS_OF_SIGNS = 64;

/** Why a draw does not count; the later ones are met only where the earlier ones are not. */
const REFUSALS = [
  "constant signs: in 200 draws no prime gave every explicit constant its sign; make them inputs",
  "a denominator vanishes in 200 draws",
  "the argument of a square root is negative in 200 draws",
  "the signs of 200 draws contradict the order of sums: positive numbers have a sum that is not",
] as const;

const DIFFER =
  "they differ where relu, |x|, max, √ and exp have their laws too, and no counterexample in real numbers was found";
const BEYOND =
  "a sign or a comparison reads values of functions without laws, which may be 0, or equal, everywhere";

/** Modulo q > 2²⁹ nothing may go wrong either: as many primes again, and half as large. */
const BOTH = { p: LEAST / 4, pool: SAFE_POOL / 2 };

/** Modulo q there are rotations of order 13860 = 27720/2, but not always of order 8. */
const EIGHTHS =
  "a rotation of order 8, 24, 40 … beside exp or tanh has no exponent in these fields";

/**
 * PROVED if the sides agree wherever functions obey their laws; else why not.
 *
 * χ knows products, not sums: a > b > c > a happens, and a, b > 0 > a + b. Where the sides
 * disagree at such a point, all is tried once more from the start, but without such points.
 */
export function lawful(sides: Sides, options: Trials): Proved | Unknown | Doubt {
  const laws = lawsOf(sides);
  if (laws.beyond) return { doubt: BEYOND };
  const steps = laws.turns.map(([k, n]) => stepsOf(k, n));
  if (laws.exponential && steps.some((a) => a % 2 === 1))
    return { verdict: "UNKNOWN", reason: EIGHTHS };
  const first = trialsOf(sides, laws, options, false);
  const found = first === "contradiction" ? trialsOf(sides, laws, options, true) : first;
  if (typeof found === "string") return { doubt: DIFFER };
  if (!Array.isArray(found)) return found;
  const patterns = found.map((draw) => draw.pattern);
  const { seed } = options;
  return certified(sides, {
    tier: 2,
    primes: found.map(({ p }) => p),
    seed,
    signs: { ...patternsOf(sides, patterns, seed), ordered: found !== first },
    from: {
      ...(laws.exponential ? BOTH : { p: LEAST, pool: POOL }),
      ...(laws.reads && { draws: found.reduce((n, { draws }) => n + draws, 0) }),
    },
  });
}

interface Draw {
  readonly p: number;
  readonly pattern: Pattern;
  /** How many it took until this one counted. */
  readonly draws: number;
}

/** Every trial, if all agree; else how they differ, or why there is none. */
function trialsOf(
  sides: Sides,
  laws: Laws,
  { trials = TRIALS_OF_SIGNS, seed }: Trials,
  ordered: boolean,
): Draw[] | "differ" | "contradiction" | Unknown {
  const draws: Draw[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const drawn = draw(sides, laws, seed, trial, ordered);
    if (typeof drawn === "number") return { verdict: "UNKNOWN", reason: REFUSALS[drawn]! };
    if (!drawn.equal) return drawn.pattern.contradicts(drawn.p) ? "contradiction" : "differ";
    draws.push(drawn);
  }
  return draws;
}

/** The first draw of a trial that counts; else the last of the `REFUSALS` that was reached. */
function draw(
  sides: Sides,
  laws: Laws,
  seed: number,
  trial: number,
  ordered: boolean,
): (Draw & { readonly equal: boolean }) | number {
  let reached = 0;
  for (let redraw = 0; redraw < MAX_DRAWS; redraw++) {
    const at = trial * MAX_DRAWS + redraw;
    const p = laws.exponential ? randomSafePrime(seed, at) : randomPrime(seed, at);
    const keying = { p, seed, trial: at };
    if (laws.reads && !haveTheirSigns(laws, keying)) continue;
    const seen = pattern();
    try {
      const equal = laws.exponential
        ? agree(sides, exponents(keying, seen.told), exponentsOf(keying), (x) => x.residue)
        : agree(sides, signs(keying, seen.told), residuesOf(keying), (x) => x);
      if (!(ordered && seen.contradicts(p))) return { p, pattern: seen, draws: redraw + 1, equal };
      reached = Math.max(reached, 3);
    } catch (error) {
      if (error instanceof ZeroDenominator) reached = Math.max(reached, 1);
      else if (error instanceof OutsideDomain) reached = Math.max(reached, 2);
      else throw error;
    }
  }
  return reached;
}

/** Whether explicit constants and cosines have the signs that they have in ℝ. */
function haveTheirSigns({ constants, turns }: Laws, keying: Keying): boolean {
  const F = signs(keying);
  const sign = (x: number): number => legendre(keying.p, x);
  return (
    constants.every((c) => sign(F.of(c)) === 1) &&
    turns.every(([k, n]) => sign(F.cosine(k, n)) === Math.sign(cosineOfTurn(k, n)))
  );
}

/** The elements of a free leaf. */
type Bind<T> = (leaf: Tensor) => T[];

function residuesOf(keying: Keying): Bind<number> {
  const value = keyed(keying);
  return (leaf) => Array.from({ length: leaf.size }, (_, i) => value(symbolOf(leaf), i));
}

function exponentsOf(keying: Keying): Bind<Exponent> {
  const [p, q] = [keyed(keying), keyed({ ...keying, p: (keying.p - 1) / 2 })];
  return (leaf) =>
    Array.from({ length: leaf.size }, (_, i) => ({
      residue: p(symbolOf(leaf), i),
      exponent: q(EXPONENT_OF + nameOf(leaf), i),
    }));
}

function agree<T>(
  { left, right }: Sides,
  F: Field<T>,
  bind: Bind<T>,
  residue: (x: T) => number,
): boolean {
  const values = interpret(F, [...left, ...right], bind);
  return left.every((tensor, i) => {
    const [a, b] = [values[i]!, values[left.length + i]!];
    for (let k = 0; k < tensor.size; k++) if (residue(a[k]!) !== residue(b[k]!)) return false;
    return true;
  });
}
