/**
 * § Policy gradients: when smoothing the return is harmless, when a baseline is free, and what a
 * symmetric decision process leaves for χ to do.
 *
 * Next: actor-critic.ts
 */
import { grad } from "../../autodiff/grad.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { stopGradient } from "../../autodiff/with-vjp.ts";
import {
  coupledPolicyGradient,
  policyGradient,
  smoothedPolicyGradient,
} from "../../methods/policy-gradient.ts";
import { averagingProjector, denseChi } from "../../symmetry/chi.ts";
import { copies } from "../../symmetry/combine.ts";
import { reynolds } from "../../symmetry/mean.ts";
import { orbitIndex } from "../../symmetry/orbits.ts";
import type { Claim, Setting } from "../claim.ts";
import { symmetricPart, tablePoints } from "./parts.ts";
import { policy } from "./policy-gradients.ts";
import { centred, rowsSumToOne, sending, times } from "./tables.ts";

const section = "Policy gradients";

/** The claims of this part of the section. */
export const baselines: readonly Claim[] = [
  {
    id: "PG4",
    says: "smoothing the return by χ biases the policy gradient by Ψᵀ w (χ − I) R, and by nothing else",
    section,
    source: "Completes PG2b: smoothing is unbiased iff this is 0",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides(setting) {
      const { logits, logPi, n, visits, reward, plain, smoothed } = updates(setting, false);
      const chi = setting.input("χ", [n, n]);
      const off = times(chi, reward).sub(reward);
      const bias = grad((theta: Tensor) => visits.mul(off).dot(logPi(theta)).neg())(logits);
      return [smoothed(chi, reward).sub(plain(reward)), bias];
    },
  },
  {
    id: "PG4b",
    says: "smoothing the return by χ, rows that sum to 1, leaves the policy gradient as it is",
    section,
    source: "Completes PG4: (I − χ) R need not be 0, if it does not depend on the action",
    sense: "per step",
    given: {
      "smooth return": "(I − χ) R is a function of the state",
      "on-policy weights": "w = d(s) π(a|s), the visitation measure",
    },
    expected: "PROVED",
    sides(setting) {
      const { n, reward, baseline, plain, smoothed } = updates(
        setting,
        setting.assume("on-policy weights"),
      );
      const { input, assume } = setting;
      const [free, v] = [rowsSumToOne(input("χ", [n, n])), input("v", [n])];
      // one state–action has R − b = R: there χ = 1
      const smooth = (): Tensor =>
        n === 1 ? free : sending(free, reward, reward.sub(baseline), centred(v));
      const chi = assume("smooth return") ? smooth() : free;
      return [smoothed(chi, reward), plain(reward)];
    },
  },
  {
    id: "PG5",
    says: "subtracting a baseline b(s) leaves the χ-coupled policy gradient as it is",
    section,
    source: "Completes PG2: a baseline is free for the plain gradient, not under coupling",
    sense: "per step",
    given: {
      "detailed balance": "wᵢ χᵢⱼ = wⱼ χⱼᵢ",
      "state sums": "Σ_a′ χ((s, a), (s′, a′)) is the same for every a",
      "on-policy weights": "w = d(s) π(a|s), the visitation measure",
    },
    expected: "PROVED",
    sides(setting) {
      const { n, states, actions, visits, reward, baseline, coupled } = updates(
        setting,
        setting.assume("on-policy weights"),
      );
      const { input, assume } = setting;
      const free = input("χ", [n, n]);
      const rates = input("m", [states, states]);
      const inner = [states, actions, states, actions];
      const spread = (m: Tensor): Tensor =>
        m.expandDims(1).expandDims(3).broadcastTo(inner).reshape([n, n]);
      /** A with every Σ_a′ set to 0. */
      const balancedRows = (m: Tensor): Tensor => {
        const blocks = m.reshape(inner);
        return blocks.sub(blocks.mean(3, { keepDims: true })).reshape([n, n]);
      };
      const chi = (): Tensor => {
        if (!assume("detailed balance")) return balancedRows(free).add(spread(rates));
        const pairs = symmetricPart(free);
        if (!assume("state sums")) return pairs.div(visits.expandDims(1));
        const centredPairs = balancedRows(balancedRows(pairs).transpose());
        const flow = spread(symmetricPart(rates)).mul(visits.expandDims(0));
        return flow.add(centredPairs.div(visits.expandDims(1)));
      };
      const matrix = chi();
      return [coupled(matrix, reward.sub(baseline)), coupled(matrix, reward)];
    },
  },
  {
    id: "PG5b",
    says: "subtracting a baseline b(s) leaves the policy gradient with a smoothed return as it is",
    section,
    source: "Completes PG5: smoothing needs no detailed balance",
    sense: "per step",
    given: {
      "state sums": "Σ_a′ χ((s, a), (s′, a′)) is the same for every a",
      "on-policy weights": "w = d(s) π(a|s), the visitation measure",
    },
    expected: "PROVED",
    sides(setting) {
      const { n, states, actions, reward, baseline, smoothed } = updates(
        setting,
        setting.assume("on-policy weights"),
      );
      const { input, assume } = setting;
      const free = input("χ", [n, n]);
      const blocks = free.reshape([states, actions, states, actions]);
      const sums = blocks.sum(3, { keepDims: true });
      const even = blocks.sub(sums.sub(sums.mean(1, { keepDims: true })).div(actions));
      const chi = assume("state sums") ? even.reshape([n, n]) : free;
      return [smoothed(chi, reward.sub(baseline)), smoothed(chi, reward)];
    },
  },
  {
    id: "PG7",
    says: "in a symmetric MDP χ = P changes nothing in the policy gradient, w and Q^π over three time steps",
    section,
    source: "Completes PG2: what is coupled there must be sampled, or not be symmetric",
    sense: "per step",
    given: {
      "symmetric transitions": "P_π commutes with every g",
      "symmetric reward": "r(gs, ga) = r(s, a)",
      "symmetric start": "(s₀, a₀) and (gs₀, ga₀) are equally likely",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, input, assume } = setting;
      const { logits, logPi, n } = policy(setting, 2);
      const points = copies(G.natural, 2);
      const P = averagingProjector(points);
      const mean = (name: string, hypothesis: string): Tensor =>
        assume(hypothesis) ? P.apply(input(name, [n]), 0) : input(name, [n]);
      const [r, start] = [mean("r", "symmetric reward"), mean("μ", "symmetric start")];
      const free = input("γP", [n, n]);
      const p = assume("symmetric transitions") ? reynolds(free, [points, points]) : free;
      const total = (m: Tensor, v: Tensor): Tensor => v.add(times(m, v.add(times(m, v))));
      const [visits, value] = [total(p.transpose(), start), total(p, r)];
      return [
        grad((theta: Tensor) => coupledPolicyGradient(logPi(theta), value, visits, P))(logits),
        grad((theta: Tensor) => policyGradient(logPi(theta), value, visits))(logits),
      ];
    },
  },
  {
    id: "PG7b",
    says: "the policy gradient of tied logits is the sum over each orbit of the gradient of free ones",
    section,
    source: "Completes PG7: a tied policy steps |orbit| times as far as the mean over the orbit",
    sense: "per step",
    given: { "equal logits": "the free logits start from the tied ones" },
    expected: "PROVED",
    sides({ G, shape, assume, input }) {
      const actions = tablePoints(G);
      const orbit = orbitIndex(actions);
      const orbits = Math.max(...orbit) + 1;
      const size = [shape.batch, actions.dimension];
      const [tied, loose] = [input("c", [shape.batch, orbits]), input("θ", size)];
      const [reward, visits] = [input("R", size).flatten(), input("w", size).flatten()];
      const loss = (theta: Tensor): Tensor =>
        policyGradient(theta.logSoftmax().flatten(), reward, visits);
      const start = assume("equal logits") ? tied.take(orbit, 1) : loose;
      return [
        grad((c: Tensor) => loss(c.take(orbit, 1)))(tied),
        grad(loss)(start).scatterAdd(orbit, 1, orbits),
      ];
    },
  },
];

/** A policy, a baseline, and the three updates as functions of χ and the return. */
function updates(setting: Setting, onPolicy: boolean) {
  const { logits, logPi, states, actions, n, visits: free, reward } = policy(setting);
  const baseline = setting.input("b", [states, 1]).broadcastTo([states, actions]).flatten();
  const visitation = setting.input("d", [states, 1]);
  const visits = onPolicy ? stopGradient(logits.softmax().mul(visitation)).flatten() : free;
  const gradient = (loss: (logPi: Tensor) => Tensor): Tensor =>
    grad((theta: Tensor) => loss(logPi(theta)))(logits);
  const plain = (r: Tensor): Tensor => gradient((p) => policyGradient(p, r, visits));
  const smoothed = (chi: Tensor, r: Tensor): Tensor =>
    gradient((p) => smoothedPolicyGradient(p, r, visits, denseChi(chi)));
  const coupled = (chi: Tensor, r: Tensor): Tensor =>
    gradient((p) => coupledPolicyGradient(p, r, visits, denseChi(chi)));
  return {
    logits,
    logPi,
    states,
    actions,
    n,
    visits,
    reward,
    baseline,
    plain,
    smoothed,
    coupled,
  };
}
