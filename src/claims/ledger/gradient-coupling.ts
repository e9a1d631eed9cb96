/**
 * § Gradient coupling.
 *
 * Next: method-pairs.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { concat } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { dataAugmentation } from "../../methods/data-augmentation.ts";
import { gradientAugmentation } from "../../methods/gradient-augmentation.ts";
import { anchorCoupling, gradientCoupling } from "../../methods/gradient-coupling.ts";
import { plain, squaredLoss } from "../../methods/losses.ts";
import type { Model, Objective } from "../../methods/types.ts";
import { orbitBranches } from "../../methods/weight-sharing.ts";
import { act } from "../../symmetry/act.ts";
import { averagingProjector, denseChi, permutationChi } from "../../symmetry/chi.ts";
import { orbitMean } from "../../symmetry/mean.ts";
import { type Parameters, reynoldsOfParameters } from "../../symmetry/parameters.ts";
import type { Claim, Setting } from "../claim.ts";
import {
  constantOnOrbits,
  constantSlopes,
  everyLoss,
  projectorCoupling,
  rowsOfOrbits,
  type Supervised,
  supervised,
} from "./parts.ts";

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
    given: { "constant residual": "f is the same at every g·x, at this θ, and so is ∂ℓ/∂f" },
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
  {
    id: "GC2",
    says:
      "augmentation is coupling by the projector plus the " +
      "covariance on the orbit of slopes ∂f/∂θ and residuals ∂ℓ/∂f",
    section,
    source: "Completes § Gradient coupling: the exact difference, for every loss",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides(setting) {
      const { G } = setting;
      const problem = supervised(setting);
      const { x, y, theta, f } = problem;
      const coupled = projectorCoupling(G, problem, f, everyLoss);
      const residuals = orbitBranches(G, x).map((rows) =>
        grad((output: Tensor) => everyLoss(output, y))(f(rows, theta)),
      );
      const mean = residuals.reduce((a, b) => a.add(b)).div(G.order);
      const covariance = (p: Parameters): Tensor =>
        orbitMean(G, (g) => residuals[g.index]!.sub(mean).dot(f(act(g, x), p)));
      const both = (p: Parameters): Tensor => coupled(p).add(covariance(p));
      return [grad(dataAugmentation(f, everyLoss, G))(theta, x, y), grad(both)(theta)];
    },
  },
  {
    id: "GC2b",
    says: "coupling by the projector is data augmentation where outputs, and so residuals, do not vary",
    section,
    source: "Completes § Gradient coupling: one way to have no covariance",
    sense: "per step",
    given: { "constant residual": "f is the same at every g·x, at this θ, and so is ∂ℓ/∂f" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const problem = supervised(setting);
      const f = assume("constant residual") ? constantOnOrbits(problem.f, G) : problem.f;
      return againstAugmentation(setting, problem, projectorCoupling(G, problem, f, everyLoss), f);
    },
  },
  {
    id: "GC3",
    says: "coupling by the projector is data augmentation where slopes do not vary",
    section,
    source: "Completes § Gradient coupling: the other way to have no covariance",
    sense: "per step",
    given: { "constant slopes": "∂f/∂θ is the same at every g·x" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const problem = supervised(setting);
      const f = assume("constant slopes") ? constantSlopes(problem.f, G) : problem.f;
      return againstAugmentation(setting, problem, projectorCoupling(G, problem, f, everyLoss), f);
    },
  },
  {
    id: "GC3b",
    says: "sending the anchor's residual to its whole orbit is data augmentation where slopes do not vary",
    section,
    source: "Completes § Gradient coupling: GC3 does not hold for the anchor form",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const { G } = setting;
      const problem = supervised(setting);
      const { x, y } = problem;
      const f = constantSlopes(problem.f, G);
      const anchored = anchorCoupling(f, everyLoss, G);
      return againstAugmentation(setting, problem, (p) => anchored(p, x, y), f);
    },
  },
  {
    id: "GC7",
    says: "sending the anchor's residual to its whole orbit is gradient augmentation, at every θ",
    section,
    source:
      "Completes § Gradient coupling: they differ by 𝔼 ρ(g)⁻ᵀ [J(x, ρ(g)⁻¹θ) − J(x, θ)]ᵀ ∂ℓ/∂f(x), J = ∂f/∂θ",
    sense: "per step",
    given: { affine: "f is affine in θ: J does not depend on θ" },
    expected: "PROVED",
    sides(setting) {
      const { G, shape, assume } = setting;
      const { x, y, theta, rho } = supervised({ ...setting, shape: { ...shape, model: "linear" } });
      const linear: Model<Parameters> = (rows, p) => rows.matmul(p["w"]!).add(p["b"]!);
      const f = assume("affine") ? linear : (rows: Tensor, p: Parameters) => linear(rows, p).phi();
      return [
        grad(anchorCoupling(f, everyLoss, G))(theta, x, y),
        grad(gradientAugmentation(f, everyLoss, rho))(theta, x, y),
      ];
    },
  },
  {
    id: "GC7b",
    says: "sending the anchor's residual to its whole orbit is gradient augmentation, for every model",
    section,
    source: "Completes § Gradient coupling: the other way for J(x, ρ(g)⁻¹θ) − J(x, θ) to vanish",
    sense: "per step",
    given: { "fixed θ": "ρ(g)·θ = θ for every g" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f, rho } = supervised(setting);
      const start = assume("fixed θ") ? reynoldsOfParameters(rho, theta) : theta;
      return [
        grad(anchorCoupling(f, everyLoss, G))(start, x, y),
        grad(gradientAugmentation(f, everyLoss, rho))(start, x, y),
      ];
    },
  },
];

/** The gradients of an objective and of data augmentation. */
function againstAugmentation(
  { G }: Setting,
  { x, y, theta }: Supervised,
  objective: (theta: Parameters) => Tensor,
  f: Model<Parameters>,
) {
  return [grad(objective)(theta), grad(dataAugmentation(f, everyLoss, G))(theta, x, y)] as const;
}
