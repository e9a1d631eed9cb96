import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  arbitraryPermutationRepresentation,
  arbitraryRepresentation,
} from "../../src/arbitraries/representations.ts";
import { compose } from "../../src/symmetry/group.ts";
import { cyclic, dihedral, symmetric } from "../../src/symmetry/groups.ts";
import { asMatrix, type Image, multiply } from "../../src/symmetry/image.ts";
import { image } from "../../src/symmetry/representation.ts";
import { shrunk } from "./shrunk.ts";

const [C1, S3] = [cyclic(1), symmetric(3)];

/** As a matrix, −0 as 0. */
const entries = (of: Image) => asMatrix(of).matrix.map((row) => row.map((x) => x + 0));

describe("arbitraryRepresentation", () => {
  test("draws all three kinds, sums and products, and each is a homomorphism", () => {
    const drawn = fc.sample(arbitraryRepresentation(S3), { seed: 1, numRuns: 200 });
    expect(new Set(drawn.map(({ kind }) => kind))).toEqual(
      new Set(["permutation", "signed", "matrix"]),
    );
    const names = drawn.map(({ name }) => name).join();
    for (const part of ["regular", "sign", "sheared", "⊕", "⊗"]) expect(names).toContain(part);
    const large = fc.sample(arbitraryRepresentation(dihedral(4)), { seed: 1, numRuns: 200 });
    expect(Math.max(...large.map(({ dimension }) => dimension))).toBe(32); // 8·8 is 8 + 8
    for (const rho of drawn) {
      for (const s of S3.generators) {
        for (const g of S3.elements) {
          const product = multiply(image(rho, s), image(rho, g));
          expect(entries(image(rho, compose(s, g)))).toEqual(entries(product));
        }
      }
    }
  });

  test("shrinks to the trivial one, and to the simplest of a kind, and prints its name", () => {
    expect(shrunk(arbitraryRepresentation(C1), () => false)).toEqual(["trivial of C1"]);
    const any = arbitraryRepresentation(S3);
    for (const text of shrunk(any, ({ dimension }) => dimension < 2)) {
      expect(["natural of S3", "trivial ⊕ trivial of S3"]).toContain(text);
    }
    expect(shrunk(any, ({ kind }) => kind !== "signed")).toEqual(["sign of S3"]);
    expect(shrunk(any, ({ kind }) => kind !== "matrix")).toEqual(["sheared of S3"]);
  });
});

describe("arbitraryPermutationRepresentation", () => {
  test("moves entries only; natural stays what it is, though a copy prints its name", () => {
    const drawn = fc.sample(arbitraryPermutationRepresentation(S3), { seed: 1, numRuns: 50 });
    expect(new Set(drawn.map(({ name }) => name))).toEqual(
      new Set(["trivial", "natural", "regular"]),
    );
    expect(new Set(drawn.map(({ kind }) => kind))).toEqual(new Set(["permutation"]));
    expect(Reflect.has(S3.natural, fc.toStringMethod)).toBe(false);
    expect(shrunk(arbitraryPermutationRepresentation(S3), () => false)).toEqual(["trivial of S3"]);
  });
});
