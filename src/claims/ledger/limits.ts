/**
 * § Q-learning: the limit λ → ∞ of L_sym, and why it needs an implicit step.
 *
 * Next: preconditioner.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { eye, tensor } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { step, symmetryLoss, tdLoss } from "../../methods/q-learning.ts";
import { averagingProjector, permutationChi } from "../../symmetry/chi.ts";
import { cyclic } from "../../symmetry/groups.ts";
import type { Claim } from "../claim.ts";
import { tablePoints } from "./parts.ts";
import { lazy, symmetricTable, times, walk } from "./tables.ts";

const section = "Q-learning";

/** The claims of this part of the section. */
export const limits: readonly Claim[] = [
  {
    id: "Q7",
    says:
      "a TD step to w, then an implicit step on λ n/4 L_sym, ends at P w " +
      "+ (I − P) w/(1 + λa), for C = I − a(I − P)",
    section,
    source: "Notes § Q-learning: “These two end up being the same thing?!”: PRE(P), as λ → ∞",
    sense: "per step",
    given: { "orbit average": "C = I − a(I − P); for a = 1 it is the mean over each orbit" },
    expected: "PROVED",
    sides(setting) {
      const { G, input, assume } = setting;
      const n = tablePoints(G).dimension;
      const [q, y] = [input("q", [n]), input("y", [n])];
      const [a, eta, lambda] = [input("a", []), input("η", []), input("λ", [])];
      const mean = averagingProjector(tablePoints(G)).dense();
      const chain = lazy(assume("orbit average") ? mean : walk(setting), a);
      const w = step((table) => tdLoss(table, y, table.like(1)), eta)(q);
      const still = symmetricTable(setting, w);
      const end = still.add(w.sub(still).div(lambda.mul(a).add(1)));
      const implicit = (u: Tensor): Tensor => {
        const pull = symmetryLoss(u, chain.div(n)).mul(lambda).mul(n).div(4);
        return u.sub(w).square().sum().div(2).add(pull);
      };
      return [grad(implicit)(end), end.like(0)];
    },
  },
  {
    id: "Q7b",
    says: "for any pull L with L P = 0 and L ⪰ μ(I − P), |u − P w| ≤ |(I − P) w|/(1 + λμ), w = (I + λL) u",
    section,
    source: "Completes Q7: how near the implicit step u comes to P w, both sides squared",
    sense: "bound",
    given: {
      "λ ≥ 0": "the pull is towards symmetry",
      "spectral gap": "L ⪰ μ(I − P), not only L ⪰ 0",
    },
    expected: "UNKNOWN",
    relation: "at most",
    sides({ G, input, assume }) {
      const n = G.degree;
      const [u, B] = [input("u", [n]), input("B", [n, n])];
      const [l, m] = [input("l", []), input("m", [])];
      const lambda = assume("λ ≥ 0") ? l.square() : l;
      const mu = m.square();
      const rest = eye(n).sub(averagingProjector(G).dense());
      const gap = assume("spectral gap") ? eye(n).mul(mu) : eye(n).mul(0);
      const L = rest.matmul(gap.add(B.transpose().matmul(B))).matmul(rest);
      const w = u.add(times(L, u).mul(lambda));
      const asymmetric = (v: Tensor): Tensor => times(rest, v).square().sum();
      return [asymmetric(u).mul(lambda.mul(mu).add(1).square()), asymmetric(w)];
    },
  },
  {
    id: "Q7#",
    says: "C = swap: C Q, C² Q, C³ Q are (0, 1), (1, 0), (0, 1) from Q = (1, 0), never near P Q = (½, ½)",
    section,
    source: "Completes Q7, in numbers: explicit steps with χ = C need not converge to P",
    sense: "along the trajectory",
    given: {},
    expected: "PROVED",
    sides() {
      const swap = permutationChi([1, 0]);
      const walked = [tensor([1, 0])];
      for (let k = 0; k < 3; k++) walked.push(swap.apply(walked[k]!, 0));
      const mean = averagingProjector(cyclic(2)).apply(walked[0]!, 0);
      return [
        [...walked.slice(1), mean],
        [tensor([0, 1]), tensor([1, 0]), tensor([0, 1]), tensor([0.5, 0.5])],
      ];
    },
  },
];
