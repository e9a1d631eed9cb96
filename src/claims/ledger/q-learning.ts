/**
 * § Q-learning: "These two end up being the same thing?!"
 *
 * Next: temporal-difference.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { eye, full } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import {
  jointStep,
  preconditionedStep,
  sharedTargetLoss,
  splitStep,
  symmetryLoss,
  tdLoss,
} from "../../methods/q-learning.ts";
import { averagingProjector, denseChi } from "../../symmetry/chi.ts";
import type { Claim, Setting } from "../claim.ts";
import { mixture, symmetricPart, tablePoints } from "./parts.ts";

const section = "Q-learning";

/** A table, its target, step sizes, and the lazy walk χ = I − a(I − C). */
function table({ G, input }: Setting, chain: Tensor) {
  const n = tablePoints(G).dimension;
  const [q, y, a, eta] = [input("q", [n]), input("y", [n]), input("a", []), input("η", [])];
  const one = q.like(1);
  const identity = eye(n);
  return {
    n,
    q,
    a,
    eta,
    td: (table: Tensor) => tdLoss(table, y, one),
    symmetry: (table: Tensor) => symmetryLoss(table, chain.div(n)),
    chi: denseChi(identity.sub(identity.sub(chain).mul(a))),
  };
}

/** C, a random walk on the table by elements of G. */
function walk(setting: Setting, symmetric = true): Tensor {
  return mixture(setting, { symmetric, on: tablePoints(setting.G) });
}

/** P q: constant on each orbit of the table. */
function symmetricTable({ G }: Setting, q: Tensor): Tensor {
  return averagingProjector(tablePoints(G)).apply(q, 0);
}

/** The claims of this section. */
export const qLearning: readonly Claim[] = [
  {
    id: "Q1",
    says: "∇L_sym = 4 L_W Q, with L_W = diag(W_s 1) − W_s and W_s = (W + Wᵀ)/2",
    section,
    source: "Completes the notes: what the sampling distribution does to Q",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides({ G, input }) {
      const [q, w] = [input("q", [G.degree]), input("W", [G.degree, G.degree])];
      const mean = w.add(w.transpose()).div(2);
      const laplacian = mean
        .sum(1)
        .mul(q)
        .sub(mean.matmul(q.expandDims(1)).squeeze(1));
      return [grad((table: Tensor) => symmetryLoss(table, w))(q), laplacian.mul(4)];
    },
  },
  {
    id: "Q1b",
    says: "with W = C/n, ∇L_sym = (4/n)(I − C) Q",
    section,
    source: "Completes the notes: χ as a sampling distribution is a walk on state–actions",
    sense: "per step",
    given: {
      symmetric: "C = Cᵀ",
      "doubly stochastic": "the rows and the columns of C sum to 1",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, input, assume } = setting;
      const n = tablePoints(G).dimension;
      const q = input("q", [n]);
      const symmetric = assume("symmetric");
      const free = (): Tensor => input("c", [n, n]);
      const loose = (): Tensor => (symmetric ? symmetricPart(free()) : free());
      const c = assume("doubly stochastic") ? walk(setting, symmetric) : loose();
      const laplacian = q.sub(c.matmul(q.expandDims(1)).squeeze(1));
      const gradient = grad((table: Tensor) => symmetryLoss(table, c.div(n)))(q);
      return [gradient, laplacian.mul(4).div(n)];
    },
  },
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
    sides({ G, input, assume }) {
      const points = tablePoints(G);
      const n = points.dimension;
      const projector = averagingProjector(points);
      const [q, r, p, a, eta] = [
        input("q", [n]),
        input("r", [n]),
        input("γP", [n, n]),
        input("a", []),
        input("η", []),
      ];
      const walk = projector.dense();
      const mix = assume("idempotent") ? a.like(1) : a;
      const chi = denseChi(eye(n).sub(eye(n).sub(walk).mul(mix)));
      const td = (table: Tensor): Tensor =>
        tdLoss(table, r.add(p.matmul(table.expandDims(1)).squeeze(1)), table.like(1));
      const symmetry = (table: Tensor): Tensor => symmetryLoss(table, walk.div(n));
      const start = assume("symmetric Q") ? projector.apply(q, 0) : q;
      const split = splitStep(td, symmetry, mix.mul(n).div(4), eta);
      const preconditioned = preconditionedStep(td, chi, eta);
      return [split(split(start)), preconditioned(preconditioned(start))];
    },
  },
  {
    id: "Q10",
    says: "TD on shared targets is the preconditioner and L_sym together: two halves, not two names",
    section,
    source: "Notes § Q-learning: “These two end up being the same thing?!”: they are complements",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides({ G, input }) {
      const n = G.degree;
      const [q, y, c] = [input("q", [n]), input("y", [n]), input("C", [n, n])];
      const td = (table: Tensor): Tensor => tdLoss(table, y, table.like(1));
      const preconditioned = q.sub(preconditionedStep(td, denseChi(c), full([], 1))(q));
      const pull = grad((table: Tensor) => symmetryLoss(table, c, "first"))(q).div(2);
      return [grad((table: Tensor) => sharedTargetLoss(table, y, c))(q), preconditioned.add(pull)];
    },
  },
];
