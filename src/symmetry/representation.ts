/**
 * A representation ρ of a group: for each element a linear map, with ρ(g∘h) = ρ(g)ρ(h).
 *
 * This is what makes a vector of a network "transform": the group says what the symmetries are,
 * the representation says what they do to these entries.
 *
 * Next: representations.ts
 */
import { rangeError } from "../autodiff/errors.ts";
import { BUILD_ONCE, describeElement, describeGroup } from "./describe.ts";
import type { Element, Group } from "./group.ts";
import type { Image, PermutationImage } from "./image.ts";

/** ρ: G → GL(dimension). Build one by the functions of representations.ts and combine.ts. */
export interface Representation<I extends Image = Image> {
  /** G, the group it represents. */
  readonly group: Group;
  /** How many entries ρ(g) acts on. */
  readonly dimension: number;
  /** What every image is: a permutation, a signed permutation, or a matrix. */
  readonly kind: I["kind"];
  /** What it is called, as in "natural ⊕ sign". */
  readonly name: string;
  /** ρ(g), computed once and remembered; does not check g. Read it by `image`, which does. */
  readonly lookup: (g: Element) => I;
}

/** A representation that moves entries about, and nothing else. */
export type PermutationRepresentation = Representation<PermutationImage>;

/**
 * ρ(g).
 * @param rho a representation of G
 * @param g   an element of G
 * @returns what g does to the `rho.dimension` entries
 * @throws RangeError if g belongs to another group
 */
export function image<I extends Image>(rho: Representation<I>, g: Element): I {
  if (g.group === rho.group) return rho.lookup(g);
  const want = `an element of ${describeGroup(rho.group)}`;
  throw rangeError("image", want, describeElement(g), BUILD_ONCE);
}

/**
 * ρ from a formula for ρ(g), which the caller knows to be a homomorphism.
 * @param G         the group
 * @param name      what to call it
 * @param dimension how many entries
 * @param kind      the kind of every image
 * @param formula   g ↦ ρ(g); asked at most once an element
 * @returns the representation
 */
export function representation<I extends Image>(
  G: Group,
  name: string,
  dimension: number,
  kind: I["kind"],
  formula: (g: Element) => I,
): Representation<I> {
  const images = new WeakMap<Element, I>();
  const lookup = (g: Element): I => {
    const found = images.get(g) ?? formula(g);
    images.set(g, found);
    return found;
  };
  return { group: G, name, dimension, kind, lookup };
}

/**
 * ρ(g) = g itself: (g·x)[g(i)] = x[i] on `G.degree` entries.
 * @param G a group
 * @returns the same object each time; it is also `G.natural`
 */
export function natural(G: Group): PermutationRepresentation {
  let found = naturals.get(G);
  if (!found) {
    found = representation(G, "natural", G.degree, "permutation", (g) => ({
      kind: "permutation",
      map: g.permutation,
    }));
    naturals.set(G, found);
  }
  return found;
}

const naturals = new WeakMap<Group, PermutationRepresentation>();
