/** Data augmentation against the notes' formula in matrices; one draw of it against the mean over all draws. */
import { describe, expect, test } from "vitest";
import { grad, input, type Tensor, tensor } from "../../src/autodiff/index.ts";
import {
  dataAugmentation,
  sampledAugmentation,
  weightedAugmentation,
} from "../../src/methods/data-augmentation.ts";
import { squaredLoss } from "../../src/methods/losses.ts";
import { averagingProjector } from "../../src/symmetry/chi.ts";
import { type Element, inverse } from "../../src/symmetry/group.ts";
import { cyclic } from "../../src/symmetry/groups.ts";
import { trivialRepresentation } from "../../src/symmetry/representations.ts";
import { expectDifferent, expectSame } from "../claims/exact.ts";
import { backwards, G, linear, mean, meanSquare, moved, residual, w, x, y } from "./linear.ts";

const phiLoss = (f: Tensor, label: Tensor): Tensor => f.sub(label).phi().sum(1).mean();

describe("dataAugmentation", () => {
  const objective = dataAugmentation(linear, squaredLoss, G);

  test("has the value 𝔼_g ℓ(f(g·x), y)", () => {
    expectSame(
      objective(w, x, y),
      mean((g) => meanSquare(moved(g).matmul(w))),
    );
  });

  test("has the gradient 𝔼_g J(g·x)ᵀ ∂ℓ/∂f(g·x)", () => {
    expectSame(
      grad(objective)(w, x, y),
      mean((g) => backwards(moved(g), residual(moved(g)))),
    );
  });

  test("is by hand, on C2, x = (1, 3), w = (1, 0), y = 0: (1² + 3²)/2 and (1, 3) + 3 (3, 1)", () => {
    const C2 = cyclic(2);
    const [a, b, c] = [input("a", [1, 2]), input("b", [2, 1]), input("c", [1, 1])];
    const hand = a.slice([0, 1], [0, 1]);
    const other = a.slice([0, 1], [1, 2]);
    const [u, v] = [b.slice([0, 1]), b.slice([1, 2])];
    const first = hand.mul(u).add(other.mul(v)).sub(c).square();
    const second = other.mul(u).add(hand.mul(v)).sub(c).square();
    const written = first.add(second).div(2).sum();
    expectSame(dataAugmentation(linear, squaredLoss, C2)(b, a, c), written);
  });
});

describe("sampledAugmentation", () => {
  /** Every way to draw one element a sample. */
  const draws: Element[][] = G.elements.flatMap((g) => G.elements.map((h) => [g, h]));

  test("is data augmentation in expectation: the mean over all draws, value and gradient, any loss", () => {
    const objectives = draws.map((gs) => sampledAugmentation(linear, phiLoss, gs));
    const value = objectives.map((each) => each(w, x, y)).reduce((a, b) => a.add(b));
    const gradient = objectives.map((each) => grad(each)(w, x, y)).reduce((a, b) => a.add(b));
    const full = dataAugmentation(linear, phiLoss, G);
    expectSame(value.div(36), full(w, x, y));
    expectSame(gradient.div(36), grad(full)(w, x, y));
    expectDifferent(gradient.sub(grad(objectives[1]!)(w, x, y)).div(35), grad(full)(w, x, y));
  });

  test("with one element for all samples it is one term of the mean", () => {
    const [g] = G.generators;
    const objective = sampledAugmentation(linear, squaredLoss, [g!, g!]);
    expectSame(objective(w, x, y), meanSquare(moved(g!).matmul(w)));
  });

  test("refuses another number of elements", () => {
    const objective = sampledAugmentation(linear, squaredLoss, [G.identity]);
    expect(() => objective(w, x, y)).toThrow(
      "actEach: expected one element a row of [1, d], got shape [2, 3]",
    );
  });
});

test("augmentation and a projected input differ: the loss is outside of the mean", () => {
  const objective = dataAugmentation(linear, squaredLoss, G);
  const projected = averagingProjector(G).apply(x, 1);
  expectDifferent(objective(w, x, y), meanSquare(projected.matmul(w)));
});

describe("weightedAugmentation", () => {
  const q = input("q", [6]);
  const weigh = (g: Element): Tensor => q.slice([g.index, g.index + 1]).squeeze(0);
  const value = weightedAugmentation(linear, squaredLoss, G, q)(w, x, y);

  test("is Σ_g q(g) ℓ(f(g·x), y), each g with a weight of its own", () => {
    const total = (weight: (g: Element) => Tensor): Tensor =>
      mean((g) => meanSquare(moved(g).matmul(w)).mul(weight(g))).mul(6);
    expectSame(value, total(weigh));
    expectDifferent(
      value,
      total((g) => weigh(inverse(g))),
    );
  });

  test("is data augmentation if q is uniform", () => {
    const uniform = tensor([1, 1, 1, 1, 1, 1]).div(6);
    expectSame(
      weightedAugmentation(linear, squaredLoss, G, uniform)(w, x, y),
      dataAugmentation(linear, squaredLoss, G)(w, x, y),
    );
  });
});

test("by another representation, g moves the inputs so", () => {
  const still = trivialRepresentation(G, 3);
  expectSame(dataAugmentation(linear, squaredLoss, G, still)(w, x, y), meanSquare(x.matmul(w)));
});
