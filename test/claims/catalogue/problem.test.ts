/** Hypotheses hold where they are assumed, and are not true by themselves. */
import { describe, expect, test } from "vitest";
import { grad, type Tensor } from "../../../src/autodiff/index.ts";
import {
  type Hypothesis,
  hypotheses,
  type ModelName,
} from "../../../src/claims/catalogue/index.ts";
import { type Problem, problem } from "../../../src/claims/catalogue/problem.ts";
import { prove } from "../../../src/claims/index.ts";
import {
  act,
  cyclic,
  dihedral,
  type Group,
  reynoldsOfParameters,
} from "../../../src/symmetry/index.ts";

const G = cyclic(3);
const made = (given: readonly Hypothesis[], model: ModelName = "phi", on: Group = G): Problem =>
  problem({ loss: "squared", model, given, G: on });

/** What each hypothesis says, as two sides. */
const says: Readonly<Record<Hypothesis, (of: Problem) => readonly [unknown, unknown]>> = {
  "fixed θ": ({ theta, rho }) => [theta, reynoldsOfParameters(rho, theta)],
  "closed batch": ({ x, y, theta, f }) => {
    const sum = (rows: Tensor) => f(rows, theta).sub(y).phi().sum();
    return [sum(x), sum(act(G.generators[0]!, x))];
  },
  "constant residual": ({ x, theta, f }) => [f(x, theta), f(act(G.generators[0]!, x), theta)],
  "constant Jacobian": ({ x, theta, f }) => {
    const slope = (rows: Tensor) => grad((p: typeof theta) => f(rows, p).sum())(theta);
    return [slope(x), slope(act(G.generators[0]!, x))];
  },
  fits: ({ x, y, theta, f }) => [f(x, theta), y],
};

describe("a hypothesis holds where it is assumed, and only there", () => {
  test.each(Object.keys(hypotheses) as Hypothesis[])("%s", (name) => {
    const verdict = (given: readonly Hypothesis[]) => {
      const [left, right] = says[name](made(given)) as [Tensor, Tensor];
      return prove(left, right, { shrink: false }).verdict;
    };
    expect(verdict([name])).toBe("PROVED");
    expect(verdict([])).not.toBe("PROVED");
  });
});

test("a closed batch that fits has constant outputs on orbits, as its labels are shared", () => {
  const { x, y, theta, f } = made(["closed batch", "fits"]);
  expect(prove(f(x, theta), y).verdict).toBe("PROVED");
  expect(prove(y.slice([0, 2]), y.slice([1, 3])).verdict).toBe("PROVED");
});

test("a tied model is invariant, a tanh and a relu perceptron are not", () => {
  const D = dihedral(3);
  for (const [model, verdict] of [
    ["tied", "PROVED"],
    ["tanh", "REFUTED"],
    ["relu", "REFUTED"],
  ] as const) {
    const { x, theta, f } = made([], model, D);
    const moved = D.generators.map((g) => f(act(g, x), theta));
    const still = moved.map(() => f(x, theta));
    expect(prove(moved, still, { shrink: false }).verdict).toBe(verdict);
  }
});
