/**
 * § Policy gradients: which of its lines are gradients, and what χ does to them.
 * State–actions are numbered 0 … n − 1, n = states · |points of G|; G moves the actions, alike in
 * every state.
 *
 * Next: baselines.ts
 */
import { grad } from "../../autodiff/grad.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { stopGradient } from "../../autodiff/with-vjp.ts";
import {
  coupledPolicyGradient,
  literalPolicyGradient,
  policyGradient,
  smoothedPolicyGradient,
} from "../../methods/policy-gradient.ts";
import { denseChi } from "../../symmetry/chi.ts";
import type { Claim, Setting } from "../claim.ts";
import { symmetricPart } from "./parts.ts";
import { rowsSumToOne } from "./tables.ts";

const section = "Policy gradients";

/** A softmax policy with free logits, and what its gradient is weighted by. */
export interface Policy
  extends Readonly<Record<"states" | "actions" | "n", number>>,
    Readonly<Record<"logits" | "visits" | "reward", Tensor>> {
  /** log π(a|s) [n] of the logits. */
  readonly logPi: (theta: Tensor) => Tensor;
}

/** All of it free. */
export function policy({ G, shape, input }: Setting, states: number = shape.batch): Policy {
  const actions = G.degree;
  const n = states * actions;
  const logits = input("θ", [states, actions]);
  const logPi = (theta: Tensor): Tensor => theta.logSoftmax().flatten();
  return { states, actions, n, logits, logPi, visits: input("w", [n]), reward: input("R", [n]) };
}

/** The claims of this section. */
export const policyGradients: readonly Claim[] = [
  {
    id: "PG0",
    says: "R(s) Σₐ ∇ log π(a|s) is the gradient of the expected return Σₐ π(a|s) R(s)",
    section,
    source: "Notes § Policy gradients: “∇J(s) = R(s)·Σₐ ∇ log π(a|s)”",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const { logits, states } = policy(setting);
      const reward = setting.input("R(s)", [states]);
      const expectedReturn = (theta: Tensor): Tensor =>
        theta.softmax().mul(reward.expandDims(1)).sum().neg();
      const literal = (theta: Tensor): Tensor => literalPolicyGradient(theta.logSoftmax(), reward);
      return [grad(literal)(logits), grad(expectedReturn)(logits)];
    },
  },
  {
    id: "PG0b",
    says: "read literally it pushes to the uniform policy: it is −|A| R(s) ∇ KL(uniform ‖ π)",
    section,
    source: "Completes PG0: what the notes' line does instead",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides(setting) {
      const { logits, states, actions } = policy(setting);
      const reward = setting.input("R(s)", [states]);
      const literal = (theta: Tensor): Tensor => literalPolicyGradient(theta.logSoftmax(), reward);
      const divergence = (theta: Tensor): Tensor => {
        const uniform = theta.like(1).div(actions);
        const apart = theta.like(0).logSoftmax().sub(theta.logSoftmax());
        return uniform.mul(apart).sum(1).mul(reward).mul(actions).sum();
      };
      return [grad(literal)(logits), grad(divergence)(logits)];
    },
  },
  {
    id: "PG1",
    says: "Σ w R ∇ log π is the gradient of Σ_s d(s) Σₐ π(a|s) R(s, a), with w = d(s) π(a|s)",
    section,
    source: "Completes PG0: its nearest true form, with a return that depends on the action",
    sense: "per step",
    given: {
      "on-policy weights": "w = d(s) π(a|s), the visitation measure",
    },
    expected: "PROVED",
    sides(setting) {
      const { logits, logPi, states, actions, reward } = policy(setting);
      const visitation = setting.input("d", [states, 1]);
      const table = reward.reshape([states, actions]);
      const visits = stopGradient(logits.softmax().mul(visitation)).flatten();
      const weights = setting.assume("on-policy weights") ? visits : visits.like(1);
      const expectedReturn = (theta: Tensor): Tensor =>
        theta.softmax().mul(visitation).mul(table).sum().neg();
      return [
        grad((theta: Tensor) => policyGradient(logPi(theta), reward, weights))(logits),
        grad(expectedReturn)(logits),
      ];
    },
  },
  {
    id: "PG2",
    says: "distributing the reward by χᵀ is coupling the scores by χ: Ψᵀ(χᵀ w R) = (χΨ)ᵀ w R",
    section,
    source: "Notes § Policy gradients: “Distributes reward to other similar states.”",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides(setting) {
      const { logits, logPi, n, visits, reward } = policy(setting);
      const chi = denseChi(setting.input("χ", [n, n]));
      const coupled = (theta: Tensor): Tensor =>
        coupledPolicyGradient(logPi(theta), reward, visits, chi);
      const scores = (theta: Tensor): Tensor =>
        policyGradient(chi.apply(logPi(theta), 0), reward, visits);
      return [grad(coupled)(logits), grad(scores)(logits)];
    },
  },
  {
    id: "PG2b",
    says: "coupling the scores is smoothing the return: Ψᵀ(χᵀ w R) = Ψᵀ w (χ R)",
    section,
    source: "Completes PG2: “distributes reward” read as smoothing the critic",
    sense: "per step",
    given: { "detailed balance": "wᵢ χᵢⱼ = wⱼ χⱼᵢ, with respect to the visitation measure w" },
    expected: "PROVED",
    sides(setting) {
      const { logits, logPi, n, visits, reward } = policy(setting);
      const free = setting.input("χ", [n, n]);
      const balanced = free.add(free.transpose()).div(visits.expandDims(1));
      const chi = denseChi(setting.assume("detailed balance") ? balanced : free);
      return [
        grad((theta: Tensor) => coupledPolicyGradient(logPi(theta), reward, visits, chi))(logits),
        grad((theta: Tensor) => smoothedPolicyGradient(logPi(theta), reward, visits, chi))(logits),
      ];
    },
  },
  {
    id: "PG2#",
    says: "coupling the scores by a symmetric χ is smoothing the return by it",
    section,
    source: "Completes PG2b: what must be symmetric is w χ, not χ",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const { logits, logPi, n, visits, reward } = policy(setting);
      const chi = denseChi(symmetricPart(setting.input("χ", [n, n])));
      return [
        grad((theta: Tensor) => coupledPolicyGradient(logPi(theta), reward, visits, chi))(logits),
        grad((theta: Tensor) => smoothedPolicyGradient(logPi(theta), reward, visits, chi))(logits),
      ];
    },
  },
  {
    id: "PG3",
    says: "drawing (s′, a′) ∼ χ(·|s, a) and updating by R(s, a) ∇ log π(a′|s′) is, in expectation, coupling by χ",
    section,
    source: "Notes § Policy gradients: “Distributes reward to other similar states.”, by sampling",
    sense: "in expectation",
    given: {
      "own reward": "the reward is that of (s, a), which was visited, not that of (s′, a′)",
    },
    expected: "PROVED",
    sides(setting) {
      const { logits, logPi, n, visits, reward } = policy(setting);
      const free = setting.input("χ", [n, n]);
      const chi = rowsSumToOne(free);
      const entry = (v: Tensor, i: number): Tensor => v.slice([i, i + 1]).squeeze(0);
      const scores = Array.from({ length: n }, (_, j) =>
        grad((theta: Tensor) => entry(logPi(theta), j).neg())(logits),
      );
      const rewards = reward.expandDims(setting.assume("own reward") ? 1 : 0);
      const rates = visits.expandDims(1).mul(chi).mul(rewards).sum(0); // over every (s, a)
      const terms = scores.map((score, j) => score.mul(entry(rates, j)));
      const coupled = (theta: Tensor): Tensor =>
        coupledPolicyGradient(logPi(theta), reward, visits, denseChi(chi));
      return [terms.reduce((sum, next) => sum.add(next)), grad(coupled)(logits)];
    },
  },
];
