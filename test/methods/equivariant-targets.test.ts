/** Targets that move with their samples, against formulas in matrices, y three numbers that G permutes. */
import { expect, test } from "vitest";
import { grad, input, type Tensor } from "../../src/autodiff/index.ts";
import { dataAugmentation } from "../../src/methods/data-augmentation.ts";
import {
  equivariantAugmentation,
  equivariantAveraged,
  equivariantCoupling,
  equivariantPull,
} from "../../src/methods/equivariant-targets.ts";
import { averaged } from "../../src/methods/function-averaging.ts";
import { anchorCoupling } from "../../src/methods/gradient-coupling.ts";
import { squaredLoss } from "../../src/methods/losses.ts";
import { couplingTerm, squaredCoupling } from "../../src/methods/output-coupling.ts";
import { type Element, inverse } from "../../src/symmetry/group.ts";
import { trivialRepresentation } from "../../src/symmetry/representations.ts";
import { expectDifferent, expectSame, inRationals } from "../claims/exact.ts";
import { backwards, G, linear, mean, meanSquare, moved, x } from "./linear.ts";

const [w, y] = [input("w", [3, 3]), input("y", [2, 3])];
const still = trivialRepresentation(G, 3);

test("equivariantAugmentation is 𝔼_g ℓ(f(g·x), g·y), label and sample moved by the same g", () => {
  const formula = (label: (g: Element) => Tensor) =>
    mean((g) => meanSquare(moved(g).matmul(w), label(g)));
  const value = equivariantAugmentation(linear, squaredLoss, G, G.natural)(w, x, y);
  expectSame(
    value,
    formula((g) => moved(g, y)),
  );
  expectDifferent(
    value,
    formula((g) => moved(inverse(g), y)),
  );
});

test("equivariantCoupling sends g·∂ℓ/∂f(x) to g·x, and has the value ℓ(f(x), y)", () => {
  const objective = equivariantCoupling(linear, squaredLoss, G, G.natural);
  const residual = x.matmul(w).sub(y).mul(2);
  expectSame(
    grad(objective)(w, x, y),
    mean((g) => backwards(moved(g), moved(g, residual))),
  );
  expectSame(objective(w, x, y), meanSquare(x.matmul(w), y));
});

test("equivariantPull pulls f(g·x) to g·f(x), which is held fixed", () => {
  const pull = equivariantPull(linear, G, squaredCoupling, G.natural);
  const apart = (g: Element) =>
    moved(g)
      .matmul(w)
      .sub(moved(g, x.matmul(w)));
  expectSame(
    pull(w, x),
    mean((g) => meanSquare(apart(g), apart(g).mul(0))),
  );
  expectSame(
    grad(pull)(w, x),
    mean((g) => backwards(moved(g), apart(g).mul(2))),
  );
});

test("equivariantAveraged is 𝔼_g g⁻¹·f(g·x), and it is equivariant", () => {
  const model = equivariantAveraged(linear, G, G.natural);
  expectSame(
    model(x, w),
    mean((g) => moved(inverse(g), moved(g).matmul(w))),
  );
  for (const h of G.generators) expectSame(model(moved(h), w), moved(h, model(x, w)));
});

test("all four are the methods for labels that stay, if nothing moves the outputs", () => {
  expectSame(
    equivariantAugmentation(linear, squaredLoss, G, still)(w, x, y),
    dataAugmentation(linear, squaredLoss, G)(w, x, y),
  );
  expectSame(
    grad(equivariantCoupling(linear, squaredLoss, G, still))(w, x, y),
    grad(anchorCoupling(linear, squaredLoss, G))(w, x, y),
  );
  expectSame(
    grad(equivariantPull(linear, G, squaredCoupling, still))(w, x),
    grad(couplingTerm(linear, G, squaredCoupling))(w, x),
  );
  expectSame(equivariantAveraged(linear, G, still)(x, w), averaged(linear, G)(x, w));
});

test("by hand: f(x) = x and labels that are x have no loss, wherever they move", () => {
  const identity = (rows: Tensor) => rows;
  const objective = equivariantAugmentation(identity, squaredLoss, G, G.natural);
  const rows = [["1", "2", "3"]];
  const one = input("x", [1, 3]);
  expect(inRationals(objective(w, one, one), { x: rows })).toEqual([["0"]]);
});
