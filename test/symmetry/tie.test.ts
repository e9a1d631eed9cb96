/** Tied parameters: coordinates of what the group fixes, and how long a step along one is. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryGroup } from "../../src/arbitraries/groups.ts";
import { input, tensor, vjp } from "../../src/autodiff/index.ts";
import { directSum } from "../../src/symmetry/combine.ts";
import type { Group } from "../../src/symmetry/group.ts";
import { cyclic, directProduct, symmetric } from "../../src/symmetry/groups.ts";
import type { Axes } from "../../src/symmetry/mean.ts";
import { tupleOrbits } from "../../src/symmetry/orbits.ts";
import { actOnParameters, reynoldsOfParameters } from "../../src/symmetry/parameters.ts";
import { signRepresentation } from "../../src/symmetry/representations.ts";
import { tying } from "../../src/symmetry/tie.ts";
import { expectSame } from "../claims/exact.ts";
import { latticeD3, planeD4 } from "./laws.ts";

/** A weight matrix whose axes a small group moves, with signs or without; shrinks to C1. */
const layers = fc
  .tuple(arbitraryGroup(), fc.nat(3))
  .filter(([G]) => G.order <= 24)
  .map(([G, which]) => {
    const signed = directSum(G.natural, signRepresentation(G));
    const on = [
      [G.natural, null],
      [signed, null],
      [signed, G.natural],
      [null, signRepresentation(G)],
    ][which] as Axes;
    const w = input(
      "w",
      on.map((rho) => rho?.dimension ?? 2),
    );
    return { G, rho: { w: on }, theta: { w } };
  });

const runs = { numRuns: 40 };
const steps = ["orthonormal", "plain"] as const;

describe.each(steps)("tying with %s steps", (kind) => {
  test("expand ∘ project is the Reynolds operator", () => {
    fc.assert(
      fc.property(layers, ({ rho, theta }) => {
        const tied = tying(rho, theta, kind);
        expectSame(tied.expand(tied.project(theta)), reynoldsOfParameters(rho, theta));
      }),
      runs,
    );
  });

  test("expand gives what every g fixes", () => {
    fc.assert(
      fc.property(layers, ({ G, rho, theta }) => {
        const tied = tying(rho, theta, kind);
        const fixed = tied.expand(coordinates(rho.w, theta.w.shape));
        for (const g of G.generators) expectSame(actOnParameters(rho, g, fixed), fixed);
      }),
      runs,
    );
  });

  test("project ∘ expand is the identity on coordinates of orbits that do not vanish", () => {
    fc.assert(
      fc.property(layers, ({ rho, theta }) => {
        const tied = tying(rho, theta, kind);
        const { w: c } = coordinates(rho.w, theta.w.shape);
        const { vanishing } = tupleOrbits(rho.w, theta.w.shape);
        const kept = tensor(vanishing.map((gone) => (gone ? 0 : 1)));
        expectSame(tied.project(tied.expand({ w: c })), { w: c.mul(kept) });
      }),
      runs,
    );
  });
});

function coordinates(on: Axes, shape: readonly number[]) {
  return { w: input("c", [tupleOrbits(on, shape).vanishing.length]) };
}

describe("how long a step is", () => {
  const G: Group = directProduct(cyclic(2), cyclic(3));
  const rho = { w: [G.natural] };
  const theta = { w: input("θ", [5]) };
  const cotangent = (kind: (typeof steps)[number]) => {
    const tied = tying(rho, theta, kind);
    const [, pull] = vjp((c: { w: typeof theta.w }) => tied.expand(c).w, { w: tensor([0, 0]) });
    return pull(tensor([1, 3, 10, 20, 60])).w.toArray();
  };

  test("orthonormal: a coordinate takes the mean of its entries' cotangents", () => {
    expect(cotangent("orthonormal")).toEqual([2, 30]);
    const tied = tying(rho, theta);
    const [, pull] = vjp((c: { w: typeof theta.w }) => tied.expand(c).w, { w: tensor([0, 0]) });
    expect(pull(tensor([1, 3, 10, 20, 60])).w.toArray()).toEqual([2, 30]); // the default
  });

  test("plain: the sum, |orbit| times as much", () => {
    expect(cotangent("plain")).toEqual([4, 90]);
  });

  test("a step on θ is the projected one only with orthonormal steps: R(−∇) against the sum", () => {
    const { w: u } = { w: input("u", [5]) };
    const moved = (kind: (typeof steps)[number]) => {
      const tied = tying(rho, theta, kind);
      const [, pull] = vjp((c: { w: typeof theta.w }) => tied.expand(c).w, tied.project(theta));
      return tied.expand(pull(u)).w;
    };
    expectSame(moved("orthonormal"), reynoldsOfParameters(rho, { w: u }).w);
    const sizes = tensor([2, 2, 3, 3, 3]);
    expectSame(moved("plain"), reynoldsOfParameters(rho, { w: u }).w.mul(sizes));
  });
});

describe("signs", () => {
  test("an orbit that its signs make vanish stays 0 and sends nothing back", () => {
    const on = planeD4();
    const tied = tying({ w: [on] }, { w: tensor([0, 0]) });
    expect(tied.expand({ w: tensor([5]) }).w.toArray()).toEqual([0, 0]);
    const [, pull] = vjp((c: { w: typeof x }) => tied.expand(c).w, { w: tensor([5]) });
    const x = tensor([3, 4]);
    expect(pull(x).w.toArray()).toEqual([0]);
    expect(tied.project({ w: x }).w.toArray()).toEqual([0]);
  });

  test("an entry is ± the coordinate of its orbit", () => {
    const S3 = symmetric(3);
    const tied = tying(
      { w: [signRepresentation(S3), signRepresentation(S3)] },
      { w: tensor([[1]]) },
    );
    expect(tied.expand({ w: tensor([5]) }).w.toArray()).toEqual([[5]]);
    const D4 = planeD4();
    const layer = tying({ w: [D4, D4.group.natural] }, { w: input("w", [2, 4]) });
    expect(layer.expand({ w: tensor([7, 9]) }).w.toArray()).toEqual([
      [7, 0, -7, 0],
      [0, 7, 0, -7],
    ]);
  });

  test("matrices cannot be tied entry by entry", () => {
    expect(() => tying({ w: [latticeD3()] }, { w: tensor([1, 2]) })).toThrow(
      'tupleOrbits: expected a permutation or signed representation, got "lattice", by matrices',
    );
  });
});
