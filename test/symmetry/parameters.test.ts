/** How a group acts on parameters: f(g·x, ρ(g)·θ) = f(x, θ). */
import { describe, expect, test } from "vitest";
import { input, stack, type Tensor, tensor } from "../../src/autodiff/index.ts";
import { type Mlp, mlp, mlpAction } from "../../src/methods/models.ts";
import { act } from "../../src/symmetry/act.ts";
import { contragredient, directSum } from "../../src/symmetry/combine.ts";
import type { Group } from "../../src/symmetry/group.ts";
import { cyclic, dihedral, symmetric } from "../../src/symmetry/groups.ts";
import {
  actOnParameters,
  cotangentAction,
  countParameters,
  mapParameters,
  type ParameterAction,
  reynoldsOfParameters,
} from "../../src/symmetry/parameters.ts";
import type { Representation } from "../../src/symmetry/representation.ts";
import { regular, signRepresentation } from "../../src/symmetry/representations.ts";
import { expectDifferent, expectSame } from "../claims/exact.ts";
import { latticeD3 } from "./laws.ts";

const groups: Group[] = [cyclic(1), cyclic(2), cyclic(4), dihedral(3), symmetric(3)];

/** Free parameters of a perceptron. */
function parameters(d: number, hidden: number): Mlp {
  return {
    w1: input("w1", [d, hidden]),
    b1: input("b1", [hidden]),
    w2: input("w2", [hidden, 2]),
    b2: input("b2", [2]),
  };
}

/** Both sides of f(g·x, ρ(g)·θ) = f(x, θ), for all g at once. */
function invariance(
  activation: (x: Tensor) => Tensor,
  inputs: Representation,
  hidden: Representation,
): [Tensor, Tensor] {
  const f = mlp(activation);
  const theta = parameters(inputs.dimension, hidden.dimension);
  const rho = mlpAction(inputs, hidden);
  const x = input("x", [2, inputs.dimension]);
  const { elements } = inputs.group;
  const moved = (g: Group["identity"]) =>
    f(act(g, x, { on: inputs }), actOnParameters(rho, g, theta));
  return [stack(elements.map(moved)), stack(elements.map(() => f(x, theta)))];
}

describe("f(g·x, ρ(g)·θ) = f(x, θ)", () => {
  test.each(groups)(
    "for a perceptron with any φ, hidden units by the regular representation: %s",
    (G) => {
      expectSame(...invariance((z) => z.phi(), G.natural, regular(G)));
    },
  );

  test.each(groups)("with hidden units that move as the inputs do, and tanh: %s", (G) => {
    expectSame(...invariance((z) => z.tanh(), G.natural, G.natural));
  });

  test("inputs by matrices that are not orthogonal, with W₁ by their contragredient", () => {
    const on = latticeD3();
    expectSame(...invariance((z) => z.phi(), on, regular(on.group)));
  });

  test("hidden units that change sign are right for tanh, which is odd, and wrong for any φ", () => {
    const G = cyclic(2);
    const signed = directSum(signRepresentation(G), signRepresentation(G));
    expectSame(...invariance((z) => z.tanh(), G.natural, signed));
    expectDifferent(...invariance((z) => z.phi(), G.natural, signed));
  });

  test("fails with ρ in place of its contragredient, where they differ", () => {
    const on = latticeD3();
    const [g] = on.group.generators;
    const [x, w] = [input("x", [1, 2]), input("w", [2, 1])];
    const moved = (rho: ParameterAction<{ w: Tensor }>) =>
      act(g!, x, { on }).matmul(actOnParameters(rho, g!, { w }).w);
    expectSame(moved({ w: [contragredient(on), null] }), x.matmul(w));
    expectDifferent(moved({ w: [on, null] }), x.matmul(w));
  });
});

describe("reynoldsOfParameters", () => {
  test("gives parameters that every g fixes: the model is invariant there", () => {
    const G = dihedral(3);
    const rho = mlpAction(G.natural, regular(G));
    const theta = reynoldsOfParameters(rho, parameters(3, 6));
    for (const g of G.generators) expectSame(actOnParameters(rho, g, theta), theta);
    const f = mlp((z) => z.phi());
    const x = input("x", [1, 3]);
    for (const g of G.generators) expectSame(f(act(g, x), theta), f(x, theta));
  });
});

describe("cotangentAction", () => {
  test("is the contragredient on each axis: the same objects for permutations, ρ⁻ᵀ for matrices", () => {
    const { natural } = cyclic(3);
    const moved = cotangentAction({ w: [natural, null], v: [latticeD3()] });
    expect(moved["w"]).toEqual([natural, null]);
    expect(moved["v"]![0]!.name).toBe("lattice*");
  });
});

describe("mapParameters", () => {
  test("keeps the names and the order of the parameters, whatever the order of the action", () => {
    const seen: string[] = [];
    const theta = { b: tensor([1]), a: tensor([2, 3]) };
    const doubled = mapParameters({ a: [null], b: [null] }, theta, (x, on) => {
      seen.push(`${x.shape} ${on.length}`);
      return x.mul(2);
    });
    expect(Object.keys(doubled)).toEqual(["b", "a"]);
    expect(doubled.a.toArray()).toEqual([4, 6]);
    expect(seen).toEqual(["1 1", "2 1"]);
  });

  test("names the parameter that has not one representation an axis", () => {
    const { natural } = cyclic(3);
    const theta = { w: tensor([[1], [2], [3]]) };
    expect(() => actOnParameters({ w: [natural] }, natural.group.identity, theta)).toThrow(
      new RangeError('parameters: expected 2 representations for "w", one an axis, got 1'),
    );
    const nothing = {} as ParameterAction<typeof theta>;
    expect(() => reynoldsOfParameters(nothing, theta)).toThrow(
      'parameters: expected 2 representations for "w", one an axis, got none',
    );
  });
});

test("countParameters counts the numbers of a tree", () => {
  expect(countParameters(parameters(3, 6))).toBe(18 + 6 + 12 + 2);
});
