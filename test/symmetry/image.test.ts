import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  asMatrix,
  asSigned,
  blockSum,
  type Image,
  identityImage,
  kronecker,
  multiply,
  type SignedImage,
  widerKind,
} from "../../src/symmetry/image.ts";
import { applyImage } from "./laws.ts";

const signedImages = (n: number): fc.Arbitrary<SignedImage> => {
  const all = Array.from({ length: n }, (_, i) => i);
  return fc
    .tuple(
      fc.shuffledSubarray(all, { minLength: n }),
      fc.array(fc.constantFrom(1, -1), { minLength: n, maxLength: n }),
    )
    .map(([map, signs]) => ({ kind: "signed", map, signs }));
};

/** A random image of n entries of any kind: the wider kinds are readings of the narrower. */
const images = (n: number): fc.Arbitrary<Image> =>
  fc.tuple(signedImages(n), fc.nat(2)).map(([rho, kind]) => {
    if (kind === 0) return { kind: "permutation", map: rho.map };
    return kind === 1 ? rho : asMatrix(rho);
  });

const vectors = (n: number) =>
  fc.array(fc.integer({ min: -9, max: 9 }), { minLength: n, maxLength: n });
const plain = (x: number[]) => x.map((value) => value + 0); // −0 is 0 here

describe("images", () => {
  test("a reading as a wider kind is the same linear map", () =>
    fc.assert(
      fc.property(signedImages(4), vectors(4), (rho, x) => {
        expect(plain(applyImage(asMatrix(rho), x))).toEqual(plain(applyImage(rho, x)));
        const bare = { kind: "permutation", map: rho.map } as const;
        expect(applyImage(asSigned(bare), x)).toEqual(applyImage(bare, x));
      }),
    ));

  test("multiply(ρ, σ)x = ρ(σx)", () =>
    fc.assert(
      fc.property(images(4), images(4), vectors(4), (rho, sigma, x) => {
        const product = multiply(rho, sigma);
        expect(product.kind).toBe(widerKind(rho.kind, sigma.kind));
        expect(plain(applyImage(product, x))).toEqual(plain(applyImage(rho, applyImage(sigma, x))));
      }),
    ));

  test("(ρ ⊕ σ)(x, y) = (ρx, σy)", () =>
    fc.assert(
      fc.property(images(3), images(2), vectors(3), vectors(2), (rho, sigma, x, y) => {
        const sum = blockSum(rho, sigma);
        expect(sum.kind).toBe(widerKind(rho.kind, sigma.kind));
        const apart = [...applyImage(rho, x), ...applyImage(sigma, y)];
        expect(plain(applyImage(sum, [...x, ...y]))).toEqual(plain(apart));
      }),
    ));

  test("(ρ ⊗ σ)(x ⊗ y) = ρx ⊗ σy", () =>
    fc.assert(
      fc.property(images(3), images(2), vectors(3), vectors(2), (rho, sigma, x, y) => {
        const outer = (a: number[], b: number[]) => a.flatMap((u) => b.map((v) => u * v));
        const product = kronecker(rho, sigma);
        expect(product.kind).toBe(widerKind(rho.kind, sigma.kind));
        const apart = outer(applyImage(rho, x), applyImage(sigma, y));
        expect(plain(applyImage(product, outer(x, y)))).toEqual(plain(apart));
      }),
    ));

  test("the identity of every kind moves nothing", () => {
    for (const kind of ["permutation", "signed", "matrix"] as const) {
      expect(identityImage(kind, 3).kind).toBe(kind);
      expect(applyImage(identityImage(kind, 3), [4, 5, 6])).toEqual([4, 5, 6]);
    }
  });
});
