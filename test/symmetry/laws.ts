/** What the tests of this folder share: slow, obvious readings of an image. */
import * as fc from "fast-check";
import { arbitraryElement, arbitraryGroup } from "../../src/arbitraries/groups.ts";
import { matrixRepresentation, signedRepresentation } from "../../src/symmetry/generated.ts";
import type { Element, Group } from "../../src/symmetry/group.ts";
import { dihedral } from "../../src/symmetry/groups.ts";
import {
  asMatrix,
  type Image,
  type MatrixImage,
  type SignedImage,
} from "../../src/symmetry/image.ts";
import type { Representation } from "../../src/symmetry/representation.ts";

/** A random group and k of its elements. */
export function groupWith(k: number): fc.Arbitrary<{ G: Group; picked: Element[] }> {
  return arbitraryGroup().chain((G) =>
    fc.array(arbitraryElement(G), { minLength: k, maxLength: k }).map((picked) => ({ G, picked })),
  );
}

/** (ρx), entry by entry, straight from the convention of each kind. */
export function applyImage(rho: Image, x: readonly number[]): number[] {
  const y = x.map(() => 0);
  for (const [i, value] of x.entries()) {
    if (rho.kind === "permutation") y[rho.map[i]!] = value;
    else if (rho.kind === "signed") y[rho.map[i]!] = rho.signs[i]! * value;
    else for (const r of x.keys()) y[r]! += rho.matrix[r]![i]! * value;
  }
  return y;
}

/** Σ_i ρ[i][i]. */
export function traceOf(rho: Image): number {
  return asMatrix(rho).matrix.reduce((sum, row, i) => sum + row[i]!, 0);
}

/** The dimension of the fixed subspace by the character formula, E_g tr ρ(g). */
export function fixedDimension(G: Group, images: (g: Element) => Image[]): number {
  const characters = G.elements.map((g) => images(g).reduce((n, rho) => n * traceOf(rho), 1));
  return characters.reduce((sum, value) => sum + value, 0) / G.order;
}

/** D4 in the plane, as signed permutations: r(x, y) = (−y, x), s(x, y) = (x, −y). */
export function planeD4(): Representation<SignedImage> {
  return signedRepresentation(
    dihedral(4),
    [
      { map: [1, 0], signs: [1, -1] },
      { map: [0, 1], signs: [1, -1] },
    ],
    "plane",
  );
}

/** D3 in the lattice plane ⟨e0, e1⟩ with e0 + e1 + e2 = 0: integer, and not orthogonal. */
export function latticeD3(): Representation<MatrixImage> {
  const r = [
    [0, -1],
    [1, -1],
  ];
  const s = [
    [1, -1],
    [0, -1],
  ];
  return matrixRepresentation(dihedral(3), [r, s], "lattice");
}
