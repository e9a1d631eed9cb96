/**
 * § Q-learning: T with its max, r + γP max Q, and what averaging over orbits does to it. States are
 * the points of G, actions too, and G moves both at once.
 *
 * Next: instances.ts
 */
import { full, tensor } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import {
  preconditionedStep,
  splitStep,
  step,
  symmetryLoss,
  tdLoss,
} from "../../methods/q-learning.ts";
import { act } from "../../symmetry/act.ts";
import { averagingProjector } from "../../symmetry/chi.ts";
import { cyclic } from "../../symmetry/groups.ts";
import { orbitMean, reynolds } from "../../symmetry/mean.ts";
import { orbitIndex, tupleOrbits } from "../../symmetry/orbits.ts";
import type { Claim, Setting } from "../claim.ts";
import { tablePoints } from "./parts.ts";
import { distributions } from "./signs.ts";
import { bellman, commuting, symmetricTable, times } from "./tables.ts";

const section = "Q-learning";
const symmetricMdp = {
  "symmetric r": "r(gs, ga) = r(s, a)",
  "symmetric transitions": "p(gs′ | gs, ga) = p(s′ | s, a)",
};

/** The claims of this part of the section. */
export const operators: readonly Claim[] = [
  {
    id: "Q19",
    says: "T(g·Q) = g·T(Q), T(Q) = r + γP max Q: so T keeps symmetric tables symmetric, and Q* is one",
    section,
    source: "Completes § Q-learning: what a symmetric MDP is good for",
    sense: "per step",
    given: symmetricMdp,
    expected: "PROVED",
    sides(setting) {
      const { G } = setting;
      const { q, T, move } = control(setting, (p) => p);
      return [G.generators.map((g) => T(move(g, q))), G.generators.map((g) => move(g, T(q)))];
    },
  },
  {
    id: "Q19b",
    says: "T(P Q) ≤ P T(Q), entry by entry: the max of a mean is at most the mean of the max",
    section,
    source: "Completes Q19: averaging the table and averaging its targets differ in one direction",
    sense: "bound",
    given: { ...symmetricMdp, "P_trans ≥ 0": "transitions are distributions" },
    expected: "UNKNOWN",
    relation: "at most",
    sides(setting) {
      const nonnegative = setting.assume("P_trans ≥ 0");
      const { q, T, mean } = control(setting, (p) => (nonnegative ? distributions(p) : p));
      return [T(mean(q)), mean(T(q))];
    },
  },
  {
    id: "Q19#",
    says: "T(P Q) = P T(Q) in a symmetric MDP",
    section,
    source: "Completes Q19b: it is an inequality, unless T has no max",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const { q, T, mean } = control({ ...setting, assume: () => true }, (p) => p);
      return [T(mean(q)), mean(T(q))];
    },
  },
  {
    id: "Q20e",
    says:
      "on tables that are constant on orbits, T is the T of the " +
      "quotient MDP, max included: so the lifted Q* is Q*",
    section,
    source: "Completes Q20: when plain Q-learning on orbits learns the right answer",
    sense: "per step",
    given: symmetricMdp,
    expected: "PROVED",
    sides(setting) {
      const { G } = setting;
      const { T, r, p } = control(setting, (transition) => transition);
      const n = G.degree;
      const pairs = tupleOrbits([G.natural, G.natural]).index;
      const states = orbitIndex(G);
      const [tied, ofStates] = [Math.max(...pairs) + 1, Math.max(...states) + 1];
      const c = setting.input("c", [tied]);
      const lift = (table: Tensor): Tensor => table.take(pairs, 0).reshape([n, n]);
      const first = Array.from({ length: tied }, (_, k) => pairs.indexOf(k));
      const rooms = Array.from({ length: ofStates }, (_, k) => states.indexOf(k));
      const best = lift(c).take(rooms, 0).max(1); // of each orbit of states
      const flow = p
        .reshape([n * n, n])
        .take(first, 0)
        .scatterAdd(states, 1, ofStates);
      return [T(lift(c)), lift(r.flatten().take(first, 0).add(times(flow, best)))];
    },
  },
  {
    id: "Q15c",
    says: "TD then L_sym with χ = P is plain TD, once it has made a step: so it reaches Q*, from any Q₀",
    section,
    source: "Completes Q15: what PRE(P) does not do from a Q₀ that is not symmetric",
    sense: "at fixed points",
    given: {
      "after a step": "from where one step of TD then L_sym led, not from Q₀",
      "symmetric r": "P r = r",
      "symmetric transitions": "P P_π = P_π P",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, input, assume } = setting;
      const points = tablePoints(G);
      const n = points.dimension;
      const [q, reward, eta] = [input("q", [n]), input("r", [n]), input("η", [])];
      const r = assume("symmetric r") ? symmetricTable(setting, reward) : reward;
      const free = input("γP", [n, n]);
      const p = assume("symmetric transitions") ? commuting(points, free) : free;
      const chain = averagingProjector(points).dense().div(n);
      const td = (table: Tensor): Tensor => tdLoss(table, r.add(times(p, table)), table.like(1));
      const quarter = eta.like(1).mul(n).div(4);
      const split = splitStep(td, (table) => symmetryLoss(table, chain), quarter, eta);
      const start = assume("after a step") ? split(q) : q;
      return [split(start), step(td, eta)(start)];
    },
  },
  {
    id: "Q18d",
    says: "from a symmetric Q, under weights d, PRE(P) moves by η (P D T(Q) − (P d) Q): targets are averaged by d",
    section,
    source: "Completes Q18: where it stands still depends on what is sampled",
    sense: "at fixed points",
    given: { "symmetric Q": "P Q = Q before the step" },
    expected: "PROVED",
    sides(setting) {
      const { G, input, assume } = setting;
      const n = tablePoints(G).dimension;
      const [free, d, eta] = [input("q", [n]), input("d", [n]), input("η", [])];
      const q = assume("symmetric Q") ? symmetricTable(setting, free) : free;
      const target = bellman(setting, n);
      const td = (table: Tensor): Tensor => tdLoss(table, target(table), d);
      const moved = preconditionedStep(td, averagingProjector(tablePoints(G)), eta)(q).sub(q);
      const mean = (v: Tensor): Tensor => symmetricTable(setting, v);
      return [
        moved,
        mean(d.mul(target(q)))
          .sub(mean(d).mul(q))
          .mul(eta),
      ];
    },
  },
  {
    id: "Q18#",
    says:
      "two entries of one orbit, targets (1, 0): PRE(P) stands still at " +
      "¾ for d = (¾, ¼), and at ½ for d = (½, ½)",
    section,
    source: "Completes Q18d, in numbers: in an MDP that is not symmetric",
    sense: "at fixed points",
    given: {},
    expected: "PROVED",
    sides({ input }) {
      const eta = input("η", []);
      const stands = (at: number, d: readonly number[]): Tensor => {
        const td = (q: Tensor): Tensor => tdLoss(q, tensor([1, 0]), tensor([...d]));
        return preconditionedStep(td, averagingProjector(cyclic(2)), eta)(full([2], at));
      };
      return [
        [stands(0.75, [0.75, 0.25]), stands(0.5, [0.5, 0.5])],
        [full([2], 0.75), full([2], 0.5)],
      ];
    },
  },
];

/**
 * A table Q(s, a) and T(Q)(s, a) = r(s, a) + Σ p(s, a, s′) max Q(s′, ·), γ in p; P is the mean over
 * G, and each hypothesis is one of `symmetricMdp`.
 */
function control({ G, input, assume }: Setting, law: (p: Tensor) => Tensor) {
  const n = G.degree;
  const on = G.natural;
  const move = (g: (typeof G.elements)[number], t: Tensor): Tensor =>
    act(g, act(g, t, { on, axis: 0 }), { on, axis: 1 });
  const mean = (t: Tensor): Tensor => orbitMean(G, (g) => move(g, t));
  const [q, reward] = [input("Q", [n, n]), input("r", [n, n])];
  const free = law(input("p", [n, n, n]));
  const r = assume("symmetric r") ? mean(reward) : reward;
  const p = assume("symmetric transitions") ? reynolds(free, [on, on, on]) : free;
  const T = (table: Tensor): Tensor =>
    r.add(times(p.reshape([n * n, n]), table.max(1)).reshape([n, n]));
  return { q, r, p, T, move, mean };
}
