/**
 * The cells of the table method × method that were open: gradient coupling, gradient augmentation,
 * output coupling and function averaging in pairs, each with its exact difference.
 *
 * Next: output-coupling.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { concat, tensor } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { dataAugmentation } from "../../methods/data-augmentation.ts";
import { averaged, functionAveraging } from "../../methods/function-averaging.ts";
import { gradientAugmentation } from "../../methods/gradient-augmentation.ts";
import { anchorCoupling } from "../../methods/gradient-coupling.ts";
import { plain, squaredLoss } from "../../methods/losses.ts";
import { couplingTerm, outputCoupling, squaredCoupling } from "../../methods/output-coupling.ts";
import type { Model } from "../../methods/types.ts";
import { orbitBranches } from "../../methods/weight-sharing.ts";
import { act } from "../../symmetry/act.ts";
import { type Element, inverse } from "../../symmetry/group.ts";
import { orbitMean } from "../../symmetry/mean.ts";
import {
  actOnParameters,
  type Parameters,
  reynoldsOfParameters,
} from "../../symmetry/parameters.ts";
import type { Claim, Setting } from "../claim.ts";
import { constantOnOrbits, everyLoss, projectorCoupling, supervised } from "./parts.ts";
import { flip, flipAction, flipModel, flipRow } from "./sign-flip.ts";
import { meanOf, minus, plus, times } from "./steps.ts";

const section = "Gradient coupling";

/** The claims of these pairs. */
export const methodPairs: readonly Claim[] = [
  {
    id: "CX5",
    says:
      "f = θx, G = {1, −1}, x = θ = 1, any y: augmentation learns 2, " +
      "gradient augmentation and function averaging 0",
    section,
    source: "Completes GA2 and CN5b, in numbers",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides(setting) {
      const { theta, row, label, augmented } = flipped(setting);
      const moved = grad(gradientAugmentation(flipModel, squaredLoss, flipAction));
      const mean = grad(functionAveraging(flipModel, squaredLoss, flip));
      return [
        [augmented, moved(theta, row, label).theta, mean(theta, row, label).theta],
        [tensor([2]), tensor([0]), tensor([0])],
      ];
    },
  },
  {
    id: "GC5",
    says: "there 2 = 0 + 2: augmentation, anchored gradient coupling, the coupling term of output coupling",
    section,
    source: "Completes KEY1 and GC1, in numbers: f = θx, G = {1, −1}, x = θ = 1, any y",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides(setting) {
      const { theta, row, label, augmented } = flipped(setting);
      const anchored = grad(anchorCoupling(flipModel, squaredLoss, flip))(theta, row, label);
      const pulled = grad(couplingTerm(flipModel, flip, squaredCoupling))(theta, row);
      return [
        [augmented, anchored.theta, pulled.theta],
        [tensor([2]), tensor([0]), tensor([2])],
      ];
    },
  },
  {
    id: "GC9",
    says: "gradient augmentation, averaged over the points of the orbit, couples by the projector, at every θ",
    section,
    source: "Completes § Gradient coupling: GC7 for the data-set form",
    sense: "in expectation",
    given: { affine: "f is affine in θ: J = ∂f/∂θ does not depend on θ" },
    expected: "PROVED",
    sides(setting) {
      const { G, shape, assume } = setting;
      const problem = supervised({ ...setting, shape: { ...shape, model: "linear" } });
      const { x, y, theta, f: affine, rho } = problem;
      const bent: Model<Parameters> = (rows, p) => affine(rows, p).phi();
      const f = assume("affine") ? affine : bent;
      const one = gradientAugmentation(f, everyLoss, rho);
      const anchors = (p: Parameters): Tensor => orbitMean(G, (h) => one(p, act(h, x), y));
      return [grad(anchors)(theta), grad(projectorCoupling(G, problem, f, everyLoss))(theta)];
    },
  },
  {
    id: "GC9b",
    says: "gradient augmentation of any one point of the orbit couples by the projector, for every model",
    section,
    source: "Completes § Gradient coupling: GC7b for the data-set form",
    sense: "per step",
    given: { "fixed θ": "ρ(g)·θ = θ for every g" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const problem = supervised(setting);
      const { x, y, theta, f, rho } = problem;
      const start = assume("fixed θ") ? reynoldsOfParameters(rho, theta) : theta;
      return [
        grad(gradientAugmentation(f, everyLoss, rho))(start, x, y),
        grad(projectorCoupling(G, problem, f, everyLoss))(start),
      ];
    },
  },
  {
    id: "GC10",
    says:
      "coupling by the projector is gradient augmentation plus " +
      "𝔼 ρ(g) [J(x, ρ(g)⁻¹θ)ᵀ 𝔼ₕ ∂ℓ/∂f(h·x) − J(x, θ)ᵀ ∂ℓ/∂f(x)]",
    section,
    source: "Completes GC9 and GC9b: the exact difference, for every model and loss",
    sense: "per step",
    given: { "parameter action": "f(g·x, ρ(g)·θ) = f(x, θ)" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const problem = supervised(setting);
      const { x, y, theta, f, rho } = problem;
      const move = (g: Element, p: Parameters): Parameters =>
        assume("parameter action") ? actOnParameters(rho, g, p) : p;
      const residual = (rows: Tensor): Tensor =>
        grad((output: Tensor) => everyLoss(output, y))(f(rows, theta));
      const mean = orbitMean(G, (h) => residual(act(h, x)));
      const sent = (r: Tensor, at: Parameters): Parameters =>
        grad((p: Parameters) => r.dot(f(x, p)))(at);
      const own = sent(residual(x), theta);
      const apart = G.elements.map((g) => move(g, minus(sent(mean, move(inverse(g), theta)), own)));
      const augmented = grad(gradientAugmentation(f, everyLoss, rho))(theta, x, y);
      return [
        grad(projectorCoupling(G, problem, f, everyLoss))(theta),
        plus(augmented, meanOf(apart)),
      ];
    },
  },
  {
    id: "FA8",
    says: "function averaging is anchored gradient coupling plus 𝔼 J(g·x)ᵀ [∂ℓ(f̄) − ∂ℓ(f(x))], for every loss",
    section,
    source: "Completes § Averaging over orbits: the anchor's residual, not that of the mean output",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides(setting) {
      const { G } = setting;
      const { x, y, theta, f } = supervised(setting);
      const model = averaged(f, G);
      const residual = (z: Tensor): Tensor => grad((output: Tensor) => everyLoss(output, y))(z);
      const difference = residual(model(x, theta)).sub(residual(f(x, theta)));
      const anchored = anchorCoupling(f, everyLoss, G);
      const both = (p: Parameters): Tensor => anchored(p, x, y).add(difference.dot(model(x, p)));
      return [grad(functionAveraging(f, everyLoss, G))(theta, x, y), grad(both)(theta)];
    },
  },
  {
    id: "FA8b",
    says: "function averaging is anchored gradient coupling, for every loss",
    section,
    source: "Completes FA8: where the difference is 0",
    sense: "per step",
    given: { "constant output": "f is the same at every g·x" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f } = supervised(setting);
      const model = assume("constant output") ? constantOnOrbits(f, G) : f;
      return [
        grad(functionAveraging(model, everyLoss, G))(theta, x, y),
        grad(anchorCoupling(model, everyLoss, G))(theta, x, y),
      ];
    },
  },
  {
    id: "OC4",
    says: "output coupling is gradient augmentation, for any λ: the coupling term is at rest",
    section: "Output coupling",
    source: "Completes § Output coupling: when it and gradient augmentation are one method",
    sense: "per step",
    given: {
      "fixed θ": "ρ(g)·θ = θ for every g",
      "closed batch": "with each sample, the batch has its whole orbit, with one label",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f, rho, lambda } = { ...supervised(setting), ...pull(setting) };
      const start = assume("fixed θ") ? reynoldsOfParameters(rho, theta) : theta;
      const closed = assume("closed batch");
      const rows = closed ? concat(orbitBranches(G, x)) : x;
      const labels = closed ? concat(G.elements.map(() => y)) : y;
      return [
        grad(outputCoupling(f, everyLoss, G, squaredCoupling, lambda))(start, rows, labels),
        grad(gradientAugmentation(f, everyLoss, rho))(start, rows, labels),
      ];
    },
  },
  {
    id: "OC4b",
    says: "output coupling is gradient augmentation plus (I − R) ∇ℓ plus λ times the coupling term",
    section: "Output coupling",
    source: "Completes OC4: the exact difference, at every θ; R is the mean over ρ(g)",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides(setting) {
      const { G } = setting;
      const { x, y, theta, f, rho, lambda } = { ...supervised(setting), ...pull(setting) };
      const slope = grad(plain(f, everyLoss))(theta, x, y);
      const rest = minus(slope, reynoldsOfParameters(rho, slope));
      const term = grad(couplingTerm(f, G, squaredCoupling))(theta, x);
      const augmented = grad(gradientAugmentation(f, everyLoss, rho))(theta, x, y);
      return [
        grad(outputCoupling(f, everyLoss, G, squaredCoupling, lambda))(theta, x, y),
        plus(plus(augmented, rest), times(term, lambda)),
      ];
    },
  },
];

/** f = θx at x = θ = 1 with a free label, and what data augmentation learns there. */
function flipped({ input }: Setting) {
  const [theta, row, label] = [{ theta: tensor([1]) }, flipRow(1), input("y", [1, 1])];
  const augmented = grad(dataAugmentation(flipModel, squaredLoss, flip))(theta, row, label);
  return { theta, row, label, augmented: augmented.theta };
}

/** The weight of output coupling. */
function pull({ input }: Setting) {
  return { lambda: input("λ", []) };
}
