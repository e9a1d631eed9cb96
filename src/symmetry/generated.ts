/**
 * Representations given by the images of the generators.
 *
 * Such images define a representation only if they respect every relation of the group, so that is
 * checked, on all elements × generators, before anything is returned.
 *
 * Next: combine.ts
 */
import { rangeError } from "../autodiff/errors.ts";
import { describeGroup, showList } from "./describe.ts";
import { compose, type Element, type Group } from "./group.ts";
import {
  asMatrix,
  type Image,
  identityImage,
  type MatrixImage,
  multiply,
  type SignedImage,
} from "./image.ts";
import { checkPermutation } from "./permutation.ts";
import {
  type PermutationRepresentation,
  type Representation,
  representation,
} from "./representation.ts";

/** Two matrices are taken as equal within 1e-9 of their largest entry, unless all are integers. */
export const MATRIX_TOLERANCE = 1e-9;

/**
 * (ρ(s)x)[map[i]] = x[i], given for each generator s.
 * @param G    a group; its elements are listed
 * @param maps for each of `G.generators`, in order, a permutation of 0…n−1
 * @param name what to call it
 * @returns a permutation representation of dimension n
 * @throws RangeError if a map is no permutation, or if the maps break a relation of G
 */
export function permutationRepresentation(
  G: Group,
  maps: readonly (readonly number[])[],
  name = "permutation",
): PermutationRepresentation {
  const op = "permutationRepresentation";
  const n = maps[0]?.length ?? 0;
  for (const map of maps) checkPermutation(op, map, n);
  return generated(
    op,
    G,
    name,
    n,
    "permutation",
    maps.map((map) => ({
      kind: "permutation",
      map: [...map],
    })),
  );
}

/**
 * (ρ(s)x)[map[i]] = signs[i]·x[i], given for each generator s.
 * @param G      a group; its elements are listed
 * @param images for each of `G.generators`, in order, a permutation of 0…n−1 and n signs ±1
 * @param name   what to call it
 * @returns a signed representation of dimension n
 * @throws RangeError if a map is no permutation, a sign not ±1, or a relation of G is broken
 */
export function signedRepresentation(
  G: Group,
  images: readonly Pick<SignedImage, "map" | "signs">[],
  name = "signed",
): Representation<SignedImage> {
  const op = "signedRepresentation";
  const n = images[0]?.map.length ?? 0;
  for (const { map, signs } of images) {
    checkPermutation(op, map, n);
    if (signs.length !== n || signs.some((sign) => sign !== 1 && sign !== -1)) {
      throw rangeError(op, `${n} signs, each 1 or -1`, showList(signs));
    }
  }
  return generated(
    op,
    G,
    name,
    n,
    "signed",
    images.map(({ map, signs }) => ({
      kind: "signed",
      map: [...map],
      signs: [...signs],
    })),
  );
}

/**
 * (ρ(s)x)[r] = Σ_c matrix[r][c]·x[c], given for each generator s. Integer matrices are compared
 * exactly, others within `MATRIX_TOLERANCE`.
 * @param G        a group; its elements are listed
 * @param matrices for each of `G.generators`, in order, an [n, n] matrix, rows first
 * @param name     what to call it
 * @returns a matrix representation of dimension n
 * @throws RangeError if the matrices are not all [n, n] and finite, or break a relation of G
 */
export function matrixRepresentation(
  G: Group,
  matrices: readonly (readonly (readonly number[])[])[],
  name = "matrix",
): Representation<MatrixImage> {
  const op = "matrixRepresentation";
  const n = matrices[0]?.length ?? 0;
  for (const matrix of matrices) {
    const bad = matrix.find((row) => row.length !== n || !row.every(Number.isFinite));
    if (bad || matrix.length !== n) {
      const got = bad ? `a row ${showList(bad)}` : `${matrix.length} rows`;
      throw rangeError(op, `finite [${n}, ${n}] matrices`, got);
    }
  }
  return generated(
    op,
    G,
    name,
    n,
    "matrix",
    matrices.map((matrix) => ({
      kind: "matrix",
      matrix: matrix.map((row) => [...row]),
    })),
  );
}

/** Extends images of the generators to all of G, and checks ρ(s∘g) = ρ(s)ρ(g) on the way. */
function generated<I extends Image>(
  op: string,
  G: Group,
  name: string,
  dimension: number,
  kind: I["kind"],
  given: readonly I[],
): Representation<I> {
  if (given.length !== G.generators.length || dimension === 0) {
    const want = `${G.generators.length} images on at least one entry, one for each generator`;
    const got = dimension === 0 ? "no entries" : String(given.length);
    throw rangeError(op, `${want} of ${describeGroup(G)}`, got);
  }
  const images = new Map<Element, Image>([[G.identity, identityImage(kind, dimension)]]);
  for (const g of G.elements) {
    for (const [k, s] of G.generators.entries()) {
      const product = multiply(given[k]!, images.get(g)!);
      const known = images.get(compose(s, g));
      if (!known) images.set(compose(s, g), product);
      else if (!sameImage(known, product)) {
        const want = `images that respect the relations of ${describeGroup(G)}`;
        throw rangeError(op, want, `ρ(${s})ρ(${g}) ≠ ρ(${compose(s, g)})`);
      }
    }
  }
  return representation(G, name, dimension, kind, (g) => images.get(g) as I);
}

function sameImage(a: Image, b: Image): boolean {
  if (a.kind === "permutation" && b.kind === "permutation") return a.map.join() === b.map.join();
  const left = asMatrix(a).matrix.flat();
  const right = asMatrix(b).matrix.flat();
  const exact = [...left, ...right].every(Number.isInteger);
  const largest = [...left, ...right].reduce((max, entry) => Math.max(max, Math.abs(entry)), 0);
  const bound = exact ? 0 : MATRIX_TOLERANCE * largest;
  return left.every((entry, i) => Math.abs(entry - right[i]!) <= bound);
}
