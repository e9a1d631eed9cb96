/**
 * § Q-learning with χ = P: the quotient, the replayed sample, the symmetric part.
 *
 * Next: policy-gradients.ts
 */
import { eye } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { gradientAugmentation } from "../../methods/gradient-augmentation.ts";
import {
  jointStep,
  preconditionedStep,
  replayStep,
  splitStep,
  step,
  symmetryLoss,
  tdLoss,
  tiedStep,
} from "../../methods/q-learning.ts";
import type { Model } from "../../methods/types.ts";
import { averagingProjector, denseChi, orbitIndicator } from "../../symmetry/chi.ts";
import { orbitIndex } from "../../symmetry/orbits.ts";
import type { Claim, Setting } from "../claim.ts";
import { mixture, tablePoints } from "./parts.ts";
import { bellman, commuting, symmetricTable, times, unevenPoints } from "./tables.ts";

const section = "Q-learning";

/** The claims of this part of the section. */
export const quotients: readonly Claim[] = [
  {
    id: "Q20",
    says: "PRE(|orbit| P) is plain Q-learning on one entry for each orbit, with the same η, in any MDP: two steps",
    section,
    source: "Completes § Q-learning, “Preconditioner”: which quotient it learns",
    sense: "along the trajectory",
    given: {
      "symmetric Q": "P Q₀ = Q₀",
      "orbit sum": "χ = |orbit| P; the mean χ = P moves 1/|orbit| as far",
    },
    expected: "PROVED",
    sides(setting) {
      const { points, first, second, start, mean, tied, eta } = samples(setting);
      const begin = setting.assume("symmetric Q") ? mean : start;
      const sum = setting.assume("orbit sum") ? orbitIndicator(points) : averagingProjector(points);
      const once = preconditionedStep(first, sum, eta);
      const twice = preconditionedStep(second, sum, eta);
      return [twice(once(begin)), tied([first, second])];
    },
  },
  {
    id: "Q20#",
    says: "PRE(P) is plain Q-learning on one entry for each orbit, with the same η",
    section,
    source: "Completes Q20: orbits of sizes 1 and more have step sizes of their own",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const { points, first, mean, tied, eta } = samples(setting);
      return [preconditionedStep(first, averagingProjector(points), eta)(mean), tied([first])];
    },
  },
  {
    id: "Q20f",
    says: "PRE(P) moves each entry 1/|orbit| as far as plain Q-learning on one entry for each orbit",
    section,
    source: "Completes Q20#: what is true instead",
    sense: "per step",
    given: { "symmetric Q": "P Q₀ = Q₀" },
    expected: "PROVED",
    sides(setting) {
      const { points, first, start, mean, tied, eta } = samples(setting);
      const begin = setting.assume("symmetric Q") ? mean : start;
      const sizes = orbitIndicator(points).apply(start.like(1), 0);
      const moved = preconditionedStep(first, averagingProjector(points), eta)(begin).sub(begin);
      return [moved, tied([first]).sub(mean).div(sizes)];
    },
  },
  {
    id: "Q20b",
    says: "gradient augmentation of a table is PRE(P), from every Q₀: two steps on samples",
    section,
    source: "Completes § Gradient augmentation, for Q-learning",
    sense: "along the trajectory",
    given: { "orbit average": "χ = P, the mean over each orbit" },
    expected: "PROVED",
    sides(setting) {
      const { points, n, first, second, start, eta } = samples(setting);
      const lookup: Model<{ readonly table: Tensor }> = (rows, p) =>
        rows.matmul(p.table.expandDims(1));
      const augmented = (td: (q: Tensor) => Tensor) => {
        const loss = (output: Tensor): Tensor => td(output.squeeze(1));
        const objective = gradientAugmentation(lookup, loss, { table: [points] });
        return step((table) => objective({ table }, eye(n), table), eta);
      };
      const mean = averagingProjector(points);
      const chi = setting.assume("orbit average") ? mean : orbitIndicator(points);
      return [
        augmented(second)(augmented(first)(start)),
        preconditionedStep(second, chi, eta)(preconditionedStep(first, chi, eta)(start)),
      ];
    },
  },
  {
    id: "Q20c",
    says: "replaying each (s, a, r, s′) as (gs, ga, r, gs′) is, in the mean over g, PRE(P), in any MDP: two steps",
    section,
    source: "Completes § Q-learning: data augmentation of a table",
    sense: "along the trajectory",
    given: { "symmetric Q": "P Q₀ = Q₀" },
    expected: "PROVED",
    sides(setting) {
      const { points, first, second, start, mean, eta } = samples(setting);
      const begin = setting.assume("symmetric Q") ? mean : start;
      const chi = averagingProjector(points);
      return [
        replayStep(second, points, eta)(replayStep(first, points, eta)(begin)),
        preconditionedStep(second, chi, eta)(preconditionedStep(first, chi, eta)(begin)),
      ];
    },
  },
  {
    id: "Q23",
    says: "P Q is the same for TD, PRE, TD + λ L_sym, TD then L_sym, any walk by elements of G: two steps from any Q₀",
    section,
    source:
      "Notes § Q-learning: “These two end up being the same thing?!”: policy evaluation, symmetric part",
    sense: "along the trajectory",
    given: {
      "symmetric transitions": "P P_π = P_π P",
      "symmetric d": "d is constant on orbits",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, input, assume } = setting;
      const points = tablePoints(G);
      const n = points.dimension;
      const [q, r, eta, lambda] = [
        input("q", [n]),
        input("r", [n]),
        input("η", []),
        input("λ", []),
      ];
      const [weights, free] = [input("d", [n]), input("γP", [n, n])];
      const d = assume("symmetric d") ? symmetricTable(setting, weights) : weights;
      const p = assume("symmetric transitions") ? commuting(points, free) : free;
      const td = (table: Tensor): Tensor => tdLoss(table, r.add(times(p, table)), d);
      const chain = mixture(setting, { symmetric: false, on: points });
      const symmetry = (table: Tensor): Tensor => symmetryLoss(table, chain);
      const part = (once: (q: Tensor) => Tensor): Tensor => symmetricTable(setting, once(once(q)));
      const plain = part(step(td, eta));
      return [
        [
          part(preconditionedStep(td, denseChi(chain), eta)),
          part(jointStep(td, symmetry, lambda, eta)),
          part(splitStep(td, symmetry, lambda, eta)),
        ],
        [plain, plain, plain],
      ];
    },
  },
];

/**
 * A table with orbits of two sizes; two losses, each with weights, rewards and next state–actions
 * of its own, all free: a sampled transition is one of them.
 */
function samples(setting: Setting) {
  const { G, input } = setting;
  const points = unevenPoints(G);
  const n = points.dimension;
  const [start, eta] = [input("q", [n]), input("η", [])];
  const loss = (time: string): ((q: Tensor) => Tensor) => {
    const [target, d] = [bellman(setting, n, time), input(`d${time}`, [n])];
    return (q) => tdLoss(q, target(q), d);
  };
  const orbit = orbitIndex(points);
  const mean = averagingProjector(points).apply(start, 0);
  const firsts = [...new Set(orbit)].map((k) => orbit.indexOf(k));
  const tied = (losses: readonly ((q: Tensor) => Tensor)[]): Tensor =>
    losses.reduce((c, each) => tiedStep(each, orbit, eta)(c), mean.take(firsts, 0)).take(orbit, 0);
  return { points, n, first: loss("₁"), second: loss("₂"), start, eta, mean, tied };
}
