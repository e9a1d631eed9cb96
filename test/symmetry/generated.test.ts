import { describe, expect, test } from "vitest";
import {
  matrixRepresentation,
  permutationRepresentation,
  signedRepresentation,
} from "../../src/symmetry/generated.ts";
import { compose, type Element } from "../../src/symmetry/group.ts";
import { cyclic, dihedral, symmetric } from "../../src/symmetry/groups.ts";
import { asMatrix, multiply } from "../../src/symmetry/image.ts";
import { image, type Representation } from "../../src/symmetry/representation.ts";
import { latticeD3, planeD4 } from "./laws.ts";

function planeRotations(n: number, turn = 1 / n): Representation {
  const [c, s] = [Math.cos(2 * Math.PI * turn), Math.sin(2 * Math.PI * turn)];
  return matrixRepresentation(
    cyclic(n),
    [
      [
        [c, -s],
        [s, c],
      ],
    ],
    "plane",
  );
}

const entries = (rho: Representation, g: Element) => asMatrix(image(rho, g)).matrix.flat();

describe("representations from generators", () => {
  test.each([
    ["S4 on the three ways to pair four points", pairings(), 0],
    ["D4 in the plane, signed", planeD4(), 0],
    ["D3 on a lattice, integer matrices", latticeD3(), 0],
    ["C7 in the plane, real matrices", planeRotations(7), 1e-12],
  ])("ρ(g∘h) = ρ(g)ρ(h) for %s", (_, rho, tolerance) => {
    for (const g of rho.group.elements) {
      for (const h of rho.group.elements) {
        const apart = asMatrix(multiply(image(rho, g), image(rho, h))).matrix.flat();
        const gap = entries(rho, compose(g, h)).map((value, i) => Math.abs(value - apart[i]!));
        expect(Math.max(...gap)).toBeLessThanOrEqual(tolerance);
      }
    }
  });

  test("the generators have the images that were given", () => {
    const rho = planeD4();
    const [r, s] = rho.group.generators;
    expect(image(rho, r!)).toEqual({ kind: "signed", map: [1, 0], signs: [1, -1] });
    expect(image(rho, s!)).toEqual({ kind: "signed", map: [0, 1], signs: [1, -1] });
    expect(rho).toMatchObject({ kind: "signed", dimension: 2, name: "plane" });
  });
});

describe("what is refused", () => {
  test("images that break a relation, exactly for permutations, signs and integers", () => {
    expect(() => permutationRepresentation(cyclic(3), [[1, 0]])).toThrow(
      new RangeError(
        "permutationRepresentation: expected images that respect the relations of C3 " +
          "on 3 points, got ρ((0 1 2))ρ((0 2 1)) ≠ ρ(())",
      ),
    );
    const minus = { map: [0], signs: [-1] };
    expect(() => signedRepresentation(cyclic(3), [minus])).toThrow("≠ ρ(())");
    expect(() => signedRepresentation(cyclic(2), [minus])).not.toThrow();
    expect(() =>
      matrixRepresentation(cyclic(3), [
        [
          [0, 1],
          [1, 0],
        ],
      ]),
    ).toThrow("≠ ρ(())");
    expect(() =>
      matrixRepresentation(cyclic(3), [
        [
          [0, -1],
          [1, -1],
        ],
      ]),
    ).not.toThrow();
  });

  test("a generator that is the identity, or given twice, with another image", () => {
    const swapped = { map: [1, 0], signs: [1, 1] };
    expect(() => signedRepresentation(cyclic(1), [swapped])).toThrow("≠ ρ(())");
  });

  test("rotations off by more than the bound, but not by rounding", () => {
    expect(() => planeRotations(360)).not.toThrow();
    expect(() => planeRotations(360, 1 / 360 + 1e-11)).toThrow("≠ ρ(())");
  });

  test("lists of the wrong length and entries that make no sense", () => {
    const G = dihedral(4);
    expect(() => signedRepresentation(G, [{ map: [0], signs: [1] }])).toThrow(
      "expected 2 images on at least one entry, one for each generator of D4 on 4 points, got 1",
    );
    expect(() => permutationRepresentation(G, [])).toThrow("got no entries");
    expect(() => permutationRepresentation(cyclic(2), [[]])).toThrow("got no entries");
    expect(() => matrixRepresentation(G, [[[1]], [[1], [1]]])).toThrow("matrices, got 2 rows");
    expect(() =>
      permutationRepresentation(G, [
        [0, 0],
        [0, 1],
      ]),
    ).toThrow("got [0, 0]");
    const signed = (signs: number[]) => () =>
      signedRepresentation(cyclic(2), [{ map: [1, 0], signs }]);
    expect(signed([1, 2])).toThrow("expected 2 signs, each 1 or -1, got [1, 2]");
    expect(signed([1])).toThrow("expected 2 signs, each 1 or -1, got [1]");
    const matrix = (rows: number[][]) => () => matrixRepresentation(cyclic(2), [rows]);
    expect(matrix([[1, 0], [0]])).toThrow("expected finite [2, 2] matrices, got a row [0]");
    expect(matrix([[Number.NaN]])).toThrow("expected finite [1, 1] matrices, got a row [NaN]");
  });
});

/** {01|23}, {02|13}, {03|12}: a map from S4 onto S3 that forgets four elements. */
function pairings(): Representation {
  return permutationRepresentation(
    symmetric(4),
    [
      [2, 1, 0],
      [0, 2, 1],
    ],
    "pairings",
  );
}
