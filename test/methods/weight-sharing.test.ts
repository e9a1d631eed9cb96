/** Weight sharing: (1/K) Σⱼ ℓ(g(x[j], θ), y), for branches that need not be an orbit. */
import { expect, test } from "vitest";
import { grad, input } from "../../src/autodiff/index.ts";
import { squaredLoss } from "../../src/methods/losses.ts";
import { orbitBranches, weightSharing } from "../../src/methods/weight-sharing.ts";
import { expectDifferent, expectSame } from "../claims/exact.ts";
import { backwards, G, linear, meanSquare, moved, residual, w, x, y } from "./linear.ts";

const other = input("x′", [2, 3]);
const third = input("x″", [2, 3]);
const branches = [x, other, third];
const objective = weightSharing(linear, squaredLoss);

test("weightSharing has the value (1/K) Σⱼ ℓ(f(x[j]), y)", () => {
  const losses = branches.map((rows) => meanSquare(rows.matmul(w)));
  expectSame(objective(w, branches, y), losses[2]!.add(losses[0]!).add(losses[1]!).div(3));
});

test("its gradient is the mean of K branches, each with its own residual", () => {
  const parts = branches.map((rows) => backwards(rows, residual(rows)));
  const sum = parts.reduce((a, b) => a.add(b));
  expectSame(grad(objective)(w, branches, y), sum.div(3));
  expectDifferent(grad(objective)(w, branches, y), sum);
});

test("orbitBranches is g·x for each g, in the group's order", () => {
  const orbit = orbitBranches(G, x);
  expect(orbit.length).toBe(6);
  expect(orbit[0]).toBe(x);
  expectSame(
    orbit,
    G.elements.map((g) => moved(g)),
  );
});
