import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contragredient, copies, directSum, tensorProduct } from "../../src/symmetry/combine.ts";
import { compose } from "../../src/symmetry/group.ts";
import { cyclic } from "../../src/symmetry/groups.ts";
import { asMatrix, multiply } from "../../src/symmetry/image.ts";
import { image, type Representation } from "../../src/symmetry/representation.ts";
import {
  regular,
  signRepresentation,
  trivialRepresentation,
} from "../../src/symmetry/representations.ts";
import { applyImage, groupWith, latticeD3, planeD4, traceOf } from "./laws.ts";

function expectHomomorphism(rho: Representation): void {
  for (const g of rho.group.elements) {
    for (const h of rho.group.elements) {
      const apart = asMatrix(multiply(image(rho, g), image(rho, h))).matrix.flat();
      const together = asMatrix(image(rho, compose(g, h))).matrix.flat();
      expect(together.every((value, i) => value === apart[i])).toBe(true);
    }
  }
}

describe("every combination is a representation", () => {
  const plane = planeD4();
  const lattice = latticeD3();
  const [D4, D3] = [plane.group, lattice.group];
  test.each<[string, Representation, string, number]>([
    ["natural ⊕ plane", directSum(D4.natural, plane), "signed", 6],
    ["natural ⊕ lattice", directSum(D3.natural, lattice), "matrix", 5],
    ["3·(natural ⊕ plane)", copies(directSum(D4.natural, plane), 3), "signed", 18],
    ["2·lattice", copies(lattice, 2), "matrix", 4],
    ["plane ⊗ natural", tensorProduct(plane, D4.natural), "signed", 8],
    ["sign ⊗ lattice", tensorProduct(signRepresentation(D3), lattice), "matrix", 2],
    [
      "(2·natural) ⊗ plane*",
      tensorProduct(copies(D4.natural, 2), contragredient(plane)),
      "signed",
      16,
    ],
    ["lattice*", contragredient(lattice), "matrix", 2],
    ["lattice**", contragredient(contragredient(lattice)), "matrix", 2],
  ])("%s", (_, rho, kind, dimension) => {
    expect([rho.kind, rho.dimension]).toEqual([kind, dimension]);
    expect(image(rho, rho.group.identity).kind).toBe(kind);
    expectHomomorphism(rho);
  });

  test("characters add under ⊕ and multiply under ⊗, in every group", () =>
    fc.assert(
      fc.property(groupWith(1), ({ G, picked: [g] }) => {
        const [rho, sigma] = [G.natural, tensorProduct(signRepresentation(G), regular(G))];
        const [a, b] = [traceOf(image(rho, g!)), traceOf(image(sigma, g!))];
        expect(traceOf(image(directSum(rho, sigma), g!))).toBe(a + b);
        expect(traceOf(image(tensorProduct(rho, sigma), g!)) + 0).toBe(a * b + 0);
        expect(traceOf(image(copies(rho, 3), g!))).toBe(3 * a);
      }),
    ));
});

describe("layout and names", () => {
  const G = cyclic(3);
  const g = G.generators[0]!;

  test("copies are rows of [k, n]", () => {
    expect(applyImage(image(copies(G.natural, 2), g), [1, 2, 3, 4, 5, 6])).toEqual([
      3, 1, 2, 6, 4, 5,
    ]);
  });

  test("a sum has the first summand first", () => {
    const H = cyclic(2);
    const rho = directSum(signRepresentation(H), H.natural);
    expect(applyImage(image(rho, H.generators[0]!), [1, 2, 3])).toEqual([-1, 3, 2]);
  });

  test("a product has the first factor outside: entries [n, m]", () => {
    const rho = tensorProduct(G.natural, trivialRepresentation(G, 2));
    expect(applyImage(image(rho, g), [1, 2, 3, 4, 5, 6])).toEqual([5, 6, 1, 2, 3, 4]);
  });

  test("names say how it was built", () => {
    const sum = directSum(G.natural, signRepresentation(G));
    expect(sum.name).toBe("natural ⊕ sign");
    expect(copies(sum, 2).name).toBe("2·(natural ⊕ sign)");
    expect(tensorProduct(sum, G.natural).name).toBe("(natural ⊕ sign) ⊗ natural");
    expect(contragredient(latticeD3()).name).toBe("lattice*");
  });

  test("two groups are refused", () => {
    const say = () => directSum(G.natural, cyclic(2).natural);
    expect(say).toThrow(
      new RangeError(
        "directSum: expected representations of one group, got C3 on 3 points " +
          "and C2 on 2 points; build the group once and pass it on",
      ),
    );
    expect(() => tensorProduct(G.natural, cyclic(2).natural)).toThrow("tensorProduct: expected");
    expect(() => copies(G.natural, 0)).toThrow("copies: expected an integer ≥ 1, got 0");
  });
});

describe("contragredient", () => {
  test("⟨ρ*(g)y, ρ(g)x⟩ = ⟨y, x⟩", () => {
    for (const rho of [latticeD3(), planeD4()] as Representation[]) {
      for (const g of rho.group.elements) {
        const [x, y] = [
          [2, 3],
          [5, 7],
        ];
        const moved = applyImage(image(rho, g), x);
        const pulled = applyImage(image(contragredient(rho), g), y);
        expect(moved.reduce((sum, value, i) => sum + value * pulled[i]!, 0)).toBe(31);
      }
    }
  });

  test("is the representation itself unless it is of matrices, where it differs", () => {
    const plane = planeD4();
    expect(contragredient(plane)).toBe(plane);
    const lattice = latticeD3();
    const r = lattice.group.generators[0]!;
    expect(image(contragredient(lattice), r)).not.toEqual(image(lattice, r));
  });
});
