/**
 * Random groups for property tests, which shrink to small groups with readable names.
 *
 * `fc.constantFrom` does not shrink, so the table is drawn by index, and a random permutation group
 * is drawn by the digits of its generators, all of which are 0 for the identity.
 *
 * Next: digits.ts
 */
import * as fc from "fast-check";
import { type Element, type Group, group } from "../symmetry/group.ts";
import { cyclic, dihedral, directProduct, symmetric } from "../symmetry/groups.ts";
import { cycleNotation, identityPermutation } from "../symmetry/permutation.ts";

/**
 * C1…C6, products of two small groups, S3, D3, D4, or ⟨one to three permutations of ≤ 5 points⟩.
 * @returns an arbitrary that shrinks towards C1; groups have order ≤ 120 and degree ≤ 6
 */
export function arbitraryGroup(): fc.Arbitrary<Group> {
  const table = [
    ...[1, 2, 3, 4, 5, 6].map(cyclic),
    directProduct(cyclic(2), cyclic(2)),
    directProduct(cyclic(2), cyclic(3)),
    symmetric(3),
    dihedral(3),
    dihedral(4),
    directProduct(symmetric(3), cyclic(2)),
  ];
  const named = fc.nat(table.length - 1).map((k) => table[k]!);
  return fc.oneof({ withCrossShrink: true }, named, arbitraryPermutationGroup());
}

/**
 * A uniform element of G. Lists the group.
 * @param G a group
 * @returns an arbitrary that shrinks towards the identity
 */
export function arbitraryElement(G: Group): fc.Arbitrary<Element> {
  return fc.nat(G.order - 1).map((k) => G.elements[k]!);
}

/** ⟨one to three permutations⟩ on 1…5 points. */
function arbitraryPermutationGroup(): fc.Arbitrary<Group> {
  const digits = fc.tuple(fc.nat(1), fc.nat(2), fc.nat(3), fc.nat(4));
  const generators = fc.array(digits, { minLength: 1, maxLength: 3 });
  return fc.tuple(fc.integer({ min: 1, max: 5 }), generators).map(([n, all]) => {
    const permutations = all.map((some) => fromDigits(some.slice(0, n - 1)));
    return group(`⟨${permutations.map(cycleNotation).join(", ")}⟩ on ${n}`, permutations);
  });
}

/** Fisher–Yates: digit k ≤ k + 1 swaps point k + 1 with the point that many places before it. */
function fromDigits(digits: readonly number[]): number[] {
  const p = identityPermutation(digits.length + 1);
  for (const [k, back] of digits.entries()) {
    const [here, there] = [k + 1, k + 1 - back];
    [p[here], p[there]] = [p[there]!, p[here]!];
  }
  return p;
}
