/**
 * § Q-learning, inequalities: the variance of a sampled coupling, when a preconditioner is stable,
 * and how far L_sym and PRE(P) end from the truth.
 *
 * Next: operators.ts
 */
import { eye } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { preconditionedStep, tdLoss } from "../../methods/q-learning.ts";
import { averagingProjector, denseChi } from "../../symmetry/chi.ts";
import type { Claim, Setting } from "../claim.ts";
import { solveVector } from "./matrices.ts";
import { matrixOf, mixture, symmetricPart } from "./parts.ts";
import { distributions, fraction, largest, squaredInputs, stayingWalk } from "./signs.ts";
import { rowsSumToOne, times } from "./tables.ts";

const section = "Q-learning";
const transitions = "the rows of P_π are distributions, γ < 1";

/** The claims of this part of the section. */
export const bounds: readonly Claim[] = [
  {
    id: "Q14d",
    says: "applying the error of i at j ∼ C(·|i) has at least the variance of applying it at i",
    section,
    source: "Completes Q14b: |Cᵀ D δ| ≤ |D δ|, so a shared sample is never better than plain TD",
    sense: "bound",
    given: {
      "doubly stochastic": "the columns of C sum to 1 too",
      nonnegative: "C ≥ 0",
    },
    expected: "UNKNOWN",
    relation: "at most",
    sides(setting) {
      const { G, input, assume } = setting;
      const n = G.degree;
      const [d, error] = [input("d", [n]), input("δ", [n])];
      const law = assume("nonnegative") ? squaredInputs(setting) : setting;
      const chain = assume("doubly stochastic")
        ? mixture(law, { symmetric: false, on: G.natural })
        : distributions(input("C", [n, n]));
      const sent = d.mul(error);
      const variance = (c: Tensor): Tensor => {
        const square = sent.mul(error).dot(c.sum(1)); // each update is δᵢ at one j
        return square.sub(times(c.transpose(), sent).square().sum());
      };
      return [variance(eye(n)), variance(chain)];
    },
  },
  {
    id: "Q16i",
    says:
      "(1 − γ) xᵀ D x ≤ xᵀ D (I − γP) x: along PRE(χ), χ symmetric and " +
      "positive, errors shrink in the norm of χ⁻¹",
    section,
    source: "Completes Q15: the first case in which an invertible χ converges",
    sense: "bound",
    given: {
      "on-policy": "d is stationary, dᵀP = dᵀ",
      "γ ≥ 0": "γ is a discount",
    },
    expected: "UNKNOWN",
    relation: "at most",
    sides(setting) {
      const { G, input, assume } = setting;
      const n = G.degree;
      const [x, c] = [input("x", [n]), input("γ", [])];
      const gamma = assume("γ ≥ 0") ? c.square() : c;
      const free = input("W", [n, n]).square();
      const circular = circulation(setting);
      // W = D P, the flow from i to j; d its row sums
      const flow = assume("on-policy") ? symmetricPart(free).add(circular) : free;
      const d = flow.sum(1);
      const energy = d.mul(x.square()).sum();
      const right = energy.sub(x.dot(times(flow, x)).mul(gamma));
      return [energy.mul(gamma.neg().add(1)), right];
    },
  },
  {
    id: "Q16ii",
    says: "(1 − γ) xᵀ χ x ≤ xᵀ χ (I − γP) x, for a symmetric walk P and χ = B²",
    section,
    source: "Completes Q15: the second case, a uniform d and a χ that commutes with P",
    sense: "bound",
    given: {
      commuting: "χ P = P χ",
      "γ ≥ 0": "γ is a discount",
    },
    expected: "UNKNOWN",
    relation: "at most",
    sides(setting) {
      const { G, input, assume } = setting;
      const n = G.degree;
      const [x, c] = [input("x", [n]), input("γ", [])];
      const gamma = assume("γ ≥ 0") ? c.square() : c;
      const P = mixture(squaredInputs(setting), { symmetric: true, on: G.natural });
      const b = input("b", [3]);
      const powers = eye(n)
        .mul(b.slice([0, 1]))
        .add(P.mul(b.slice([1, 2])))
        .add(P.matmul(P).mul(b.slice([2, 3])));
      const B = assume("commuting") ? powers : diagonalMatrix(input("B", [n]));
      const moved = times(B, times(B, x));
      const right = moved.dot(x.sub(times(P, x).mul(gamma)));
      return [moved.dot(x).mul(gamma.neg().add(1)), right];
    },
  },
  {
    id: "Q16iii",
    says: "PRE(χ) takes sup |Q − Q′| to at most 1 + η(1 − 2 min χᵢᵢ + γ) of it, with T(Q) = r + γP max Q",
    section,
    source: "Completes Q15: the third case, a contraction if every χᵢᵢ > (1 + γ)/2, in any MDP",
    sense: "bound",
    given: {
      "nonnegative χ": "χ ≥ 0, and its rows sum to 1",
      "η ≤ 1": "the step is not longer than TD's",
    },
    expected: "UNKNOWN",
    relation: "at most",
    sides(setting) {
      const { G, input, assume } = setting;
      const n = 2 * G.degree;
      const free = input("χ", [n, n]);
      const chi = assume("nonnegative χ") ? stayingWalk(free) : rowsSumToOne(free);
      const { eta, gamma, q, other, apart, optimal } = control(setting, assume("η ≤ 1"));
      const flat = (table: Tensor): Tensor => table.reshape([n]);
      const td = (table: Tensor): Tensor => tdLoss(table, flat(optimal(table)), table.like(1));
      const once = preconditionedStep(td, denseChi(chi.transpose()), eta); // row layout: χᵀ
      const least = diagonal(chi).neg().max(0).neg();
      const factor = least.mul(-2).add(gamma).add(1).mul(eta).add(1);
      return [largest(once(flat(q)).sub(once(flat(other)))), apart.mul(factor)];
    },
  },
  {
    id: "Q16iv",
    says: "from symmetric Q, Q′, PRE(P) takes sup |Q − Q′| to at most 1 − η(1 − γ) of it, T with its max, in any MDP",
    section,
    source: "Completes Q15 and Q18: the fourth case, so that Q = P T(Q) has one solution",
    sense: "bound",
    given: {
      "symmetric Q": "P Q = Q and P Q′ = Q′",
      "η ≤ 1": "the step is not longer than TD's",
    },
    expected: "UNKNOWN",
    relation: "at most",
    sides(setting) {
      const { G, assume } = setting;
      const P = averagingProjector(G);
      const mean = (t: Tensor): Tensor => (assume("symmetric Q") ? P.apply(t, 0) : t);
      const { eta, gamma, q, other, optimal } = control(setting, assume("η ≤ 1"));
      const td = (table: Tensor): Tensor => tdLoss(table, optimal(table), table.like(1));
      const once = preconditionedStep(td, P, eta);
      const [a, b] = [mean(q), mean(other)];
      const factor = gamma.sub(1).mul(eta).add(1);
      return [largest(once(a).sub(once(b))), largest(a.sub(b)).mul(factor)];
    },
  },
  {
    id: "Q17c",
    says: "L_TD + λ L_sym stands still within sup |(I − χ_λ) Q*|/(1 − γ) of Q* = T(Q*), χ_λ = (D + λ(I − C))⁻¹ D",
    section,
    source: "Completes Q17: how much L_sym, C any walk, biases the answer, in any MDP",
    sense: "bound",
    given: {
      "λ ≥ 0": "the pull is towards symmetry",
      transitions,
    },
    expected: "UNKNOWN",
    relation: "at most",
    sides(setting) {
      const { G, input, assume } = setting;
      const n = G.degree;
      const { truth, gamma, transition } = evaluation(setting);
      const l = input("λ", []);
      const lambda = assume("λ ≥ 0") ? l.square() : l;
      const D = diagonalMatrix(input("d", [n]).square().add(1));
      const chain = distributions(input("C", [n, n]));
      const pull = eye(n).sub(chain).mul(lambda);
      const smooth = D.add(pull);
      const off = solveVector(smooth.sub(D.matmul(transition).mul(gamma)), times(pull, truth));
      const bias = solveVector(smooth, times(pull, truth)); // (I − χ_λ) Q*
      return [largest(off).mul(gamma.neg().add(1)), largest(bias)];
    },
  },
  {
    id: "Q18b",
    says: "PRE(P) stands still within sup |(I − P) Q*|/(1 − γ) of Q* = T(Q*), from a symmetric Q, in any MDP",
    section,
    source: "Completes Q18: how wrong Q = P T(Q) is where the MDP is not symmetric",
    sense: "bound",
    given: { transitions },
    expected: "UNKNOWN",
    relation: "at most",
    sides(setting) {
      const { G } = setting;
      const { truth, gamma, transition } = evaluation(setting);
      const P = averagingProjector(G);
      const bias = truth.sub(P.apply(truth, 0));
      const averaged = P.apply(transition, 0).mul(gamma);
      const off = solveVector(eye(G.degree).sub(averaged), bias); // Q* − Q
      return [largest(off).mul(gamma.neg().add(1)), largest(bias)];
    },
  },
];

/** Σ_g c_g² ρ(g): its rows and its columns have the same sums. */
function circulation({ G, input }: Setting): Tensor {
  const weights = input("c", [G.order]).square();
  const terms = G.elements.map((g) => matrixOf(G.natural, g).mul(weights.take([g.index], 0)));
  return terms.reduce((sum, next) => sum.add(next));
}

/** Two tables [states, 2], G moves the states; r, γ and P_π are free, and T takes the max. */
function control({ G, input }: Setting, short: boolean) {
  const n = G.degree;
  const [q, other, r] = [input("Q", [n, 2]), input("Q′", [n, 2]), input("r", [n, 2])];
  const [h, gamma] = [input("η", []), fraction(input("γ", []))];
  const next = distributions(input("P", [2 * n, n]));
  const optimal = (table: Tensor): Tensor => {
    const values = table.reshape([n, 2]).max(1);
    return r.add(times(next, values).mul(gamma).reshape([n, 2]));
  };
  const eta = short ? fraction(h) : h.square();
  return { q, other, gamma, eta, apart: largest(q.sub(other)), optimal };
}

/** Policy evaluation whose answer Q* is free: r = Q* − γP Q*. */
function evaluation({ G, input, assume }: Setting) {
  const n = G.degree;
  const free = input("P", [n, n]);
  const transition = assume("transitions") ? distributions(free) : rowsSumToOne(free);
  return { truth: input("Q*", [n]), gamma: fraction(input("γ", [])), transition };
}

function diagonal(matrix: Tensor): Tensor {
  return matrix.mul(eye(matrix.shape[0]!)).sum(1);
}

function diagonalMatrix(d: Tensor): Tensor {
  return eye(d.size).mul(d);
}
