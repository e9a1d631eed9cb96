/** Output coupling: the anchor's loss and a pull of the orbit to the anchor's output, which is held fixed. */
import { describe, expect, test } from "vitest";
import { grad, input, type Tensor } from "../../src/autodiff/index.ts";
import { squaredLoss } from "../../src/methods/losses.ts";
import {
  couplingTerm,
  klCoupling,
  normCoupling,
  outputCoupling,
  pseudoLabelCoupling,
  squaredCoupling,
} from "../../src/methods/output-coupling.ts";
import { expectDifferent, expectSame, inRationals } from "../claims/exact.ts";
import { backwards, G, linear, mean, meanSquare, moved, residual, w, x, y } from "./linear.ts";

const pull = mean((g) => backwards(moved(g), moved(g).sub(x).matmul(w).mul(2)));

describe("couplingTerm", () => {
  const term = couplingTerm(linear, G, squaredCoupling);

  test("is 𝔼_g |f(x) − f(g·x)|²", () => {
    expectSame(
      term(w, x),
      mean((g) => meanSquare(moved(g).matmul(w), x.matmul(w))),
    );
  });

  test("its gradient flows through f(g·x) only: the anchor is held fixed", () => {
    const gradient = grad(term)(w, x);
    expectSame(gradient, pull);
    const both = mean((g) => {
      const apart = moved(g).sub(x);
      return backwards(apart, apart.matmul(w).mul(2));
    });
    expectDifferent(gradient, both);
  });
});

describe("outputCoupling", () => {
  test("is ℓ(f(x), y) + λ times the coupling term, λ = 1 when left out", () => {
    const lambda = input("λ", []);
    const plain = backwards(x, residual());
    const objective = outputCoupling(linear, squaredLoss, G, squaredCoupling, lambda);
    expectSame(grad(objective)(w, x, y), plain.add(pull.mul(lambda)));
    const one = outputCoupling(linear, squaredLoss, G, squaredCoupling);
    expectSame(grad(one)(w, x, y), plain.add(pull));
  });
});

describe("couplings", () => {
  const [a, b] = [input("a", [2, 3]), input("b", [2, 3])];

  test("squaredCoupling is 𝔼ᵢ |a − f′|², by hand", () => {
    const rows = input("a", [1, 2]);
    const others = input("b", [1, 2]);
    const values = { a: ["1", "2"], b: ["4", "6"] };
    expect(inRationals(squaredCoupling(rows, others), values)).toEqual([["25"]]);
    expectSame(squaredCoupling(a, b), squaredCoupling(b, a));
  });

  test("normCoupling is 𝔼ᵢ |a − f′|: its slope has length 1 however near f′ is", () => {
    const slope = grad((v: Tensor) => normCoupling(a, v))(b);
    const distance = a.sub(b).square().sum(1, { keepDims: true }).sqrt();
    expectSame(slope, b.sub(a).div(distance).div(2));
  });

  test("klCoupling is 𝔼ᵢ Σ p (log p − log p′), with slope p′ − p at the logits, a held fixed", () => {
    const slope = grad((v: Tensor) => klCoupling(a, v))(b);
    // Σ p = 1 in every row, so p′ Σ p − p is p′ − p
    expectSame(slope, b.softmax().sub(a.softmax()).div(2));
    expectDifferent(klCoupling(a, b), klCoupling(b, a));
  });

  test("klCoupling of equal outputs is 0", () => {
    expectSame(klCoupling(a, a), a.sum().mul(0));
  });
});

test("pseudoLabelCoupling is KL plus the entropy of the anchor: the same gradient, another value", () => {
  const [a, z] = [input("a", [2, 3]), input("z", [2, 3])];
  const slope = (coupling: typeof klCoupling) => grad((output: Tensor) => coupling(a, output))(z);
  expectSame(slope(pseudoLabelCoupling), slope(klCoupling));
  const entropy = a.softmax().mul(a.logSoftmax()).sum(1).mean().neg();
  expectSame(pseudoLabelCoupling(a, z), klCoupling(a, z).add(entropy));
  expectDifferent(pseudoLabelCoupling(a, z), klCoupling(a, z));
});
