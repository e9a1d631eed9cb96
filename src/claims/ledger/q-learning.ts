/**
 * § Q-learning: "These two end up being the same thing?!"
 *
 * Next: limits.ts
 */
import { full, tensor } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import {
  jointStep,
  preconditionedStep,
  splitStep,
  symmetryLoss,
  tdLoss,
} from "../../methods/q-learning.ts";
import { averagingProjector, denseChi } from "../../symmetry/chi.ts";
import type { Claim, Setting } from "../claim.ts";
import { tablePoints } from "./parts.ts";
import { bellman, lazy, symmetricTable, table, walk } from "./tables.ts";

const section = "Q-learning";

/** The claims of this part of the section. */
export const qLearning: readonly Claim[] = [
  {
    id: "Q3",
    says: "a TD step, then an L_sym step of size an/4, is the preconditioned step with χ = I − a(I − C)",
    section,
    source:
      "Notes § Q-learning: “These two end up being the same thing?!”: yes, one after the other",
    sense: "per step",
    given: {
      "symmetric Q": "χ Q = Q before the step",
      "symmetric C": "C = Cᵀ",
    },
    expected: "PROVED",
    sides(setting) {
      const { assume } = setting;
      const chain = walk(setting, assume("symmetric C"));
      const { n, q, a, eta, td, symmetry, chi } = table(setting, chain);
      const start = assume("symmetric Q") ? symmetricTable(setting, q) : q;
      const beta = a.mul(n).div(4);
      return [splitStep(td, symmetry, beta, eta)(start), preconditionedStep(td, chi, eta)(start)];
    },
  },
  {
    id: "Q4",
    says: "an L_sym step first, then a TD step, is the preconditioned step",
    section,
    source:
      "Notes § Q-learning: “These two end up being the same thing?!”: no, in this order it is plain TD",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const { n, q, a, eta, td, symmetry, chi } = table(setting, walk(setting));
      const start = symmetricTable(setting, q);
      const beta = a.mul(n).div(4);
      return [splitStep(symmetry, td, eta, beta)(start), preconditionedStep(td, chi, eta)(start)];
    },
  },
  {
    id: "Q5",
    says: "one step on L_TD + λ L_sym is the preconditioned step, from a symmetric Q",
    section,
    source: "Notes § Q-learning: “These two end up being the same thing?!”",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const { n, q, a, eta, td, symmetry, chi } = table(setting, walk(setting));
      const start = symmetricTable(setting, q);
      const lambda = a.mul(n).div(4).div(eta);
      return [jointStep(td, symmetry, lambda, eta)(start), preconditionedStep(td, chi, eta)(start)];
    },
  },
  {
    id: "CX1",
    says: "Q = 0, g = (1, 0): TD then L_sym, and PRE, go to (−½, −½); the other order, and both at once: (−1, 0)",
    section,
    source: "Completes Q3, Q4 and Q5, in numbers: C = ½J₂, η = a = 1",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides() {
      const { start, one, td, symmetry } = pair();
      const half = one.div(2);
      return [
        [
          splitStep(td, symmetry, half, one)(start),
          preconditionedStep(td, denseChi(HALF), one)(start),
          splitStep(symmetry, td, one, half)(start),
          jointStep(td, symmetry, half, one)(start),
        ],
        [tensor([-0.5, -0.5]), tensor([-0.5, -0.5]), tensor([-1, 0]), tensor([-1, 0])],
      ];
    },
  },
  {
    id: "Q6",
    says: "TD then L_sym is the preconditioned step along two steps of policy evaluation, any r and γP",
    section,
    source: "Notes § Q-learning: “These two end up being the same thing?!”, along the trajectory",
    sense: "along the trajectory",
    given: {
      "symmetric Q": "χ Q = Q before the first step",
      idempotent: "χ² = χ, as for the orbit average",
    },
    expected: "PROVED",
    sides(setting) {
      const { q, split, preconditioned } = orbitWalk(setting, setting.assume("idempotent"));
      const start = setting.assume("symmetric Q") ? symmetricTable(setting, q) : q;
      return [split(split(start)), preconditioned(preconditioned(start))];
    },
  },
  {
    id: "Q6#",
    says: "χ = [[¾, ¼], [¼, ¾]], Q = 0, g = (1, 0), η = 1: two steps lead to (−11/8, −5/8), but (−3/2, −1/2)",
    section,
    source:
      "Completes Q6, in numbers: TD then L_sym, but the preconditioner, as this χ is not idempotent",
    sense: "along the trajectory",
    given: {},
    expected: "PROVED",
    sides() {
      const { start, one, td, symmetry } = pair();
      const split = splitStep(td, symmetry, one.div(4), one);
      const preconditioned = preconditionedStep(td, denseChi(lazy(HALF, 0.5)), one);
      return [
        [split(split(start)), preconditioned(preconditioned(start))],
        [tensor([-1.375, -0.625]), tensor([-1.5, -0.5])],
      ];
    },
  },
  {
    id: "Q6b",
    says: "from any Q₀, once TD then L_sym has made a step, it and the preconditioner go the same way: two more steps",
    section,
    source: "Completes Q6: “the same thing”, one step late",
    sense: "along the trajectory",
    given: {
      "orbit average": "χ = P, the mean over each orbit",
      "after a step": "both start from where one step of TD then L_sym led, not from Q₀",
    },
    expected: "PROVED",
    sides(setting) {
      const { q, split, preconditioned } = orbitWalk(setting, setting.assume("orbit average"));
      const start = setting.assume("after a step") ? split(q) : q;
      return [split(split(start)), preconditioned(preconditioned(start))];
    },
  },
];

/** ½ J₂: the mean of two. */
const HALF: Tensor = full([2, 2], 0.5);

/** Two state–actions at Q = 0 with the gradient (1, 0), whatever Q is, and L_sym for C = ½ J₂. */
function pair() {
  const gradient = tensor([1, 0]);
  return {
    start: tensor([0, 0]),
    one: full([], 1),
    td: (table: Tensor): Tensor => table.dot(gradient),
    symmetry: (table: Tensor): Tensor => symmetryLoss(table, HALF.div(2)),
  };
}

/** Policy evaluation with χ = I − a(I − P): P itself, or any a. */
function orbitWalk(setting: Setting, projector: boolean) {
  const { G, input } = setting;
  const points = tablePoints(G);
  const n = points.dimension;
  const [q, a, eta] = [input("q", [n]), input("a", []), input("η", [])];
  const target = bellman(setting, n);
  const mean = averagingProjector(points).dense();
  const mix = projector ? a.like(1) : a;
  const td = (table: Tensor): Tensor => tdLoss(table, target(table), table.like(1));
  const symmetry = (table: Tensor): Tensor => symmetryLoss(table, mean.div(n));
  return {
    q,
    split: splitStep(td, symmetry, mix.mul(n).div(4), eta),
    preconditioned: preconditionedStep(td, denseChi(lazy(mean, mix)), eta),
  };
}
