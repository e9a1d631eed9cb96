/**
 * Proof by evaluation: two graphs that agree at random points of random prime fields are equal, but
 * for a bounded error.
 *
 * + − × ÷ are exact there. In tier 1 every other function is an uninterpreted random one, so
 * agreement is agreement for *every* function in its place (Schwartz–Zippel; see `errorBound`). In
 * tier 2 relu, |x|, sign, max, √ and exp obey their laws. A disagreement is a real one for
 * rational graphs, but may be a false alarm where the proof would need a law that a field cannot
 * have (x² + y² ≥ 0, log eˣ = x): so only a witness refutes.
 *
 * Next: certified.ts
 */
import { rangeError } from "../autodiff/errors.ts";
import type { Tree } from "../autodiff/tree.ts";
import { lawful } from "./lawful.ts";
import { lawsOf } from "./laws.ts";
import { search } from "./search.ts";
import { type Sides, sidesOf } from "./sides.ts";
import { uninterpreted } from "./uninterpreted.ts";
import type { Verdict } from "./verdict.ts";

/** How hard to try. */
export interface ProveOptions {
  /**
   * 1: for every value that functions may take. 2: by the laws of signs and of exp. When left out
   * 1, and then 2 where 1 decides nothing.
   */
  readonly tier?: 1 | 2;
  /**
   * Independent draws of prime, point and function values; when left out 3 in tier 1, but 64
   * where `max` chooses, and 64 in tier 2.
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

/**
 * Whether two graphs are the same function of all their inputs.
 *
 * PROVED means: equal almost everywhere both are defined, in exact arithmetic, at the stated
 * shapes, with error at most the stated bound. Nothing is said of rounding, of convergence, or of
 * which side is larger.
 * @param left    a tensor, or a tree of them
 * @param right   one of the same form
 * @param options how hard to try
 * @throws ShapeError unless both have the same shapes; RangeError unless tier is 1 or 2, and
 *   trials ≥ 1 and seed are integers
 */
export function prove(left: Tree, right: Tree, options: ProveOptions = {}): Verdict {
  const { tier, trials, seed = 0, shrink = true } = options;
  if (tier !== undefined && tier !== 1 && tier !== 2) {
    throw rangeError("prove", "tier 1 or 2", String(tier));
  }
  if (trials !== undefined && (!Number.isInteger(trials) || trials < 1)) {
    throw rangeError("prove", "trials, an integer ≥ 1", String(trials));
  }
  if (!Number.isInteger(seed)) throw rangeError("prove", "an integer seed", String(seed));
  const sides = sidesOf("prove", left, right);
  const [first, second] = tiersOf(sides, tier);
  const found = first(sides, { trials, seed });
  if ("verdict" in found) return found;
  const witness = search(sides, { seed, shrink });
  if (witness !== null) return { verdict: "REFUTED", witness };
  const last = second?.(sides, { trials, seed }) ?? found;
  return "verdict" in last ? last : { verdict: "UNKNOWN", reason: last.doubt };
}

type Tier = typeof uninterpreted;

/** The tiers to try in turn; the second only where it knows a law that the first does not. */
function tiersOf(sides: Sides, tier: 1 | 2 | undefined): readonly [first: Tier, second?: Tier] {
  if (tier === 1) return [uninterpreted];
  if (tier === 2) return [lawful];
  return lawsOf(sides).any ? [uninterpreted, lawful] : [uninterpreted];
}
