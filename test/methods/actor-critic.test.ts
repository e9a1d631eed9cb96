/** χ in the critic, or in the actor: −Ψᵀ w Q⁺, with Q⁺ the critic that each of them reads. */
import { describe, test } from "vitest";
import { grad, input, type Tensor } from "../../src/autodiff/index.ts";
import { chiInTheActor, chiInTheCritic } from "../../src/methods/actor-critic.ts";
import { policyGradient } from "../../src/methods/policy-gradient.ts";
import { tdLoss } from "../../src/methods/q-learning.ts";
import { denseChi } from "../../src/symmetry/chi.ts";
import { expectDifferent, expectSame } from "../claims/exact.ts";

const n = 3;
const logits = input("θ", [1, n]);
const [visits, q, y, d] = ["w", "q", "y", "d"].map((name) => input(name, [n])) as [
  Tensor,
  Tensor,
  Tensor,
  Tensor,
];
const [X, eta] = [input("χ", [n, n]), input("η", [])];
const criticLoss = (table: Tensor) => tdLoss(table, y, d);
const g = q.sub(y).mul(d);
const transposed = (v: Tensor) => X.transpose().matmul(v.expandDims(1)).squeeze(1);
const logPi = (theta: Tensor) => theta.logSoftmax().flatten();
const actor = (method: typeof chiInTheActor) =>
  grad((theta: Tensor) => method({ logPi: logPi(theta), visits, q, criticLoss, eta }, denseChi(X)))(
    logits,
  );
const reading = (critic: Tensor) =>
  grad((theta: Tensor) => policyGradient(logPi(theta), critic, visits))(logits);

describe("the actor reads", () => {
  test("chiInTheCritic: Q − η χᵀ g", () => {
    expectSame(actor(chiInTheCritic), reading(q.sub(transposed(g).mul(eta))));
  });

  test("chiInTheActor: χᵀ (Q − η g)", () => {
    expectSame(actor(chiInTheActor), reading(transposed(q.sub(g.mul(eta)))));
  });

  test("which differ by (I − χᵀ) Q, for any χ", () => {
    expectDifferent(actor(chiInTheCritic), actor(chiInTheActor));
    const gap = actor(chiInTheCritic).sub(actor(chiInTheActor));
    expectSame(gap, reading(q.sub(transposed(q))));
  });
});
