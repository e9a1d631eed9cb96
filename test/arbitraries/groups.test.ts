import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryElement, arbitraryGroup } from "../../src/arbitraries/groups.ts";
import type { Group } from "../../src/symmetry/group.ts";
import { symmetric } from "../../src/symmetry/groups.ts";
import { orbits } from "../../src/symmetry/orbits.ts";

/** The counterexample that fast-check shrinks to, for several seeds. */
function shrunk(holds: (G: Group) => boolean): Group[] {
  return [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
    const found = fc.check(fc.property(arbitraryGroup(), holds), { seed, numRuns: 1000 });
    return found.counterexample![0];
  });
}

const abelian = (G: Group) =>
  G.elements.every((g) =>
    G.elements.every((h) =>
      g.permutation.every((_, i) => {
        const [gh, hg] = [g.permutation[h.permutation[i]!], h.permutation[g.permutation[i]!]];
        return gh === hg;
      }),
    ),
  );

describe("arbitraryGroup", () => {
  test("draws small groups of every sort", () => {
    const drawn = fc.sample(arbitraryGroup(), { seed: 1, numRuns: 1000 });
    expect(Math.max(...drawn.map((G) => G.order))).toBe(120);
    expect(Math.max(...drawn.map((G) => G.degree))).toBeLessThanOrEqual(6);
    const names = drawn.map((G) => G.name);
    for (const name of ["C1", "C6", "C2×C2", "S3", "D4", "S3×C2"]) expect(names).toContain(name);
    expect(drawn.some((G) => orbits(G).length > 1 && !abelian(G))).toBe(true);
  });

  test("shrinks to the smallest group that fails", () => {
    expect(shrunk((G) => G.order === 1).map(String)).toEqual(new Array(8).fill("C2"));
    for (const G of shrunk(abelian)) expect(G.order).toBe(6);
  });

  test("prints counterexamples by name", () => {
    const report = fc.check(
      fc.property(arbitraryGroup(), (G) => G.order < 2),
      { seed: 7 },
    );
    expect(fc.stringify(report.counterexample)).toBe("[C2]");
  });
});

test("arbitraryElement draws every element, and shrinks to the identity", () => {
  const G = symmetric(3);
  const drawn = fc.sample(arbitraryElement(G), { seed: 1, numRuns: 200 });
  expect(new Set(drawn).size).toBe(6);
  const found = fc.check(
    fc.property(arbitraryElement(G), () => false),
    { seed: 5 },
  );
  expect(found.counterexample![0]).toBe(G.identity);
});
