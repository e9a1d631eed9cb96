import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compose, type Group } from "../../src/symmetry/group.ts";
import { cyclic, dihedral, symmetric } from "../../src/symmetry/groups.ts";
import { multiply } from "../../src/symmetry/image.ts";
import { image, type Representation } from "../../src/symmetry/representation.ts";
import {
  regular,
  signRepresentation,
  trivialRepresentation,
} from "../../src/symmetry/representations.ts";
import { groupWith } from "./laws.ts";

const everyGroupHas: Record<string, (G: Group) => Representation> = {
  natural: (G) => G.natural,
  regular,
  trivial: (G) => trivialRepresentation(G, 3),
  sign: signRepresentation,
};

describe.each(Object.entries(everyGroupHas))("%s", (_, build) => {
  test("ρ(g∘h) = ρ(g)ρ(h)", () =>
    fc.assert(
      fc.property(groupWith(2), ({ G, picked: [g, h] }) => {
        const rho = build(G);
        const apart = multiply(image(rho, g!), image(rho, h!));
        expect(image(rho, compose(g!, h!))).toEqual(apart);
      }),
    ));

  test("images have the kind and dimension that is announced", () =>
    fc.assert(
      fc.property(groupWith(1), ({ G, picked: [g] }) => {
        const rho = build(G);
        const found = image(rho, g!);
        expect(found.kind).toBe(rho.kind);
        expect(found.kind === "matrix" ? -1 : found.map.length).toBe(rho.dimension);
      }),
    ));
});

describe("regular", () => {
  test("g sends the entry of h to the entry of g∘h", () => {
    const G = dihedral(3);
    const [r, s] = [G.generators[0]!, G.generators[1]!];
    const found = image(regular(G), r).map;
    expect(found[s.index]).toBe(compose(r, s).index);
    expect(found[s.index]).not.toBe(compose(s, r).index);
  });

  test("is free: only the identity fixes an entry", () => {
    const G = symmetric(4);
    const rho = regular(G);
    const fixing = G.elements.filter((g) => image(rho, g).map.some((to, from) => to === from));
    expect(fixing).toEqual([G.identity]);
  });
});

describe("sign and trivial", () => {
  test("sign of S3 is the determinant of its permutations", () => {
    const G = symmetric(3);
    const signs = G.elements.map((g) => image(signRepresentation(G), g).signs[0]);
    expect(signs).toEqual([1, 1, -1, 1, -1, -1]);
  });

  test("names and sizes", () => {
    const G = cyclic(2);
    const all = [trivialRepresentation(G), trivialRepresentation(G, 3), signRepresentation(G)];
    expect(all.map((rho) => rho.name)).toEqual(["trivial", "3·trivial", "sign"]);
    expect(() => trivialRepresentation(G, 0)).toThrow(
      new RangeError("trivialRepresentation: expected an integer ≥ 1, got 0"),
    );
  });
});
