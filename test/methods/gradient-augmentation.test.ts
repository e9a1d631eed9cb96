/** Gradient augmentation: 𝔼_g ρ(g)⁻ᵀ ∇ℓ(f(x, θ), y), at any θ; the value is the plain loss. */
import { expect, test } from "vitest";
import { flops, grad, input, type Tensor } from "../../src/autodiff/index.ts";
import { dataAugmentation } from "../../src/methods/data-augmentation.ts";
import { gradientAugmentation } from "../../src/methods/gradient-augmentation.ts";
import { squaredLoss } from "../../src/methods/losses.ts";
import { type Mlp, mlp, mlpAction } from "../../src/methods/models.ts";
import { act } from "../../src/symmetry/act.ts";
import { contragredient } from "../../src/symmetry/combine.ts";
import { matrixRepresentation } from "../../src/symmetry/generated.ts";
import { cyclic } from "../../src/symmetry/groups.ts";
import { type Axes, orbitMean } from "../../src/symmetry/mean.ts";
import { regular } from "../../src/symmetry/representations.ts";
import { expectDifferent, expectSame } from "../claims/exact.ts";
import { backwards, G, linear, mean, meanSquare, moved, residual, w, x, y } from "./linear.ts";

const f = (rows: Tensor, theta: { w: Tensor }) => linear(rows, theta.w);

test("gradientAugmentation has the plain loss as its value, and 𝔼_g P_g ∇ as its gradient", () => {
  const objective = gradientAugmentation(f, squaredLoss, { w: [G.natural, null] });
  expectSame(objective({ w }, x, y), meanSquare(x.matmul(w)));
  const plain = backwards(x, residual()).transpose();
  expectSame(grad(objective)({ w }, x, y).w, mean((g) => moved(g, plain)).transpose());
});

test("by matrices a gradient moves by ρ⁻ᵀ, not by ρ", () => {
  const C2 = cyclic(2);
  const on = matrixRepresentation(C2, [
    [
      [1, 1],
      [0, -1],
    ],
  ]);
  const [theta, rows, label] = [input("w", [2, 1]), input("x", [1, 2]), input("y", [1, 1])];
  const gradient = (rho: Axes) =>
    grad(gradientAugmentation(f, squaredLoss, { w: rho }))({ w: theta }, rows, label).w;
  const plain = grad((p: Tensor) => squaredLoss(rows.matmul(p), label))(theta);
  const averaged = (rep: typeof on) => orbitMean(C2, (g) => act(g, plain, { on: rep, axis: 0 }));
  expectSame(gradient([on, null]), averaged(contragredient(on)));
  expectDifferent(gradient([on, null]), averaged(on));
});

test("costs about 1/|G| of data augmentation, counted from the graphs", () => {
  const C6 = cyclic(6);
  const hidden = regular(C6);
  const theta: Mlp = {
    w1: input("w1", [6, 6]),
    b1: input("b1", [6]),
    w2: input("w2", [6, 2]),
    b2: input("b2", [2]),
  };
  const [rows, labels] = [input("x", [32, 6]), input("y", [32, 2])];
  const model = mlp();
  const cost = (gradient: Mlp) => flops(Object.values(gradient));
  const once = cost(
    grad(gradientAugmentation(model, squaredLoss, mlpAction(C6.natural, hidden)))(
      theta,
      rows,
      labels,
    ),
  );
  const full = cost(grad(dataAugmentation(model, squaredLoss, C6))(theta, rows, labels));
  expect(full / once).toBeGreaterThan(5);
  expect(full / once).toBeLessThan(7);
});
