/**
 * discover: every constant-coefficient linear identity Σ cᵢ · gᵢ = 0 among gradient graphs.
 *
 * An identity holds at each point of each prime field, so it is a relation between the columns of
 * the matrix whose row is one entry of all gradients at a random point. The relations are found by
 * elimination modulo one prime, their coefficients read back as fractions, tried in a second prime,
 * and what stands is handed to `prove`. Nothing is believed because it was found.
 *
 * Next: ../catalogue/problem.ts
 */
import { rangeError, shapeError, typeError } from "../../autodiff/errors.ts";
import { leaves, mapTree, type Tree } from "../../autodiff/tree.ts";
import { prove } from "../prove.ts";
import { type Sides, sidesOf } from "../sides.ts";
import type { Verdict } from "../verdict.ts";
import { lightestBasis, type Relation } from "./circuits.ts";
import { echelon } from "./echelon.ts";
import { modulo, type Ratio } from "./ratio.ts";
import { sentence } from "./sentence.ts";
import { isNull, type Values, valuesOf } from "./values.ts";

/** Gradients of the same shapes, by name: the simple ones first, so that others are said by them. */
export type Gradients = Readonly<Record<string, Tree>>;

/** A linear combination of gradients, by name. */
export type Combination = Readonly<Record<string, Ratio>>;

/** One linear identity. */
export interface Identity {
  /** "label sharing = 2 · plain + 2 · augmentation" */
  readonly says: string;
  /** c with Σ c[name] · gradient = 0; names with coefficient 0 are left out. */
  readonly combination: Combination;
  /** What `prove` said: at each place, in order. Found, but not PROVED, is not an identity. */
  readonly verdicts: readonly Verdict[];
}

/** Where and how to look. */
export interface DiscoverOptions {
  /** What all draws are a function of; 0 when left out. */
  readonly seed?: number;
  /** The same gradients for other groups and sizes: an identity must hold there too. */
  readonly elsewhere?: readonly Gradients[];
  /** What is known already: what follows from it is not told again. */
  readonly known?: readonly Combination[];
  /** What is told first where it is an identity, before shorter ones; names may be missing. */
  readonly prefer?: readonly Combination[];
}

/**
 * A basis of all linear identities with constant coefficients, short ones with small numbers first.
 * Of these gradients at these shapes: coefficients that depend on the inputs, and sums of more than
 * what is given, are not sought, and each identity is as certain as its verdicts.
 * @param gradients of the same shapes, at most 24
 * @param options   where and how
 * @throws ShapeError unless all have the same shapes; RangeError for more than 24 gradients, or a
 *   seed that is no integer, or a known combination that is not 0
 */
export function discover(gradients: Gradients, options: DiscoverOptions = {}): Identity[] {
  const { seed = 0, elsewhere = [], known = [], prefer = [] } = options;
  const names = Object.keys(gradients);
  if (!Number.isInteger(seed)) throw rangeError("discover", "an integer seed", String(seed));
  if (names.length === 0 || names.length > 24) {
    throw rangeError("discover", "1 to 24 gradients", String(names.length));
  }
  const places = [gradients, ...elsewhere];
  const all = places.map((place) => aligned(names, place));
  const first = valuesOf(all, names.length, seed, 0);
  const { p, values } = first;
  let second: Values | undefined; // only where there is something to confirm
  const confirmed = (relation: Relation): boolean => {
    second ??= valuesOf(all, names.length, seed, 1);
    return isNull(second, relation);
  };
  const told = echelon(p);
  const tell = (relation: Relation): boolean => told.add(relation.map((c) => modulo(p, c)));
  for (const combination of known) {
    const relation = relationOf(names, combination);
    if (!isNull(first, relation)) {
      const said = sentence(names, relation);
      throw rangeError("discover", "known combinations that are identities here", said);
    }
    tell(relation);
  }
  const preferred = prefer
    .filter((combination) => Object.keys(combination).every((name) => names.includes(name)))
    .map((combination) => relationOf(names, combination))
    .filter((relation) => isNull(first, relation) && confirmed(relation) && tell(relation));
  const rest = lightestBasis(p, values, told, confirmed, names.length);
  return [...preferred, ...rest].map((relation) => ({
    says: sentence(names, relation),
    combination: Object.fromEntries(
      names.flatMap((name, k) => (relation[k]![0] === 0 ? [] : [[name, relation[k]!]])),
    ),
    verdicts: places.map((place) => proveRelation(names, relation, place, seed)),
  }));
}

/**
 * Whether a combination of gradients is 0, by `prove`: how an identity is tried at one more place.
 * @param gradients   by name
 * @param combination c with Σ c[name] · gradient = 0
 * @param seed        what all draws are a function of
 * @throws TypeError for a combination of gradients that are not there
 */
export function proveCombination(
  gradients: Gradients,
  combination: Combination,
  seed = 0,
): Verdict {
  const names = Object.keys(gradients);
  return proveRelation(names, relationOf(names, combination), gradients, seed);
}

/** The coefficients in the order of the names. @throws TypeError for a name that is not there */
function relationOf(names: readonly string[], combination: Combination): Relation {
  for (const name of Object.keys(combination)) {
    if (!names.includes(name)) {
      throw typeError("discover", `combinations of ${names.join(", ")}`, `"${name}"`);
    }
  }
  return names.map((name) => combination[name] ?? [0, 1]);
}

/** All gradients of a place in canonical form, compared in shape with the first. */
function aligned(names: readonly string[], place: Gradients): Sides {
  const trees = names.map((name) => place[name]);
  const [first] = trees;
  if (first === undefined || trees.includes(undefined)) {
    const missing = names.filter((name) => place[name] === undefined).join(", ");
    throw shapeError("discover", "every gradient at every place", `no ${missing}`);
  }
  return sidesOf(
    "discover",
    trees as Tree[],
    trees.map(() => first),
  );
}

/** The last gradient of the relation against the others, every coefficient exact. */
function proveRelation(
  names: readonly string[],
  relation: Relation,
  place: Gradients,
  seed: number,
): Verdict {
  const last = relation.findLastIndex(([n]) => n !== 0);
  const terms = names.flatMap((name, k) => {
    const [n, m] = relation[k]!;
    return n === 0 || k === last ? [] : [{ n: -n, m, parts: leaves("discover", place[name]!) }];
  });
  const [scale, divisor] = relation[last]!;
  const left = mapTree(place[names[last]!]!, (x) => x.mul(scale).div(divisor));
  const right = mapTree(left, (x, i) =>
    terms.reduce((sum, { n, m, parts }) => sum.add(parts[i]!.mul(n).div(m)), x.like(0)),
  );
  return prove(left, right, { seed, shrink: false });
}
