/** Where agreement at random points is not enough: each of these was PROVED once, and is false. */
import { describe, expect, test } from "vitest";
import { grad, input, stack, type Tensor } from "../../src/autodiff/index.ts";
import { cautionsOf } from "../../src/claims/cautions.ts";
import { prove } from "../../src/claims/prove.ts";
import { sidesOf } from "../../src/claims/sides.ts";
import { verdictOf, witnessOf } from "./exact.ts";

const [x, y] = [input("x", []), input("y", [])];
const [one, zero] = [x.like(1), x.like(0)];
const of = (tensor: Tensor) => cautionsOf(sidesOf("test", tensor, tensor));
const none = { chooses: false, compares: false, gates: false };

describe("cautionsOf", () => {
  test.each<[string, Tensor, Partial<typeof none>]>([
    ["sums and functions", x.add(y).tanh().mul(x.phi()), {}],
    ["a gate, |x| and sign of inputs", x.relu().add(y.abs()).add(x.sub(y).sign()), {}],
    ["a comparison of inputs", x.equal(y), {}],
    ["max", stack([x, y]).max(), { chooses: true }],
    ["a comparison of values of functions", x.exp().equal(y), { compares: true }],
    ["a comparison of relu", x.relu().equal(x), { compares: true }],
    ["a gate that reads a gate", x.relu().relu(), { gates: true }],
    ["|·| of a function", x.tanh().abs(), { gates: true }],
    ["a gate that reads max of inputs", stack([x, y]).max().relu(), { chooses: true }],
  ])("%s", (_, tensor, expected) => expect(of(tensor)).toEqual({ ...none, ...expected }));
});

describe("a test for equality", () => {
  test("of relu x and x is not 0, though no residue is relu of itself", () => {
    const { inputs } = witnessOf(x.relu().equal(x), zero);
    expect(Number(inputs["x"])).toBeGreaterThan(0);
  });

  test("of log eˣ and x is not 0, though no residue says so: UNKNOWN", () => {
    expect(prove(x.exp().log().equal(x), zero, { tier: 1 })).toEqual({
      verdict: "UNKNOWN",
      reason:
        "they test values of functions for equality, and real numbers may be equal where residues are not",
    });
  });

  test("in the gradient of max shares ties: over values of functions it needs their laws", () => {
    const f = (a: Tensor) => stack([a, a.relu()]).max();
    expect(prove(grad(f)(x), grad(f)(x).mul(2).div(2), { tier: 1 }).verdict).toBe("UNKNOWN");
    const g = (a: Tensor) => stack([a, y]).max();
    expect(verdictOf(grad(g)(x), grad(g)(x).mul(2).div(2))).toBe("PROVED");
  });
});

describe("a gate that reads values of functions", () => {
  const either = (c: Tensor) => c.gate(one, zero).add(c.neg().gate(one, zero));

  test("[c > 0] + [−c > 0] = 1 holds for an input, but for c = 0", () => {
    expect(verdictOf(either(x), one)).toBe("PROVED");
  });

  test("is not proved for c = relu x, which is 0 for every x < 0", () => {
    expect(prove(either(x.relu()), one, { tier: 1 })).toEqual({
      verdict: "UNKNOWN",
      reason:
        "they agree only if no gate reads 0, but one reads values of functions, which may be 0 everywhere",
    });
  });

  test("relu of relu is not hindered where that law is not needed", () => {
    const net = (a: Tensor) => a.mul(y).relu().add(1).relu();
    expect(verdictOf(grad(net)(x), grad((a: Tensor) => net(a).mul(3).div(3))(x))).toBe("PROVED");
    expect(verdictOf(x.tanh().neg().abs(), x.tanh().abs())).toBe("PROVED");
  });
});
