/**
 * § Q-learning: where the methods stand still.
 *
 * Next: bounds.ts
 */
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import {
  jointStep,
  preconditionedStep,
  step,
  symmetryLoss,
  tdLoss,
} from "../../methods/q-learning.ts";
import { averagingProjector } from "../../symmetry/chi.ts";
import type { Claim, Setting } from "../claim.ts";
import { mixture, tablePoints } from "./parts.ts";
import { bellman, commuting, symmetricTable, times } from "./tables.ts";

const section = "Q-learning";

/** The claims of this part of the section. */
export const fixedPoints: readonly Claim[] = [
  {
    id: "Q17",
    says: "a step on L_TD + λ L_sym moves Q by η (D T(Q) − (D + μ(I − C)) Q), μ = 4λ/n",
    section,
    source:
      "Completes Q5: it stands still at Q = (D + μ(I − C))⁻¹ D T(Q), a smoothed Bellman equation",
    sense: "at fixed points",
    given: { "symmetric C": "C = Cᵀ" },
    expected: "PROVED",
    sides(setting) {
      const { q, d, mu, eta, chain, target, joint } = smoothed(setting, "symmetric C");
      const apart = q.sub(times(chain, q)).mul(mu);
      const still = d.mul(target(q)).sub(d.mul(q)).sub(apart);
      return [joint(target)(q).sub(q), still.mul(eta)];
    },
  },
  {
    id: "Q17b",
    says: "where TD stands still, so does a step on L_TD + λ L_sym",
    section,
    source: "Completes Q17: L_sym biases the answer, unless the answer is symmetric",
    sense: "at fixed points",
    given: { "symmetric Q*": "C Q* = Q*" },
    expected: "PROVED",
    sides(setting) {
      const { q, joint } = smoothed(setting);
      const start = setting.assume("symmetric Q*") ? symmetricTable(setting, q) : q;
      return [joint(() => start)(start), start];
    },
  },
  {
    id: "Q18",
    says: "from a symmetric Q, PRE(P) moves by η (P T(Q) − Q): it stands still where Q = P T(Q), in any MDP",
    section,
    source: "Completes § Q-learning, “Preconditioner”, with χ = P",
    sense: "at fixed points",
    given: {
      "symmetric Q": "P Q = Q before the step",
      unweighted: "d = 1: with weights the mean is weighted, P D δ = 0",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, input, assume } = setting;
      const n = tablePoints(G).dimension;
      const [free, eta] = [input("q", [n]), input("η", [])];
      const q = assume("symmetric Q") ? symmetricTable(setting, free) : free;
      const d = assume("unweighted") ? q.like(1) : input("d", [n]);
      const target = bellman(setting, n);
      const td = (table: Tensor): Tensor => tdLoss(table, target(table), d);
      const moved = preconditionedStep(td, averagingProjector(tablePoints(G)), eta)(q).sub(q);
      return [moved, symmetricTable(setting, target(q)).sub(q).mul(eta)];
    },
  },
  {
    id: "Q18c",
    says: "for C = P a step on L_TD + λ L_sym stands still at P T + (I − P) T/(1 + 4λ/n), T the target",
    section,
    source: "Notes § Q-learning: “These two end up being the same thing?!”: yes, as λ → ∞",
    sense: "at fixed points",
    given: { "orbit average": "C = P, the mean over each orbit" },
    expected: "PROVED",
    sides(setting) {
      const { G, input, assume } = setting;
      const points = tablePoints(G);
      const n = points.dimension;
      const [y, mu, eta] = [input("y", [n]), input("μ", []), input("η", [])];
      const walk = mixture(setting, { symmetric: true, on: points });
      const chain = assume("orbit average") ? averagingProjector(points).dense() : walk;
      const mean = symmetricTable(setting, y);
      const still = mean.add(y.sub(mean).div(mu.add(1)));
      const td = (table: Tensor): Tensor => tdLoss(table, y, table.like(1));
      const symmetry = (table: Tensor): Tensor => symmetryLoss(table, chain.div(n));
      return [jointStep(td, symmetry, mu.mul(n).div(4), eta)(still), still];
    },
  },
  {
    id: "Q19c",
    says: "in a symmetric MDP PRE(P) is plain TD: only sampled updates can gain",
    section,
    source: "Completes § Q-learning, “Preconditioner”: policy evaluation, all entries at once",
    sense: "per step",
    given: {
      "symmetric Q": "P Q = Q before the step",
      "symmetric r": "P r = r",
      "symmetric transitions": "P P_π = P_π P",
      "symmetric d": "d is constant on orbits",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, input, assume } = setting;
      const points = tablePoints(G);
      const n = points.dimension;
      const mean = (name: string, hypothesis: string): Tensor => {
        const v = input(name, [n]);
        return assume(hypothesis) ? symmetricTable(setting, v) : v;
      };
      const [q, r, d] = [
        mean("q", "symmetric Q"),
        mean("r", "symmetric r"),
        mean("d", "symmetric d"),
      ];
      const [free, eta] = [input("γP", [n, n]), input("η", [])];
      const p = assume("symmetric transitions") ? commuting(points, free) : free;
      const td = (table: Tensor): Tensor => tdLoss(table, r.add(times(p, table)), d);
      return [preconditionedStep(td, averagingProjector(points), eta)(q), step(td, eta)(q)];
    },
  },
];

/** L_TD + λ L_sym with everything free, C a walk by elements of G; λ = μ n/4. */
function smoothed(setting: Setting, symmetric: string | null = null) {
  const { G, input, assume } = setting;
  const points = tablePoints(G);
  const n = points.dimension;
  const [q, d, mu, eta] = [input("q", [n]), input("d", [n]), input("μ", []), input("η", [])];
  const chain = mixture(setting, {
    symmetric: symmetric === null || assume(symmetric),
    on: points,
  });
  const symmetry = (table: Tensor): Tensor => symmetryLoss(table, chain.div(n));
  const joint = (target: (q: Tensor) => Tensor) =>
    jointStep((table) => tdLoss(table, target(table), d), symmetry, mu.mul(n).div(4), eta);
  return { q, d, mu, eta, chain, target: bellman(setting, n), joint };
}
