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
export interface MethodPair {
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
export function equivalences(subject: Subject, options: EquivalenceOptions = {}): MethodPair[] {
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

/** The gradients of a subject under some hypotheses, with their residues, when they are asked for. */
interface Evaluated {
  readonly places: readonly CellPlace[];
  readonly names: readonly string[];
  at(place: number): { readonly gradients: Gradients; readonly values: Values };
}

/** The gradients and their residues; null if the hypotheses contradict each other. */
export function evaluated(
  subject: Subject,
  given: readonly string[],
  places: readonly CellPlace[],
  seed: number,
): Evaluated | null {
  const names = Object.keys(subject.methods);
  const known = new Map<number, ReturnType<Evaluated["at"]>>();
  const first = subject.gradients(given, places[0]!);
  if (first === null) return null;
  const at: Evaluated["at"] = (place) => {
    if (!known.has(place)) {
      const gradients = place === 0 ? first : subject.gradients(given, places[place]!)!;
      const trees = names.map((name) => gradients[name]!);
      const alike = trees.map(() => trees[0]!); // compares their shapes
      const sides = sidesOf("equivalences", trees, alike);
      known.set(place, { gradients, values: valuesOf([sides], names.length, seed, 0) });
    }
    return known.get(place)!;
  };
  return { places, names, at };
}

/** left = c · right at every place, proved; null if not. */
export function equalityOf(
  left: string,
  right: string,
  { places, names, at }: Evaluated,
  seed: number,
): Omit<Equality, "given"> | null {
  const [j, k] = [names.indexOf(left), names.indexOf(right)];
  const constants: Constant[] = [];
  for (const i of places.keys()) {
    const constant = constantBetween(at(i).values, j, k);
    if (constant === null) return null;
    constants.push(constant);
  }
  const vanish = constants.every((c) => c === "both 0");
  if (!vanish && constants.includes("both 0")) return null;
  const factor = vanish ? ONE : factorOf(constants as Exclude<Constant, string>[], places);
  if (factor === null) return null;
  const verdicts = places.map((place, i) => {
    const { gradients } = at(i);
    const constant = vanish ? "both 0" : valueAt(factor, place);
    return proveConstant(gradients[left]!, gradients[right]!, constant, seed);
  });
  const proved = verdicts.every(({ verdict }) => verdict === "PROVED");
  return proved ? { factor, vanish, verdicts } : null;
}

/**
 * What is known of two methods, in the order asked for: left = c · right is right = 1/c · left.
 * @throws RangeError for two names of which there is no pair
 */
export function between(pairs: readonly MethodPair[], left: string, right: string): MethodPair {
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
