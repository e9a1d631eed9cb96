import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryGroup } from "../../src/arbitraries/groups.ts";
import { copies, directSum, tensorProduct } from "../../src/symmetry/combine.ts";
import { compose, type Group, group } from "../../src/symmetry/group.ts";
import { cyclic, dihedral, gridDihedral, gridTorus, symmetric } from "../../src/symmetry/groups.ts";
import { orbitIndex, orbits, stabiliser, tupleOrbits } from "../../src/symmetry/orbits.ts";
import { image, type Representation } from "../../src/symmetry/representation.ts";
import { regular, signRepresentation } from "../../src/symmetry/representations.ts";
import fixtures from "../fixtures/groups.jsonl?raw";
import { applyImage, fixedDimension, latticeD3, planeD4 } from "./laws.ts";

interface Row {
  name: string;
  degree: number;
  gens0: number[][];
  order: number;
  pointOrbits: number[];
  tupleOrbits: number[];
  stab0: number;
}

const rows = fixtures
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Row)
  .filter((row) => row.gens0 && row.order <= 20_000);

const ours: Record<string, Group> = {
  "T4.3": dihedral(4),
  "T4.5": symmetric(4),
  "T5.1": cyclic(5),
  "T5.2": dihedral(5),
  "T5.5": symmetric(5),
  D4grid3: gridDihedral(3),
  D4grid4: gridDihedral(4),
};
const named = rows.filter((row) => row.name in ours);

describe("against GAP", () => {
  test("the fixture has the rows that this test thinks it has", () => {
    expect([rows.length, named.length]).toEqual([19, 7]);
  });

  test.each([
    ...rows.map((row) => ({ row, G: group(row.name, row.gens0) })),
    ...named.map((row) => ({ row, G: ours[row.name]! })),
  ])("$row.name, as $G: order, orbits on points, pairs and triples, stabiliser", ({ row, G }) => {
    expect(G.order).toBe(row.order);
    const lengths = orbits(G).map((orbit) => orbit.length);
    expect(lengths.sort((a, b) => a - b)).toEqual(row.pointOrbits);
    const counts = [1, 2, 3].map((k) => tupleOrbits(new Array(k).fill(G.natural)).dimension);
    expect(counts).toEqual(row.tupleOrbits.slice(0, 3));
    expect(stabiliser(G, 0).length).toBe(row.stab0);
  });
});

describe("orbits", () => {
  test("are sorted lists in order of their first point; a number is written to each point", () => {
    const G = group("two", [
      [0, 4, 3, 2, 1],
      [0, 1, 2, 3, 4],
    ]);
    expect(orbits(G)).toEqual([[0], [1, 4], [2, 3]]);
    expect(orbitIndex(G)).toEqual([0, 1, 2, 2, 1]);
  });

  test("are the images of a point under every element", () =>
    fc.assert(
      fc.property(arbitraryGroup(), (G) => {
        for (const orbit of orbits(G)) {
          const images = new Set(G.elements.map((g) => g.permutation[orbit[0]!]!));
          expect(orbit).toEqual([...images].sort((a, b) => a - b));
        }
      }),
    ));

  test("orbit × stabiliser = |G|, for every point of every group", () =>
    fc.assert(
      fc.property(arbitraryGroup(), (G) => {
        for (const orbit of orbits(G)) {
          for (const point of orbit) {
            expect(orbit.length * stabiliser(G, point).length).toBe(G.order);
          }
        }
      }),
    ));

  test("never list the group: S200 has one orbit, on pairs two", () => {
    const G = symmetric(200);
    expect(orbits(G).length).toBe(1);
    expect(tupleOrbits([G.natural, G.natural]).dimension).toBe(2);
  });

  test("of a representation are those of its entries, whatever the signs", () => {
    expect(orbits(planeD4())).toEqual([[0, 1]]);
    expect(orbits(copies(gridTorus(2).natural, 2))).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ]);
    expect(() => orbits(latticeD3())).toThrow(
      new RangeError(
        'orbits: expected a permutation or signed representation, got "lattice", by matrices',
      ),
    );
  });

  test("a stabiliser is closed under compose, and a point must exist", () => {
    const fixing = stabiliser(symmetric(4), 3);
    expect(fixing.length).toBe(6);
    for (const g of fixing) for (const h of fixing) expect(fixing).toContain(compose(g, h));
    expect(() => stabiliser(cyclic(3), 3)).toThrow(
      new RangeError("stabiliser: expected a point of 0…2, got 3"),
    );
  });
});

/** Axes of every kind that tupleOrbits takes, over one group. */
const axes = (G: Group): (Representation | null)[] => {
  const sign = signRepresentation(G);
  return [G.natural, sign, directSum(G.natural, sign), tensorProduct(sign, G.natural), null];
};
const drawAxes = arbitraryGroup().chain((G) =>
  fc
    .array(fc.nat(4), { minLength: 1, maxLength: 3 })
    .map((picks) => ({ G, reps: picks.map((k) => axes(G)[k]!) })),
);
const sizes = (reps: (Representation | null)[]) => reps.map((rho) => rho?.dimension ?? 2);

describe("tupleOrbits", () => {
  test("dimension = E_g tr ρ(g), the character formula", () =>
    fc.assert(
      fc.property(drawAxes, ({ G, reps }) => {
        const still = { kind: "permutation", map: [0, 1] } as const;
        const expected = fixedDimension(G, (g) => reps.map((rho) => (rho ? image(rho, g) : still)));
        expect(tupleOrbits(reps, sizes(reps)).dimension).toBe(expected);
      }),
    ));

  test("x[flat] = signs[flat]·θ[index[flat]] is fixed by every element", () =>
    fc.assert(
      fc.property(drawAxes, ({ G, reps }) => {
        const { shape, index, signs, vanishing } = tupleOrbits(reps, sizes(reps));
        expect(shape).toEqual(sizes(reps));
        const x = index.map((orbit, flat) => signs[flat]! * (orbit + 1) + 0);
        expect(x.map((value) => value === 0)).toEqual(index.map((orbit) => vanishing[orbit]));
        for (const g of G.elements) expect(moveAxes(reps, shape, g, x)).toEqual(x);
      }),
    ));

  test("orbits are numbered by their first entry, whose sign is 1 unless the orbit vanishes", () =>
    fc.assert(
      fc.property(drawAxes, ({ reps }) => {
        const { index, signs, vanishing } = tupleOrbits(reps, sizes(reps));
        const firsts = vanishing.map((_, orbit) => index.indexOf(orbit));
        expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
        expect(firsts.map((flat) => signs[flat])).toEqual(vanishing.map((gone) => (gone ? 0 : 1)));
      }),
    ));

  test("ties the weights of a small equivariant layer: D4 pixels → D4 plane", () => {
    const D4 = planeD4();
    const pairs = tupleOrbits([D4, D4.group.natural]);
    expect(pairs).toEqual({
      shape: [2, 4],
      index: [0, 1, 0, 1, 1, 0, 1, 0],
      signs: [1, 0, -1, 0, 0, 1, 0, -1],
      vanishing: [false, true],
      dimension: 1,
    });
  });

  test("8×8 digits under D4: 10 pixel orbits and 528 pair orbits", () => {
    const G = gridDihedral(8);
    const counts = [1, 2].map((k) => tupleOrbits(new Array(k).fill(G.natural)).dimension);
    expect(counts).toEqual([10, 528]);
  });

  test("the regular representation has |G| pair orbits: group convolution", () =>
    fc.assert(
      fc.property(arbitraryGroup(), (G) => {
        expect(tupleOrbits([regular(G), regular(G)]).dimension).toBe(G.order);
      }),
    ));

  test("no axes, or only axes that do not move, tie nothing", () => {
    expect(tupleOrbits([])).toMatchObject({ index: [0], dimension: 1 });
    expect(tupleOrbits([null, null], [2, 3]).index).toEqual([0, 1, 2, 3, 4, 5]);
    expect(tupleOrbits([null], [0])).toMatchObject({ index: [], dimension: 0 });
  });

  test("what is refused", () => {
    const { natural } = cyclic(3);
    expect(() => tupleOrbits([natural, null], [4, 2])).toThrow(
      new RangeError("tupleOrbits: expected a shape [3, any], got [4, 2]"),
    );
    expect(() => tupleOrbits([natural], [3, 3])).toThrow("expected a shape [3], got [3, 3]");
    expect(() => tupleOrbits([natural, null])).toThrow("got none for a null axis");
    expect(() => tupleOrbits([natural, null], [3, 1.5])).toThrow("got [3, 1.5]");
    expect(() => tupleOrbits([natural, cyclic(2).natural])).toThrow(
      "expected representations of one group, got C3 on 3 points and C2 on 2 points",
    );
    expect(() => tupleOrbits([latticeD3()])).toThrow(
      "tupleOrbits: expected a permutation or signed",
    );
  });
});

/** (g·x) on a row-major tensor, one axis at a time. */
function moveAxes(
  reps: (Representation | null)[],
  shape: readonly number[],
  g: Group["identity"],
  x: number[],
): number[] {
  return reps.reduce((moved, rho, axis) => {
    if (!rho) return moved;
    const inner = shape.slice(axis + 1).reduce((n, d) => n * d, 1);
    const d = shape[axis]!;
    const result = moved.slice();
    for (let start = 0; start < moved.length; start++) {
      if (Math.floor(start / inner) % d !== 0) continue;
      const at = Array.from({ length: d }, (_, i) => start + i * inner);
      const line = applyImage(
        image(rho, g),
        at.map((flat) => moved[flat]!),
      );
      for (const [i, flat] of at.entries()) result[flat] = line[i]! + 0;
    }
    return result;
  }, x);
}
