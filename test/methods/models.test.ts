/** The perceptron is its formula, by hand. */
import { describe, expect, test } from "vitest";
import { tensor } from "../../src/autodiff/index.ts";
import { mlp, mlpAction } from "../../src/methods/models.ts";
import { cyclic } from "../../src/symmetry/groups.ts";
import { regular } from "../../src/symmetry/representations.ts";

const theta = {
  w1: tensor([
    [1, 0],
    [0, 2],
  ]),
  b1: tensor([0, -1]),
  w2: tensor([[3], [5]]),
  b2: tensor([7]),
};

describe("mlp", () => {
  test("is φ(x W₁ + b₁) W₂ + b₂", () => {
    const f = mlp((z) => z.square());
    expect(f(tensor([[2, 1]]), theta).toArray()).toEqual([[3 * 4 + 5 * 1 + 7]]);
  });

  test("is tanh unless told otherwise", () => {
    const expected = 3 * Math.tanh(2) + 5 * Math.tanh(1) + 7;
    expect(mlp()(tensor([[2, 1]]), theta).item()).toBeCloseTo(expected, 5);
  });
});

test("mlpAction moves W₁ on both axes, b₁ and the rows of W₂, and leaves b₂", () => {
  const G = cyclic(2);
  const hidden = regular(G);
  expect(mlpAction(G.natural, hidden)).toEqual({
    w1: [G.natural, hidden],
    b1: [hidden],
    w2: [hidden, null],
    b2: [null],
  });
});
