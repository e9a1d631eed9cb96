/**
 * What a table of method × method is about: methods, hypotheses that may be kept, and the gradients
 * under each set of them.
 *
 * Next: learning.ts
 */
import { cyclic, symmetric } from "../../symmetry/groups.ts";
import type { CellPlace } from "../catalogue/cells.ts";
import type { Gradients } from "../discover/discover.ts";

/** Hypotheses that together imply others. */
export interface Implication {
  /** All of these … */
  readonly given: readonly string[];
  /** … imply each of these. */
  readonly imply: readonly string[];
}

/** Methods that may be the same, and what may be assumed of their problem. */
export interface Subject {
  /** What each method stands for: L, or its gradient; the names in the order of the table. */
  readonly methods: Readonly<Record<string, string>>;
  /** The hypotheses by name, each a sentence. */
  readonly hypotheses: Readonly<Record<string, string>>;
  /** Hypotheses that follow from others: what holds under the weaker one is said of it alone. */
  readonly implications: readonly Implication[];
  /**
   * The gradient of every method, where the hypotheses given hold and everything else is free; null
   * for hypotheses that contradict each other.
   */
  gradients(given: readonly string[], place: CellPlace): Gradients | null;
}

/** Where gradients must be equal to be called so: the last group does not commute. */
export const places: readonly CellPlace[] = [
  { G: cyclic(3), batch: 1 },
  { G: cyclic(2), batch: 2 },
  { G: symmetric(3), batch: 1 },
];

/**
 * Where witnesses are sought, the smallest first. One sample with one output has one residual, so
 * some gradients are proportional there, by a factor that is no constant; and every mixture of the
 * elements of C2 is symmetric.
 */
export const smallPlaces: readonly CellPlace[] = [
  { G: cyclic(2), batch: 1 },
  { G: cyclic(2), batch: 2 },
  { G: cyclic(3), batch: 1 },
];
