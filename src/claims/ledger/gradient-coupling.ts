/**
 * § Gradient coupling.
 *
 * Next: output-coupling.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { concat } from "../../autodiff/tensor/create.ts";
import { dataAugmentation } from "../../methods/data-augmentation.ts";
import { anchorCoupling, gradientCoupling } from "../../methods/gradient-coupling.ts";
import { plain, squaredLoss } from "../../methods/losses.ts";
import type { Objective } from "../../methods/types.ts";
import { orbitBranches } from "../../methods/weight-sharing.ts";
import { act } from "../../symmetry/act.ts";
import { averagingProjector, denseChi, permutationChi } from "../../symmetry/chi.ts";
import { group } from "../../symmetry/group.ts";
import { orbitMean } from "../../symmetry/mean.ts";
import type { Parameters } from "../../symmetry/parameters.ts";
import type { Claim } from "../claim.ts";
import { constantOnOrbits, supervised } from "./parts.ts";

const section = "Gradient coupling";

/** The claims of this section. */
export const gradientCouplingClaims: readonly Claim[] = [
  {
    id: "GC1",
    says: "sending the anchor's residual to its whole orbit is data augmentation",
    section,
    source:
      "Notes § Gradient coupling: “(∂f/∂θ)·χ·(∂ℓ/∂f)”, and below it the update of data augmentation",
    sense: "per step",
    given: { "constant residual": "∂ℓ/∂f is the same at every g·x" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f } = supervised(setting);
      const model = assume("constant residual") ? constantOnOrbits(f, G) : f;
      return [
        grad(anchorCoupling(model, squaredLoss, G))(theta, x, y),
        grad(dataAugmentation(model, squaredLoss, G))(theta, x, y),
      ];
    },
  },
  {
    id: "GC4",
    says: "anchored gradient coupling, averaged over which point of the orbit is the anchor, couples by the projector",
    section,
    source: "Completes § Gradient coupling: the anchor form and the data-set form are one method",
    sense: "in expectation",
    given: { "averaging projector": "χ is the mean over the orbit, not its indicator" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f } = supervised(setting);
      const anchors: Objective<Parameters> = (p, rows, labels) =>
        orbitMean(G, (g) => anchorCoupling(f, squaredLoss, G)(p, act(g, rows), labels));
      const batch = concat(orbitBranches(G, x));
      const labels = concat(G.elements.map(() => y));
      const samples = x.shape[0]!;
      const rows = rowsOfOrbits(G.order, samples);
      const chi = averagingProjector(rows);
      const indicator = denseChi(chi.dense().mul(G.order));
      const coupling = assume("averaging projector") ? chi : indicator;
      return [
        grad(anchors)(theta, x, y),
        grad(gradientCoupling(f, squaredLoss, coupling))(theta, batch, labels),
      ];
    },
  },
  {
    id: "GC6",
    says: "coupling by χ and coupling by χᵀ are the same method",
    section,
    source:
      "Notes: the preconditioner is written in row layout, gradient coupling in column layout",
    sense: "per step",
    given: { symmetric: "χ = χᵀ" },
    expected: "PROVED",
    sides(setting) {
      const { G, shape, assume, input } = setting;
      const { theta, f } = supervised(setting);
      const n = G.order;
      const [rows, labels] = [input("X", [n, G.degree]), input("Y", [n, shape.outputs])];
      const free = input("χ", [n, n]);
      const matrix = assume("symmetric") ? free.add(free.transpose()) : free;
      return [
        grad(gradientCoupling(f, squaredLoss, denseChi(matrix)))(theta, rows, labels),
        grad(gradientCoupling(f, squaredLoss, denseChi(matrix.transpose())))(theta, rows, labels),
      ];
    },
  },
  {
    id: "GC0",
    says: "gradient coupling with χ = I is learning without a symmetry",
    section,
    source: "Completes § Gradient coupling: the identity is χ = I, stop-gradient is χ = 0",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides(setting) {
      const { x, y, theta, f } = supervised(setting);
      const identity = permutationChi(Array.from({ length: x.shape[0]! }, (_, i) => i));
      return [
        grad(gradientCoupling(f, squaredLoss, identity))(theta, x, y),
        grad(plain(f, squaredLoss))(theta, x, y),
      ];
    },
  },
];

/**
 * The action on the rows of a batch that lists g·x for each g and, within it, each sample: it moves
 * g, not the sample.
 */
function rowsOfOrbits(order: number, samples: number) {
  const shift = Array.from(
    { length: order * samples },
    (_, row) => (row + samples) % (order * samples),
  );
  return group(`orbits of ${samples}`, [shift]);
}
