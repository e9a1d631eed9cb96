/** Gradient coupling: (∂f/∂θ)ᵀ χᵀ ∂ℓ/∂f over a batch, and in the anchor form. */
import { describe, test } from "vitest";
import { grad, input } from "../../src/autodiff/index.ts";
import { anchorCoupling, gradientCoupling } from "../../src/methods/gradient-coupling.ts";
import { squaredLoss } from "../../src/methods/losses.ts";
import { denseChi } from "../../src/symmetry/chi.ts";
import { expectDifferent, expectSame } from "../claims/exact.ts";
import { backwards, G, linear, mean, meanSquare, moved, residual, w, x, y } from "./linear.ts";

describe("gradientCoupling", () => {
  const matrix = input("χ", [2, 2]);
  const objective = gradientCoupling(linear, squaredLoss, denseChi(matrix));

  test("has the plain loss as its value, and sends χᵀ of the residuals", () => {
    expectSame(objective(w, x, y), meanSquare(x.matmul(w)));
    const gradient = grad(objective)(w, x, y);
    expectSame(gradient, backwards(x, matrix.transpose().matmul(residual())));
    expectDifferent(gradient, backwards(x, matrix.matmul(residual())));
  });
});

describe("anchorCoupling", () => {
  const objective = anchorCoupling(linear, squaredLoss, G);
  const gradient = grad(objective)(w, x, y);

  test("has the loss of the anchor as its value, and sends the anchor's residual to all of its orbit", () => {
    expectSame(objective(w, x, y), meanSquare(x.matmul(w)));
    expectSame(
      gradient,
      mean((g) => backwards(moved(g), residual())),
    );
  });

  test("not the residual at g·x: that is data augmentation", () => {
    expectDifferent(
      gradient,
      mean((g) => backwards(moved(g), residual(moved(g)))),
    );
  });
});
