import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compose, inverse } from "../../src/symmetry/group.ts";
import { cyclic, dihedral, gridRotations } from "../../src/symmetry/groups.ts";
import { image, natural } from "../../src/symmetry/representation.ts";
import { applyImage, groupWith } from "./laws.ts";

describe("natural", () => {
  test("(g·x)[g(i)] = x[i]", () =>
    fc.assert(
      fc.property(groupWith(1), ({ G, picked: [g] }) => {
        const x = Array.from({ length: G.degree }, (_, i) => i + 1);
        const moved = applyImage(image(G.natural, g!), x);
        for (const i of x.keys()) expect(moved[g!.permutation[i]!]).toBe(x[i]);
      }),
    ));

  test("is a left action: g·(h·x) = (g∘h)·x, and g⁻¹·(g·x) = x", () =>
    fc.assert(
      fc.property(groupWith(2), ({ G, picked: [g, h] }) => {
        const x = Array.from({ length: G.degree }, (_, i) => i + 1);
        const twice = applyImage(image(G.natural, g!), applyImage(image(G.natural, h!), x));
        expect(twice).toEqual(applyImage(image(G.natural, compose(g!, h!)), x));
        const moved = applyImage(image(G.natural, g!), x);
        expect(applyImage(image(G.natural, inverse(g!)), moved)).toEqual(x);
      }),
    ));

  test("is built once, and its images are computed once", () => {
    const G = dihedral(4);
    expect(natural(G)).toBe(G.natural);
    expect(G.natural).toMatchObject({ kind: "permutation", dimension: 4, name: "natural" });
    expect(image(G.natural, G.elements[3]!)).toBe(image(G.natural, G.elements[3]!));
  });
});

describe("image", () => {
  test("refuses an element of another group, and names both", () => {
    expect(() => image(gridRotations(3).natural, cyclic(3).generators[0]!)).toThrow(
      new RangeError(
        "image: expected an element of C4 on 9 points, got (0 1 2) of C3 on 3 points; " +
          "build the group once and pass it on",
      ),
    );
    expect(() => image(cyclic(2).natural, cyclic(2).identity)).toThrow("got () of C2 on 2 points");
  });
});
