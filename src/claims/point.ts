/**
 * A candidate for a counterexample, and where it is tried.
 *
 * Next: search.ts
 */
import type { Witness } from "./verdict.ts";

/** Points at which both sides were evaluated: one list of numbers an input. */
export type Point = readonly (readonly number[])[];

/** Where a candidate is tried: exact rationals, or doubles with an error bound. */
export interface Arena {
  /**
   * Whether the sides certainly differ at the point.
   * @throws ZeroDenominator where one has no value
   */
  differ(point: Point): boolean;
  /** The point with what both sides are there. */
  witness(point: Point): Witness;
}
