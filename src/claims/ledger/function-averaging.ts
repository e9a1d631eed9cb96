/**
 * § Averaging over orbits: the mean over the orbit inside of the loss, outside of it, and what lies
 * between.
 *
 * Next: label-sharing.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { full } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { stopGradient } from "../../autodiff/with-vjp.ts";
import { dataAugmentation } from "../../methods/data-augmentation.ts";
import { averaged, functionAveraging } from "../../methods/function-averaging.ts";
import { squaredLoss } from "../../methods/losses.ts";
import { squaredCoupling } from "../../methods/output-coupling.ts";
import type { Loss, Model } from "../../methods/types.ts";
import { orbitBranches } from "../../methods/weight-sharing.ts";
import { act } from "../../symmetry/act.ts";
import type { Group } from "../../symmetry/group.ts";
import { orbitMean } from "../../symmetry/mean.ts";
import type { Parameters } from "../../symmetry/parameters.ts";
import type { Claim, Setting } from "../claim.ts";
import {
  canonicalLoss,
  constantOnOrbits,
  everyLoss,
  projectorCoupling,
  quarticLoss,
  type Supervised,
  supervised,
} from "./parts.ts";

const section = "Averaging over orbits";

/** The claims of this section. */
export const averagingClaims: readonly Claim[] = [
  {
    id: "FA1",
    says: "augmentation is function averaging plus the variance of f on the orbit, ½ L_sym: value and gradient",
    section,
    source:
      "Notes § Averaging over orbits: “Turns out ... the same.”: the difference is exactly L_sym",
    sense: "per step",
    given: { "squared loss": "ℓ(f, y) = |f − y|²" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f } = supervised(setting);
      const loss = assume("squared loss") ? squaredLoss : quarticLoss;
      const augmented = dataAugmentation(f, loss, G);
      const averaged = functionAveraging(f, loss, G);
      const disagreement = (p: Parameters): Tensor => symmetryLoss(setting, f, x, p).div(2);
      const both = (p: Parameters): Tensor => averaged(p, x, y).add(disagreement(p));
      return [
        [augmented(theta, x, y), grad(augmented)(theta, x, y)],
        [both(theta), grad(both)(theta)],
      ];
    },
  },
  {
    id: "FA3",
    says: "the coupling term of output coupling, averaged over anchors, is half of L_sym, both outputs free",
    section,
    source: "Completes § Output coupling: which of two outputs is held fixed costs a factor of 2",
    sense: "in expectation",
    given: { "anchor held fixed": "[f(x, θ)]_stop" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, theta, f } = supervised(setting);
      const stop = assume("anchor held fixed") ? stopGradient : (t: Tensor): Tensor => t;
      const anchors = (p: Parameters): Tensor =>
        orbitMean(G, (h) => {
          const anchor = stop(f(act(h, x), p));
          return orbitMean(G, (g) => squaredCoupling(anchor, f(act(g, act(h, x)), p)));
        });
      const half = (p: Parameters): Tensor => symmetryLoss(setting, f, x, p).div(2);
      return [grad(anchors)(theta), grad(half)(theta)];
    },
  },
  {
    id: "FA4",
    says:
      "augmentation is function averaging plus the Jensen gap 𝔼 A(f(g·x)) " +
      "− A(f̄), A(z) = ℓ(z, 0): value and gradient, without labels",
    section,
    source: "Completes § Averaging over orbits: FA1 for every canonical loss A(f) − ⟨y, f⟩",
    sense: "per step",
    given: { canonical: "ℓ(f, y) = A(f) − ⟨y, f⟩" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f } = supervised(setting);
      const loss = assume("canonical") ? canonicalLoss : quarticLoss;
      const A = (z: Tensor): Tensor => loss(z, full(y.shape, 0));
      const augmented = dataAugmentation(f, loss, G);
      const both = (p: Parameters): Tensor => {
        const spread = orbitMean(G, (g) => A(f(act(g, x), p)));
        const gap = spread.sub(A(averaged(f, G)(x, p)));
        return functionAveraging(f, loss, G)(p, x, y).add(gap);
      };
      return [
        [augmented(theta, x, y), grad(augmented)(theta, x, y)],
        [both(theta), grad(both)(theta)],
      ];
    },
  },
  {
    id: "FA5",
    says: "the loss of function averaging is at most that of data augmentation",
    section,
    source: "Completes FA4: the Jensen gap is not negative, so averaging at test time never hurts",
    sense: "bound",
    given: { convex: "A is convex, as log(1 + eᶻ) is; then so is ℓ(f, y) = A(f) − ⟨y, f⟩" },
    expected: "UNKNOWN",
    relation: "at most",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f } = supervised(setting);
      const softplus = (z: Tensor): Tensor => z.exp().add(1).log();
      const logistic: Loss = (z, label) => softplus(z).sub(label.mul(z)).sum(1).mean();
      const loss = assume("convex") ? logistic : canonicalLoss;
      return [
        functionAveraging(f, loss, G)(theta, x, y),
        dataAugmentation(f, loss, G)(theta, x, y),
      ];
    },
  },
  {
    id: "FA6",
    says: "coupling by the projector is function averaging, for every model and at every θ",
    section,
    source: "Completes § Averaging over orbits: the two differ by 𝔼 J(g·x)ᵀ [∂ℓ(f̄) − 𝔼 ∂ℓ(f(g·x))]",
    sense: "per step",
    given: { "affine residual": "∂ℓ/∂f is affine in f, as for the squared loss" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const problem = supervised(setting);
      const loss = assume("affine residual") ? squaredLoss : quarticLoss;
      return coupledAndAveraged(G, problem, problem.f, loss);
    },
  },
  {
    id: "FA6b",
    says: "coupling by the projector is function averaging, for every loss",
    section,
    source: "Completes § Averaging over orbits: what a loss that is not quadratic needs",
    sense: "per step",
    given: { "constant output": "f is the same at every g·x" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const problem = supervised(setting);
      const model = assume("constant output") ? constantOnOrbits(problem.f, G) : problem.f;
      return coupledAndAveraged(G, problem, model, everyLoss);
    },
  },
  {
    id: "FA6c",
    says: "function averaging is coupling by the projector plus 𝔼 J(g·x)ᵀ [∂ℓ(f̄) − 𝔼 ∂ℓ(f(g·x))], J = ∂f/∂θ",
    section,
    source: "Completes § Averaging over orbits: the exact difference of FA6, for every loss",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides(setting) {
      const { G } = setting;
      const problem = supervised(setting);
      const { x, y, theta, f } = problem;
      const model = averaged(f, G);
      const residual = (z: Tensor): Tensor => grad((output: Tensor) => everyLoss(output, y))(z);
      const mean = orbitMean(G, (g) => residual(f(act(g, x), theta)));
      const difference = residual(model(x, theta)).sub(mean);
      const coupled = projectorCoupling(G, problem, f, everyLoss);
      const both = (p: Parameters): Tensor => coupled(p).add(difference.dot(model(x, p)));
      return [grad(functionAveraging(f, everyLoss, G))(theta, x, y), grad(both)(theta)];
    },
  },
  {
    id: "FA7",
    says: "augmentation is coupling by the projector plus ½ L_sym",
    section,
    source:
      "Completes § Gradient coupling: the covariance of slopes and residuals is a gradient, GC2",
    sense: "per step",
    given: { "squared loss": "ℓ(f, y) = |f − y|²" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const problem = supervised(setting);
      const { x, y, theta, f } = problem;
      const loss = assume("squared loss") ? squaredLoss : quarticLoss;
      const coupled = projectorCoupling(G, problem, f, loss);
      const both = (p: Parameters): Tensor => coupled(p).add(symmetryLoss(setting, f, x, p).div(2));
      return [grad(dataAugmentation(f, loss, G))(theta, x, y), grad(both)(theta)];
    },
  },
];

/** L_sym = 𝔼_{g, h} |f(g·x, θ) − f(h·x, θ)|² on the orbit. */
function symmetryLoss({ G }: Setting, f: Model<Parameters>, x: Tensor, theta: Parameters): Tensor {
  const outputs = orbitBranches(G, x).map((branch) => f(branch, theta));
  const pairs = outputs.flatMap((a) => outputs.map((b) => squaredLoss(a, b)));
  return pairs.reduce((sum, next) => sum.add(next)).div(G.order * G.order);
}

/** The gradients of coupling by the projector and of function averaging. */
function coupledAndAveraged(G: Group, of: Supervised, f: Model<Parameters>, loss: Loss) {
  return [
    grad(projectorCoupling(G, of, f, loss))(of.theta),
    grad(functionAveraging(f, loss, G))(of.theta, of.x, of.y),
  ] as const;
}
