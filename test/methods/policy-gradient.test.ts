/** Policy gradients: the loss graphs' gradients are −Ψᵀ(…), Ψ the scores, written out for a softmax policy. */
import { describe, expect, test } from "vitest";
import { concat, grad, input, type Tensor } from "../../src/autodiff/index.ts";
import {
  coupledPolicyGradient,
  literalPolicyGradient,
  policyGradient,
  smoothedPolicyGradient,
} from "../../src/methods/policy-gradient.ts";
import { denseChi } from "../../src/symmetry/chi.ts";
import { expectDifferent, expectSame, inRationals } from "../claims/exact.ts";

const [states, actions] = [2, 3];
const n = states * actions;
const logits = input("θ", [states, actions]);
const [w, R, X] = [input("w", [n]), input("R", [n]), input("χ", [n, n])];
const chi = denseChi(X);
const logPi = (theta: Tensor) => theta.logSoftmax().flatten();
const times = (m: Tensor, v: Tensor) => m.matmul(v.expandDims(1)).squeeze(1);

/** Ψᵀ r = r − π Σₐ r, state by state: ∂ log π(a|s)/∂θ(s, b) = [a = b] − π(b|s). */
function scores(r: Tensor): Tensor {
  const table = r.reshape([states, actions]);
  return table.sub(logits.softmax().mul(table.sum(1, { keepDims: true })));
}

const gradient = (loss: (theta: Tensor) => Tensor) => grad(loss)(logits);

describe("policyGradient", () => {
  test("has the gradient −Ψᵀ(w R)", () => {
    expectSame(
      gradient((theta) => policyGradient(logPi(theta), R, w)),
      scores(w.mul(R)).neg(),
    );
  });

  test("holds returns and visits fixed, even where they depend on θ", () => {
    const own = gradient((theta) => policyGradient(logPi(theta), logPi(theta).mul(R), w));
    expectSame(own, scores(w.mul(logPi(logits).mul(R))).neg());
  });

  test("has the value −⟨w R, log π⟩, by hand", () => {
    const p = input("p", [2]);
    const values = { p: ["2", "3"], r: ["5", "1"], v: ["1/2", "1"] };
    const loss = policyGradient(p, input("r", [2]), input("v", [2]));
    expect(inRationals(loss, values)).toEqual([["-8"]]);
  });
});

test("coupledPolicyGradient has the value of the plain one, and the gradient −Ψᵀ χᵀ w R", () => {
  const loss = (theta: Tensor) => coupledPolicyGradient(logPi(theta), R, w, chi);
  expectSame(loss(logits), policyGradient(logPi(logits), R, w));
  expectSame(gradient(loss), scores(times(X.transpose(), w.mul(R))).neg());
  expectDifferent(gradient(loss), scores(times(X, w.mul(R))).neg());
});

test("smoothedPolicyGradient has the gradient −Ψᵀ w (χ R)", () => {
  const loss = (theta: Tensor) => smoothedPolicyGradient(logPi(theta), R, w, chi);
  expectSame(gradient(loss), scores(w.mul(times(X, R))).neg());
});

test("literalPolicyGradient is −Σ_s R(s) Σₐ ∇ log π(a|s) = −R (1 − |A| π)", () => {
  const perState = input("r", [states]);
  const literal = gradient((theta) => literalPolicyGradient(theta.logSoftmax(), perState));
  const towards = logits.softmax().mul(actions).neg().add(1);
  expectSame(literal, towards.mul(perState.expandDims(1)).neg());
  const doubled = concat([perState, perState, perState]).reshape([3, 2]).transpose().flatten();
  expectSame(literal, scores(doubled).neg());
});
