/** Weight tying: ℓ(f(x, B c), y), with the gradient Bᵀ∇ or its mean on each orbit. */
import { expect, test } from "vitest";
import { grad, input } from "../../src/autodiff/index.ts";
import { squaredLoss } from "../../src/methods/losses.ts";
import { weightTying } from "../../src/methods/weight-tying.ts";
import { tying } from "../../src/symmetry/tie.ts";
import { expectSame } from "../claims/exact.ts";
import { backwards, G, linear, meanSquare, w, x, y } from "./linear.ts";

// D3 moves the three inputs transitively: w[i, k] = c[k].
const f = (rows: typeof x, theta: { w: typeof w }) => linear(rows, theta.w);
const rho = { w: [G.natural, null] };
const c = { w: input("c", [2]) };
const spread = c.w.expandDims(0).broadcastTo([3, 2]);
const atTied = backwards(x, x.matmul(spread).sub(y).mul(2));

test.each(["plain", "orthonormal"] as const)("weightTying, %s: value and gradient", (steps) => {
  const objective = weightTying(f, squaredLoss, tying(rho, { w }, steps));
  expectSame(objective(c, x, y), meanSquare(x.matmul(spread)));
  const gradient = steps === "plain" ? atTied.sum(0) : atTied.mean(0);
  expectSame(grad(objective)(c, x, y).w, gradient);
});

test("the coordinates have one number an orbit", () => {
  const { w: coordinates } = tying(rho, { w }).project({ w });
  expect(coordinates.shape).toEqual([2]);
  expectSame(coordinates, w.mean(0));
});
