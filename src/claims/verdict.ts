/**
 * Verdicts: PROVED, REFUTED with a witness, or UNKNOWN with a reason. Never "close".
 *
 * Next: cautions.ts
 */

/** Two graphs are equal as functions of their inputs. */
export interface Proved {
  /** Equal almost everywhere both are defined, in exact arithmetic, at the stated shapes. */
  readonly verdict: "PROVED";
  /**
   * 1: for every value that the uninterpreted functions may take. 2: where relu, |x|, sign, max, √
   * and exp obey their laws.
   */
  readonly tier: 1 | 2;
  /** How likely a false identity passes all trials: never 0, see `errorBound`. */
  readonly errorBound: number;
  /** log₂ of the error bound, for bounds that a double can hardly hold. */
  readonly log2ErrorBound: number;
  /** A bound on the degree of left − right, a rational function of inputs and function values. */
  readonly degree: number;
  /** A bound on the bits of its numerator: log₂ of the sum of its absolute coefficients. */
  readonly height: number;
  /** The fresh random prime of each trial. */
  readonly primes: readonly number[];
  /** How many independent draws agreed. */
  readonly trials: number;
  /** The seed that draws primes, points and function values again. */
  readonly seed: number;
  /** Whether `max` chose between entries: the bound then holds for each order pattern of them. */
  readonly perOrderPattern: boolean;
  /**
   * In tier 2, which patterns of signs were tested: the bound then holds for each of these; null
   * in tier 1, which needs none.
   */
  readonly signs: SignPatterns | null;
}

/** The signs that gates and max read in the trials of a proof, and how they cover those of ℝⁿ. */
export interface SignPatterns {
  /** How many different numbers had their sign read, at most, in one trial. */
  readonly read: number;
  /** How many different patterns of signs the trials had. */
  readonly tested: number;
  /**
   * The share of 64 random points of ℝⁿ whose pattern was one of them; null if no point was in the
   * domain.
   */
  readonly covered: number | null;
  /**
   * Whether draws whose signs contradict the order of sums (a, b > 0 > a + b) were left out, since
   * the sides differ at some of them.
   */
  readonly ordered: boolean;
}

/** Two graphs differ, at the given inputs. */
export interface Refuted {
  /** The witness can be checked by hand. */
  readonly verdict: "REFUTED";
  /** Where they differ. */
  readonly witness: Witness;
}

/** Nothing was decided. docs/guide-proofs.md has each reason, with an example. */
export interface Unknown {
  /** Neither proved nor refuted. */
  readonly verdict: "UNKNOWN";
  /** Why, in words. */
  readonly reason: string;
  /** Of an inequality: how hard a counterexample was looked for. */
  readonly evidence?: Evidence;
}

/** A search that found no counterexample to left ≤ right. */
export interface Evidence {
  /** In doubles, each with a bound on its own rounding error. */
  readonly kind: "f64";
  /** At how many points both sides were compared. */
  readonly trials: number;
  /** The largest left − right among them: at most 0, but for rounding. */
  readonly worst: number;
}

/** Why the sides differ, perhaps: a search for numbers may tell. */
export interface Doubt {
  /** In words. */
  readonly doubt: string;
}

/** What `prove` says. */
export type Verdict = Proved | Refuted | Unknown;

/** Numbers at which two graphs differ. Rational graphs have exact ones: "a/b". */
export interface Witness {
  /** Each free input, as nested lists of numbers written exactly. */
  readonly inputs: Readonly<Record<string, NestedText>>;
  /** What the functions "for every φ" were taken to be. */
  readonly functions: readonly string[];
  /** The value of the left graph, entry by entry. */
  readonly left: readonly string[];
  /** The value of the right graph, entry by entry. */
  readonly right: readonly string[];
  /** The entry in which they differ most. */
  readonly entry: number;
  /** |left − right| there. */
  readonly gap: string;
  /**
   * Whether the numbers are exact rationals; else they are doubles, and the gap exceeds 100 × its
   * error bound.
   */
  readonly exact: boolean;
}

/** A number written exactly, or nested lists of them. */
export type NestedText = string | readonly NestedText[];
