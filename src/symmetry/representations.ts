/**
 * The representations that every group has: trivial, sign, and regular.
 *
 * With `natural` they are enough for weight sharing over pixels, channels and group convolutions.
 *
 * Next: generated.ts
 */
import { compose, type Group } from "./group.ts";
import type { PermutationImage, SignedImage } from "./image.ts";
import { checkCount, identityPermutation, parity } from "./permutation.ts";
import {
  type PermutationRepresentation,
  type Representation,
  representation,
} from "./representation.ts";

/**
 * ρ(g) = 1: nothing moves.
 * @param G a group
 * @param n how many entries do not move
 * @returns a permutation representation of dimension n
 * @throws RangeError unless n is a positive integer
 */
export function trivialRepresentation(G: Group, n = 1): PermutationRepresentation {
  checkCount("trivialRepresentation", n, 1);
  const still: PermutationImage = { kind: "permutation", map: identityPermutation(n) };
  return representation(G, n === 1 ? "trivial" : `${n}·trivial`, n, "permutation", () => still);
}

/**
 * ρ(g)e_h = e_{g∘h}: G acts on itself from the left; entry k belongs to `G.elements[k]`.
 * @param G a group; its elements are listed
 * @returns a permutation representation of dimension |G|
 */
export function regular(G: Group): PermutationRepresentation {
  return representation(G, "regular", G.order, "permutation", (g) => ({
    kind: "permutation",
    map: G.elements.map((h) => compose(g, h).index),
  }));
}

/**
 * ρ(g) = (−1)^(number of swaps in g), the sign of g as a permutation of the group's points.
 * @param G a group
 * @returns a signed representation of dimension 1
 */
export function signRepresentation(G: Group): Representation<SignedImage> {
  return representation(G, "sign", 1, "signed", (g) => ({
    kind: "signed",
    map: [0],
    signs: [parity(g.permutation)],
  }));
}
