/**
 * Verdicts: PROVED, REFUTED with a witness, or UNKNOWN with a reason. Never "close".
 *
 * Next: cautions.ts
 */

/** Two graphs are equal as functions of their inputs. */
export interface Proved {
  /** Equal almost everywhere both are defined, in exact arithmetic, at the stated shapes. */
  readonly verdict: "PROVED";
  /** 1: for every value that the uninterpreted functions may take. */
  readonly tier: 1;
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
