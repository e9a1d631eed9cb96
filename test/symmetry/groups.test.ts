import { describe, expect, test } from "vitest";
import { compose, type Element, inverse } from "../../src/symmetry/group.ts";
import {
  cyclic,
  dihedral,
  directProduct,
  gridDihedral,
  gridRotations,
  gridTorus,
  symmetric,
  trivial,
} from "../../src/symmetry/groups.ts";
import { applyImage } from "./laws.ts";

const act = (g: Element, x: number[]) => applyImage(g.group.natural.lookup(g), x);
const upTo = (n: number) => Array.from({ length: n }, (_, k) => k + 1);

describe("orders, degrees and names", () => {
  test.each(upTo(7))("trivial, cyclic, dihedral and symmetric, n = %i", (n) => {
    const factorial = upTo(n).reduce((a, b) => a * b, 1);
    const orders = [trivial(n), cyclic(n), dihedral(n), symmetric(n)].map((G) => G.order);
    expect(orders).toEqual([1, n, 2 * n, factorial]);
    expect(symmetric(n).generators.length).toBe(n < 3 ? 1 : 2);
    const names = [cyclic(n), dihedral(n), symmetric(n)].map(String);
    expect(names).toEqual([`C${n}`, `D${n}`, `S${n}`]);
    expect(dihedral(n).degree).toBe(n === 1 ? 2 : n === 2 ? 4 : n);
  });

  test.each(upTo(7))("in D%i, rⁿ = s² = e, s∘r∘s = r⁻¹ and s is not a rotation", (n) => {
    const G = dihedral(n);
    const [r, s] = [G.generators[0]!, G.generators[1]!];
    const powers = upTo(n).reduce<Element[]>((all) => [...all, compose(r, all.at(-1)!)], [r]);
    expect(powers[n - 1]).toBe(G.identity);
    expect(new Set(powers).size).toBe(n);
    expect(powers).not.toContain(s);
    expect(compose(s, s)).toBe(G.identity);
    expect(compose(s, compose(r, s))).toBe(inverse(r));
  });

  test("grids: C4, D4 and the torus", () => {
    const all = [gridRotations(3), gridDihedral(2), gridDihedral(8), gridTorus(2, 3), gridTorus(8)];
    expect(all.map((G) => [G.name, G.degree, G.order])).toEqual([
      ["C4", 9, 4],
      ["D4", 4, 8],
      ["D4", 64, 8],
      ["torus 2×3", 6, 6],
      ["torus 8×8", 64, 64],
    ]);
  });

  test("a product is on the disjoint union of points", () => {
    const G = directProduct(cyclic(2), symmetric(3));
    expect([G.name, G.degree, G.order]).toEqual(["C2×S3", 5, 12]);
    expect(G.generators.map(String)).toEqual(["(0 1)", "(2 3 4)", "(2 3)"]);
  });

  test("sizes that make no sense are refused", () => {
    expect(() => cyclic(0)).toThrow(new RangeError("cyclic: expected an integer ≥ 1, got 0"));
    expect(() => dihedral(2.5)).toThrow("dihedral: expected an integer ≥ 1, got 2.5");
    expect(() => gridRotations(1)).toThrow("gridRotations: expected an integer ≥ 2, got 1");
    expect(() => gridTorus(3, 0)).toThrow("gridTorus: expected an integer ≥ 1, got 0");
  });
});

describe("directions", () => {
  const image = [1, 2, 3, 4, 5, 6, 7, 8, 9];

  test("the rotation is counter-clockwise, as numpy.rot90", () => {
    expect(act(gridRotations(3).generators[0]!, image)).toEqual([3, 6, 9, 2, 5, 8, 1, 4, 7]);
    expect(act(gridDihedral(3).generators[0]!, image)).toEqual([3, 6, 9, 2, 5, 8, 1, 4, 7]);
  });

  test("the flip swaps left and right, as numpy.fliplr", () => {
    expect(act(gridDihedral(3).generators[1]!, image)).toEqual([3, 2, 1, 6, 5, 4, 9, 8, 7]);
  });

  test("the torus shifts one row down, then one column right, as numpy.roll by 1", () => {
    const [down, right] = gridTorus(3, 4).generators;
    const tall = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    expect(act(down!, tall)).toEqual([9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(act(right!, tall)).toEqual([4, 1, 2, 3, 8, 5, 6, 7, 12, 9, 10, 11]);
  });

  test("cyclic(n) moves entry i to i + 1, dihedral(n) reflects i to −i", () => {
    expect(act(cyclic(4).generators[0]!, [1, 2, 3, 4])).toEqual([4, 1, 2, 3]);
    expect(act(dihedral(5).generators[1]!, [0, 1, 2, 3, 4])).toEqual([0, 4, 3, 2, 1]);
  });
});
