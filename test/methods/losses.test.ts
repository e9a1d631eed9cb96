/** Losses: scalars, means over the batch, with the slopes that the notes' formulas use. */
import { describe, expect, test } from "vitest";
import { grad, input, type Tensor, tensor } from "../../src/autodiff/index.ts";
import { absoluteLoss, crossEntropy, plain, squaredLoss } from "../../src/methods/losses.ts";
import { expectSame } from "../claims/exact.ts";
import { backwards, linear, meanSquare, residual, w, x, y } from "./linear.ts";

const [f, labels] = [
  tensor([
    [1, 4],
    [0, 2],
  ]),
  tensor([
    [3, 4],
    [1, -1],
  ]),
];

describe("squaredLoss", () => {
  test("is 𝔼ᵢ |fᵢ − yᵢ|², without ½, summed over outputs", () => {
    expect(squaredLoss(f, labels).item()).toBe((4 + 0 + 1 + 9) / 2);
    expect(squaredLoss(f, labels).shape).toEqual([]);
  });

  test("its slope is 2 (f − y) / n", () => {
    const [a, b] = [input("f", [3, 2]), input("y", [3, 2])];
    expectSame(grad((v: Tensor) => squaredLoss(v, b))(a), a.sub(b).mul(2).div(3));
  });
});

describe("absoluteLoss", () => {
  test("is 𝔼ᵢ Σ |f − y|, and its slope is a sign", () => {
    expect(absoluteLoss(f, labels).item()).toBe((2 + 0 + 1 + 3) / 2);
    const slope = grad((v: Tensor) => absoluteLoss(v, labels))(f).toArray();
    expect(slope).toEqual([
      [-0.5, 0],
      [-0.5, 0.5],
    ]);
  });
});

describe("crossEntropy", () => {
  test("is −𝔼ᵢ log softmax fᵢ at the label, for one-hot labels", () => {
    const oneHot = tensor([
      [0, 1],
      [1, 0],
    ]);
    const logP = [4 - Math.log(Math.exp(1) + Math.exp(4)), -Math.log(1 + Math.exp(2))];
    expect(crossEntropy(f, oneHot).item()).toBeCloseTo(-(logP[0]! + logP[1]!) / 2, 6);
  });

  test("its slope is (softmax f · Σ y − y) / n: softmax f − y where labels sum to 1", () => {
    const [a, b] = [input("f", [2, 3]), input("y", [2, 3])];
    const slope = grad((v: Tensor) => crossEntropy(v, b))(a);
    const written = a
      .softmax()
      .mul(b.sum(1, { keepDims: true }))
      .sub(b)
      .div(2);
    expectSame(slope, written);
  });
});

test("plain is ℓ(f(x, θ), y), whose gradient is (∂f/∂θ)ᵀ ∂ℓ/∂f", () => {
  const loss = plain(linear, squaredLoss);
  expectSame(loss(w, x, y), meanSquare(x.matmul(w)));
  expectSame(grad(loss)(w, x, y), backwards(x, residual()));
});
