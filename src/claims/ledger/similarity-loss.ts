/**
 * § Q-learning: the gradient of L_sym, and what a stop-gradient on one side makes of it.
 *
 * Next: q-learning.ts
 */
import { grad } from "../../autodiff/grad.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { preconditionedStep, splitStep, symmetryLoss } from "../../methods/q-learning.ts";
import { denseChi } from "../../symmetry/chi.ts";
import type { Claim, Setting } from "../claim.ts";
import { symmetricPart, tablePoints } from "./parts.ts";
import { centred, lazy, rowsSumToOne, sending, table, times, walk } from "./tables.ts";

const section = "Q-learning";

/** The claims of this part of the section. */
export const similarityLoss: readonly Claim[] = [
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
    id: "Q2",
    says: "with a stop-gradient on Qⱼ, ∇L_sym = 2 (diag(W 1) − W) Q; on Qᵢ it is 2 (diag(Wᵀ1) − Wᵀ) Q",
    section,
    source: "Completes the notes: so that a χ that is not symmetric can be sampled",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides(setting) {
      const { q, weights, gradient } = pairs(setting);
      const laplacian = (w: Tensor): Tensor => w.sum(1).mul(q).sub(times(w, q)).mul(2);
      return [
        [gradient(weights, "second"), gradient(weights, "first")],
        [laplacian(weights), laplacian(weights.transpose())],
      ];
    },
  },
  {
    id: "Q2c",
    says: "it does not matter which side of L_sym the stop-gradient is on",
    section,
    source: "Completes Q2: the two are one method for a symmetric law of pairs only",
    sense: "per step",
    given: { symmetric: "W = Wᵀ" },
    expected: "PROVED",
    sides(setting) {
      const { weights, gradient } = pairs(setting);
      const law = setting.assume("symmetric") ? symmetricPart(weights) : weights;
      return [gradient(law, "second"), gradient(law, "first")];
    },
  },
  {
    id: "Q2d",
    says: "TD, then L_sym with Qⱼ stopped and size an/2, is Q − η χ g: the transpose of the notes' line",
    section,
    source:
      "Completes Q3: χ = I − a(I − C) that is not symmetric, and “Preconditioner” in row layout",
    sense: "per step",
    given: {
      "symmetric Q": "χ Q = Q before the step",
      "rows sum to 1": "C 1 = 1",
      transposed: "the preconditioner is given χᵀ, so that its row layout reads χ g",
    },
    expected: "PROVED",
    sides(setting) {
      const { q, a, c, td, eta, split } = oneSided(setting, "rows sum to 1");
      const chi = lazy(c, a);
      const given = denseChi(setting.assume("transposed") ? chi.transpose() : chi);
      return [split(c, "second"), preconditionedStep(td, given, eta)(q)];
    },
  },
  {
    id: "Q2e",
    says: "TD, then L_sym with Qᵢ stopped and size an/2, is the preconditioned step of the notes, Q − η χᵀ g",
    section,
    source: "Completes Q2d: the stop-gradient that gives “Preconditioner” as it is written",
    sense: "per step",
    given: {
      "symmetric Q": "χᵀ Q = Q before the step",
      "columns sum to 1": "Cᵀ 1 = 1",
    },
    expected: "PROVED",
    sides(setting) {
      const { q, a, c, td, eta, split } = oneSided(setting, "columns sum to 1");
      const chain = c.transpose();
      const chi = denseChi(lazy(chain, a));
      return [split(chain, "first"), preconditionedStep(td, chi, eta)(q)];
    },
  },
];

/** A table and a free law of pairs. */
function pairs({ G, input }: Setting) {
  const n = tablePoints(G).dimension;
  const [q, weights] = [input("q", [n]), input("W", [n, n])];
  const gradient = (law: Tensor, stopped: "first" | "second"): Tensor =>
    grad((table: Tensor) => symmetryLoss(table, law, stopped))(q);
  return { q, weights, gradient };
}

/** Any C with C Q = Q whose rows sum to 1, each unless that is not assumed, and the split step. */
function oneSided(setting: Setting, sums: string) {
  const { G, input, assume } = setting;
  const n = tablePoints(G).dimension;
  const [free, v] = [input("c", [n, n]), input("v", [n])];
  const stochastic = assume(sums);
  const any = stochastic ? rowsSumToOne(free) : free;
  const { q, a, eta, td } = table(setting, any);
  const c = assume("symmetric Q") ? sending(any, q, q, stochastic ? centred(v) : v) : any;
  const split = (chain: Tensor, stopped: "first" | "second"): Tensor =>
    splitStep(td, (table) => symmetryLoss(table, chain.div(n), stopped), a.mul(n).div(2), eta)(q);
  return { q, a, c, td, eta, split };
}
