/**
 * equivalences: for every two methods, the least sets of hypotheses under which they are the same up
 * to a constant.
 *
 * Next: differences.ts
 */
import { rangeError } from "../../autodiff/errors.ts";
import type { CellPlace } from "../catalogue/cells.ts";
import type { Gradients } from "../discover/discover.ts";
import { type Values, valuesOf } from "../discover/values.ts";
import { sidesOf } from "../sides.ts";
import type { Verdict } from "../verdict.ts";
import { type Factor, factorOf, inverseFactor, ONE, valueAt } from "./factor.ts";
import { antecedents, isImplied } from "./lattice.ts";
import { type Constant, constantBetween, proveConstant } from "./proportional.ts";
import { type Subject, places as standardPlaces } from "./subject.ts";

/** left = factor · right, given the hypotheses. */
export interface Equality {
  /** A least set of hypotheses: without any one of them it is false, or not known to hold. */
  readonly given: readonly string[];
  /** c, the same at every place. */
  readonly factor: Factor;
  /** Whether this is so only because both gradients are 0. */
  readonly vanish: boolean;
  /** PROVED, one a place. */
  readonly verdicts: readonly Verdict[];
}

/** What is known of two methods. */
export interface Pair {
  /** A method. */
  readonly left: string;
  /** Another. */
  readonly right: string;
  /** Under which hypotheses they are the same; none of the sets implies another. */
  readonly equal: readonly Equality[];
}

/** Where to look. */
export interface EquivalenceOptions {
  /** What all draws are a function of; 0 when left out. */
  readonly seed?: number;
  /** Where gradients must be equal; the standard places when left out. */
  readonly places?: readonly CellPlace[];
}

/** Every two methods of the subject, in its order. */
export function equivalences(subject: Subject, options: EquivalenceOptions = {}): Pair[] {
  const { seed = 0, places = standardPlaces } = options;
  const names = Object.keys(subject.methods);
  const found = names.flatMap((left, j) =>
    names.slice(j + 1).map((right) => ({ left, right, equal: [] as Equality[] })),
  );
  for (const given of antecedents(subject)) {
    const open = found.filter(
      ({ equal }) => !equal.some((each) => isImplied(subject, each.given, given)),
    );
    const at = open.length === 0 ? null : evaluated(subject, given, places, seed);
    if (at === null) continue;
    for (const pair of open) {
      const equality = equalityOf(pair.left, pair.right, at, seed);
      if (equality !== null) pair.equal.push({ given, ...equality });
    }
  }
  return found;
}

/** The gradients of a subject under some hypotheses, and their residues, at each place. */
interface Evaluated {
  readonly places: readonly CellPlace[];
  readonly names: readonly string[];
  readonly gradients: readonly Gradients[];
  readonly values: readonly Values[];
}

/** The gradients and their residues; null if the hypotheses contradict each other. */
export function evaluated(
  subject: Subject,
  given: readonly string[],
  places: readonly CellPlace[],
  seed: number,
): Evaluated | null {
  const names = Object.keys(subject.methods);
  const gradients = places.map((place) => subject.gradients(given, place));
  if (gradients.includes(null)) return null;
  const values = (gradients as Gradients[]).map((each) => {
    const trees = names.map((name) => each[name]!);
    const sides = sidesOf(
      "equivalences",
      trees,
      trees.map(() => trees[0]!),
    );
    return valuesOf([sides], names.length, seed, 0);
  });
  return { places, names, gradients: gradients as Gradients[], values };
}

/** left = c · right at every place, proved; null if not. */
export function equalityOf(
  left: string,
  right: string,
  { places, names, gradients, values }: Evaluated,
  seed: number,
): Omit<Equality, "given"> | null {
  const [j, k] = [names.indexOf(left), names.indexOf(right)];
  const constants = values.map((each) => constantBetween(each, j, k));
  if (constants.includes(null)) return null;
  const vanish = constants.every((c) => c === "both 0");
  if (!vanish && constants.includes("both 0")) return null;
  const factor = vanish ? ONE : factorOf(constants as Exclude<Constant, string>[], places);
  if (factor === null) return null;
  const verdicts = places.map((place, i) => {
    const constant = vanish ? "both 0" : valueAt(factor, place);
    return proveConstant(gradients[i]![left]!, gradients[i]![right]!, constant, seed);
  });
  return verdicts.every(({ verdict }) => verdict === "PROVED")
    ? { factor, vanish, verdicts }
    : null;
}

/**
 * What is known of two methods, in the order asked for: left = c · right is right = 1/c · left.
 * @throws RangeError for two names of which there is no pair
 */
export function between(pairs: readonly Pair[], left: string, right: string): Pair {
  const found = pairs.find((pair) => pair.left === left && pair.right === right);
  if (found !== undefined) return found;
  const turned = pairs.find((pair) => pair.left === right && pair.right === left);
  if (turned === undefined) {
    throw rangeError("equivalences", "two methods of the table", `"${left}" and "${right}"`);
  }
  return {
    left,
    right,
    equal: turned.equal.map((each) => ({ ...each, factor: inverseFactor(each.factor) })),
  };
}
