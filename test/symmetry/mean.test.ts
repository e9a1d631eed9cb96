/** Means over a group: their order of summation, and the Reynolds operator as the projection onto what is fixed. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryGroup } from "../../src/arbitraries/groups.ts";
import { input, type Tensor, tensor, vjp } from "../../src/autodiff/index.ts";
import { contragredient, directSum, tensorProduct } from "../../src/symmetry/combine.ts";
import type { Group } from "../../src/symmetry/group.ts";
import { cyclic, symmetric } from "../../src/symmetry/groups.ts";
import { type Axes, actOnAxes, orbitMean, reynolds } from "../../src/symmetry/mean.ts";
import { regular, signRepresentation } from "../../src/symmetry/representations.ts";
import { expectDifferent, expectSame, inner } from "../claims/exact.ts";
import { latticeD3, planeD4 } from "./laws.ts";

/** One axis of each kind that a tensor may have, over one group. */
const kinds = (G: Group): Axes => [
  G.natural,
  null,
  signRepresentation(G),
  directSum(G.natural, signRepresentation(G)),
  tensorProduct(signRepresentation(G), G.natural),
];

/** A free tensor of one or two axes that a small group moves; shrinks to one axis of C1. */
const moved = arbitraryGroup()
  .filter((G) => G.order <= 24)
  .chain((G) =>
    fc.array(fc.nat(4), { minLength: 1, maxLength: 2 }).map((picks) => {
      const on = picks.map((k) => kinds(G)[k]!);
      return { G, on, x: input("x", shapeOf(on)) };
    }),
  );

function shapeOf(on: Axes): number[] {
  return on.map((rho) => rho?.dimension ?? 2);
}

const runs = { numRuns: 40 };

describe("orbitMean", () => {
  test("asks for each element once, in the group's order, the identity first", () => {
    const G = symmetric(3);
    const asked: unknown[] = [];
    orbitMean(G, (g) => {
      asked.push(g);
      return tensor(0);
    });
    expect(asked).toEqual(G.elements);
    expect(asked[0]).toBe(G.identity);
  });

  test("sums in that order, then divides by |G| once: floats can tell", () => {
    const values = [1e8, 1, -1e8];
    const mean = (order: number[]) =>
      orbitMean(cyclic(3), (g) => tensor(values[order[g.index]!]!)).item();
    expect(mean([0, 1, 2])).toBe(0); // (1e8 + 1) − 1e8 = 0 in f32
    expect(mean([0, 2, 1])).toBe(Math.fround(1 / 3)); // (1e8 − 1e8) + 1 = 1
    expect(orbitMean(cyclic(6), () => tensor(7)).item()).toBe(7); // six sixths of 7 add to 6.9999995
  });

  test("is exact: an integer sum over |G| is one rational number", () => {
    const x = input("x", [3]);
    const third = orbitMean(cyclic(3), (g) => x.slice([g.index, g.index + 1]));
    expectSame(third.mul(3), x.sum().reshape([1]));
  });
});

describe("actOnAxes", () => {
  test("acts on each axis that has a representation", () => {
    const G = symmetric(3);
    const on = [G.natural, null, signRepresentation(G)];
    const x = input("x", [3, 2, 1]);
    const swap = G.elements.find((g) => g.permutation.join() === "1,0,2")!;
    expectSame(actOnAxes(swap, x, on), x.take([1, 0, 2], 0).neg());
  });
});

describe("reynolds", () => {
  test("is 𝔼_g ρ(g)·x, on one axis or several, with signs or without", () => {
    fc.assert(
      fc.property(moved, ({ G, on, x }) => {
        expectSame(
          reynolds(x, on),
          orbitMean(G, (g) => actOnAxes(g, x, on)),
        );
      }),
      runs,
    );
  });

  test("is idempotent: R R x = R x", () => {
    fc.assert(
      fc.property(moved, ({ on, x }) => {
        const once = reynolds(x, on);
        expectSame(reynolds(once, on), once);
      }),
      runs,
    );
  });

  test("gives what every g fixes, and leaves that alone", () => {
    fc.assert(
      fc.property(moved, ({ G, on, x }) => {
        const fixed = reynolds(x, on);
        for (const g of G.generators) expectSame(actOnAxes(g, fixed, on), fixed);
      }),
      runs,
    );
    const { natural } = cyclic(3);
    expect(reynolds(tensor([7, 7, 7]), [natural]).toArray()).toEqual([7, 7, 7]);
  });

  test("is its own adjoint where ρ is orthogonal", () => {
    fc.assert(
      fc.property(moved, ({ on, x }) => {
        const u = input("u", x.shape);
        const [, pull] = vjp((v: Tensor) => reynolds(v, on), x);
        expectSame(pull(u), reynolds(u, on));
      }),
      runs,
    );
  });

  test("by matrices it is the mean over the group, and its adjoint is that of the cotangents", () => {
    const on = latticeD3();
    const [x, u] = [input("x", [2, 2]), input("u", [2, 2])];
    const axes: Axes = [on, on];
    const once = reynolds(x, axes);
    expectSame(reynolds(once, axes), once);
    for (const g of on.group.generators) expectSame(actOnAxes(g, once, axes), once);
    const [, pull] = vjp((v: Tensor) => reynolds(v, axes), x);
    const cotangents = axes.map((rho) => rho && contragredient(rho));
    expectSame(pull(u), reynolds(u, cotangents));
    expectDifferent(pull(u), reynolds(u, axes));
    expectSame(inner(u, once), inner(reynolds(u, cotangents), x));
  });

  test("an orbit that its signs make vanish is 0", () => {
    expect(reynolds(tensor([3, 4]), [planeD4()]).toArray()).toEqual([0, 0]);
    expect(reynolds(tensor([3]), [signRepresentation(cyclic(2))]).toArray()).toEqual([0]);
  });

  test("without a representation is the tensor itself", () => {
    const x = input("x", [2, 3]);
    expect(reynolds(x, [null, null])).toBe(x);
  });

  test("of the regular representation forgets everything but the mean", () => {
    const G = symmetric(3);
    const x = input("x", [6]);
    expectSame(reynolds(x, [regular(G)]), x.mean(0, { keepDims: true }).broadcastTo([6]));
  });
});
