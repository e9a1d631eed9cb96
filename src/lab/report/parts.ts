/**
 * What the report is made of: one part a command, kept as JSON between them.
 *
 * Next: page.ts
 */
import type { ClaimReport } from "../../claims/index.ts";
import type { Comparison } from "../compare/comparison.ts";

/** The version of the parts: those of another version are not shown. */
export const FORMAT = "orbitgrad-report/1";

/** What `verify` found. */
export interface VerifyPart {
  /** The version. */
  readonly format: typeof FORMAT;
  /** Of all draws. */
  readonly seed: number;
  /** One a claim of the ledger. */
  readonly claims: readonly ClaimReport[];
}

/** What `compare` found. */
export interface ComparePart {
  /** The version. */
  readonly format: typeof FORMAT;
  /** The name of the symmetry. */
  readonly group: string;
  /** Passes over the digits. */
  readonly epochs: number;
  /** The seeds of the runs. */
  readonly seeds: readonly number[];
  /** One a method. */
  readonly rows: readonly Comparison[];
  /** Sentences computed from the rows. */
  readonly findings: readonly string[];
}

/** The parts there are. */
export interface Parts {
  /** Of `verify`. */
  readonly verify?: VerifyPart;
  /** Of `compare`. */
  readonly compare?: ComparePart;
}
