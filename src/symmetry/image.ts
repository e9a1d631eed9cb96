/**
 * ρ(g) as data: a permutation, a permutation with signs, or a matrix of numbers.
 *
 * The cheapest kind that will do is kept, since a permutation moves entries without arithmetic and
 * a sign flips one bit, so both are exact in floating point. Every kind can be read as a later one.
 *
 * Next: representation.ts
 */
import { composePermutations, identityPermutation } from "./permutation.ts";

/** (ρx)[map[i]] = x[i]. */
export interface PermutationImage {
  /** Which of the three kinds this is. */
  readonly kind: "permutation";
  /** Where entry i goes: a permutation of 0…dimension−1. */
  readonly map: readonly number[];
}

/** (ρx)[map[i]] = signs[i]·x[i]. */
export interface SignedImage {
  /** Which of the three kinds this is. */
  readonly kind: "signed";
  /** Where entry i goes: a permutation of 0…dimension−1. */
  readonly map: readonly number[];
  /** What entry i is multiplied by on its way, 1 or −1: indexed by where it came from. */
  readonly signs: readonly number[];
}

/** (ρx)[r] = Σ_c matrix[r][c]·x[c]. */
export interface MatrixImage {
  /** Which of the three kinds this is. */
  readonly kind: "matrix";
  /** [dimension, dimension], rows first. */
  readonly matrix: readonly (readonly number[])[];
}

/** ρ(g), in one of the three kinds. */
export type Image = PermutationImage | SignedImage | MatrixImage;

/** "permutation" ⊂ "signed" ⊂ "matrix". */
export type ImageKind = Image["kind"];

/**
 * ρ read as a signed permutation: a plain one has signs 1.
 * @param image a permutation or signed permutation
 * @returns the same linear map
 */
export function asSigned(image: PermutationImage | SignedImage): SignedImage {
  if (image.kind === "signed") return image;
  return { kind: "signed", map: image.map, signs: image.map.map(() => 1) };
}

/**
 * ρ read as a matrix: entry [map[i]][i] is signs[i].
 * @param image any image
 * @returns the same linear map, [dimension, dimension]
 */
export function asMatrix(image: Image): MatrixImage {
  if (image.kind === "matrix") return image;
  const { map, signs } = asSigned(image);
  const matrix = map.map(() => map.map(() => 0));
  for (const [i, row] of map.entries()) matrix[row]![i] = signs[i]!;
  return { kind: "matrix", matrix };
}

/**
 * The identity on n entries, as an image of the wanted kind.
 * @param kind the kind
 * @param n    the dimension
 * @returns the map x ↦ x
 */
export function identityImage(kind: ImageKind, n: number): Image {
  return widen({ kind: "permutation", map: identityPermutation(n) }, kind);
}

/**
 * ρσ: first σ, then ρ.
 * @param rho   an image
 * @param sigma an image of the same dimension
 * @returns the product, of the wider of the two kinds
 */
export function multiply<I extends Image, J extends Image>(rho: I, sigma: J): I | J;
export function multiply(rho: Image, sigma: Image): Image {
  const [a, b] = alike(rho, sigma);
  if (a.kind === "matrix" || b.kind === "matrix") {
    const left = asMatrix(a).matrix;
    const right = asMatrix(b).matrix;
    const entry = (row: readonly number[], c: number) =>
      row.reduce((sum, value, k) => sum + value * right[k]![c]!, 0);
    return { kind: "matrix", matrix: left.map((row) => row.map((_, c) => entry(row, c))) };
  }
  const map = composePermutations(a.map, b.map);
  if (a.kind === "permutation" || b.kind === "permutation") return { kind: "permutation", map };
  const signs = b.signs.map((sign, i) => sign * a.signs[b.map[i]!]!);
  return { kind: "signed", map, signs };
}

/**
 * ρ ⊕ σ: ρ on the first entries, σ on the entries after them.
 * @param rho   an image on n entries
 * @param sigma an image on m entries
 * @returns an image on n + m entries, of the wider of the two kinds
 */
export function blockSum<I extends Image, J extends Image>(rho: I, sigma: J): I | J;
export function blockSum(rho: Image, sigma: Image): Image {
  const [a, b] = alike(rho, sigma);
  if (a.kind === "matrix" || b.kind === "matrix") {
    const top = asMatrix(a).matrix;
    const bottom = asMatrix(b).matrix;
    const matrix = [
      ...top.map((row) => [...row, ...bottom.map(() => 0)]),
      ...bottom.map((row) => [...top.map(() => 0), ...row]),
    ];
    return { kind: "matrix", matrix };
  }
  const map = [...a.map, ...b.map.map((i) => a.map.length + i)];
  if (a.kind === "permutation" || b.kind === "permutation") return { kind: "permutation", map };
  return { kind: "signed", map, signs: [...a.signs, ...b.signs] };
}

/**
 * ρ ⊗ σ: (ρ ⊗ σ)(x ⊗ y) = ρx ⊗ σy, where (x ⊗ y)[i·m + j] = x[i]·y[j].
 * @param rho   an image on n entries
 * @param sigma an image on m entries
 * @returns an image on n·m entries, of the wider of the two kinds
 */
export function kronecker<I extends Image, J extends Image>(rho: I, sigma: J): I | J;
export function kronecker(rho: Image, sigma: Image): Image {
  const [a, b] = alike(rho, sigma);
  if (a.kind === "matrix" || b.kind === "matrix") {
    const right = asMatrix(b).matrix;
    const matrix = asMatrix(a).matrix.flatMap((top) =>
      right.map((row) => top.flatMap((value) => row.map((other) => value * other))),
    );
    return { kind: "matrix", matrix };
  }
  const m = b.map.length;
  const map = a.map.flatMap((i) => b.map.map((j) => i * m + j));
  if (a.kind === "permutation" || b.kind === "permutation") return { kind: "permutation", map };
  return { kind: "signed", map, signs: a.signs.flatMap((s) => b.signs.map((t) => s * t)) };
}

const WIDTH: Readonly<Record<ImageKind, number>> = { permutation: 0, signed: 1, matrix: 2 };

/**
 * The wider of two kinds.
 * @param a a kind
 * @param b a kind
 * @returns the first kind that holds both
 */
export function widerKind(a: ImageKind, b: ImageKind): ImageKind {
  return WIDTH[a] >= WIDTH[b] ? a : b;
}

function widen(image: Image, kind: ImageKind): Image {
  if (kind === "matrix") return asMatrix(image);
  if (kind === "signed" && image.kind === "permutation") return asSigned(image);
  return image;
}

function alike(a: Image, b: Image): [Image, Image] {
  const kind = widerKind(a.kind, b.kind);
  return [widen(a, kind), widen(b, kind)];
}
