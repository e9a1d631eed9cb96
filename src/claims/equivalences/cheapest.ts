/**
 * cheapest: of the methods that are the same under some hypotheses, the one with the fewest flops.
 *
 * Next: ../index.ts
 */
import { flops } from "../../autodiff/cost.ts";
import { rangeError } from "../../autodiff/errors.ts";
import { cyclic } from "../../symmetry/groups.ts";
import type { CellPlace } from "../catalogue/cells.ts";
import type { Verdict } from "../verdict.ts";
import { equalityOf, evaluated } from "./equivalences.ts";
import { type Factor, ONE } from "./factor.ts";
import { learning } from "./learning.ts";
import { type Subject, places as standardPlaces } from "./subject.ts";

/** A method, and what it stands in for. */
export interface Cheapest {
  /** The method with the fewest flops; the one asked for if no other has fewer. */
  readonly method: string;
  /** c with asked = c · method. */
  readonly factor: Factor;
  /** Whether they are the same only because both gradients are 0. */
  readonly vanish: boolean;
  /** Flops of its gradient, counted at `pricedAt`. */
  readonly flops: number;
  /** Flops of the gradient of the method asked for, there. */
  readonly of: number;
  /** PROVED, one a place; none if the method is the one asked for. */
  readonly verdicts: readonly Verdict[];
}

/** What may be chosen. */
export interface CheapestOptions {
  /** Which methods there are; those of learning from labels when left out. */
  readonly subject?: Subject;
  /** What all draws are a function of; 0 when left out. */
  readonly seed?: number;
  /** Where gradients must be equal; the standard places when left out. */
  readonly places?: readonly CellPlace[];
  /**
   * Where flops are counted, with nothing assumed, as what is assumed costs nothing; C4 and a batch
   * of 8 when left out.
   */
  readonly pricedAt?: CellPlace;
}

/**
 * The method with the fewest flops among those proved equal, up to a constant, to the one asked for.
 * @param method  by name
 * @param given   the hypotheses that hold
 * @param options what may be chosen
 * @throws RangeError for a method or a hypothesis that the subject does not have, or hypotheses that
 *   contradict each other
 */
export function cheapest(
  method: string,
  given: readonly string[],
  options: CheapestOptions = {},
): Cheapest {
  const { subject = learning(), seed = 0, places = standardPlaces } = options;
  const { pricedAt = { G: cyclic(4), batch: 8 } } = options;
  expectKnown("methods", [method], subject.methods);
  expectKnown("hypotheses", given, subject.hypotheses);
  const at = evaluated(subject, given, places, seed);
  if (at === null) {
    throw rangeError("cheapest", "hypotheses that can hold together", given.join(", "));
  }
  const graphs = subject.gradients([], pricedAt)!;
  const price = (name: string): number => flops(graphs[name]!);
  const of = price(method);
  const cheaper = Object.keys(subject.methods)
    .filter((name) => price(name) < of)
    .sort((a, b) => price(a) - price(b));
  for (const name of cheaper) {
    const equality = equalityOf(method, name, at, seed);
    if (equality !== null) return { method: name, ...equality, flops: price(name), of };
  }
  return { method, factor: ONE, vanish: false, flops: of, of, verdicts: [] };
}

function expectKnown(
  kind: string,
  names: readonly string[],
  known: Readonly<Record<string, string>>,
): void {
  const unknown = names.filter((name) => !Object.hasOwn(known, name));
  if (unknown.length === 0) return;
  throw rangeError(
    "cheapest",
    `${kind} among ${Object.keys(known).join(", ")}`,
    unknown.join(", "),
  );
}
