/** Function averaging: the loss of the mean, not the mean of the loss. */
import { expect, test } from "vitest";
import { grad } from "../../src/autodiff/index.ts";
import { averaged, functionAveraging } from "../../src/methods/function-averaging.ts";
import { squaredLoss } from "../../src/methods/losses.ts";
import { act } from "../../src/symmetry/act.ts";
import { expectDifferent, expectSame } from "../claims/exact.ts";
import { backwards, G, linear, mean, meanSquare, moved, w, x, y } from "./linear.ts";

const output = mean((g) => moved(g).matmul(w));

test("averaged is 𝔼_g f(g·x, θ), and invariant", () => {
  const f = averaged(linear, G);
  expectSame(f(x, w), output);
  for (const g of G.generators) expectSame(f(act(g, x), w), f(x, w));
  expect(f(x, w).shape).toEqual([2, 2]);
});

test("functionAveraging is ℓ(𝔼_g f(g·x), y): every branch takes the residual of the mean", () => {
  const objective = functionAveraging(linear, squaredLoss, G);
  expectSame(objective(w, x, y), meanSquare(output));
  const shared = output.sub(y).mul(2);
  expectSame(
    grad(objective)(w, x, y),
    mean((g) => backwards(moved(g), shared)),
  );
});

test("the mean of the loss is another method", () => {
  const objective = functionAveraging(linear, squaredLoss, G);
  expectDifferent(
    objective(w, x, y),
    mean((g) => meanSquare(moved(g).matmul(w))),
  );
});
