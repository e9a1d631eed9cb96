/**
 * § Gradient augmentation, by which representation: hidden units that move or do not, inputs in a
 * basis that is not orthonormal, and what becomes of the fixed subspace along a trajectory.
 *
 * Next: optimisers.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { tensor } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { dataAugmentation, weightedAugmentation } from "../../methods/data-augmentation.ts";
import { gradientAugmentation } from "../../methods/gradient-augmentation.ts";
import { anchorCoupling } from "../../methods/gradient-coupling.ts";
import { plain, squaredLoss } from "../../methods/losses.ts";
import { mlp, mlpAction } from "../../methods/models.ts";
import type { Model, Objective } from "../../methods/types.ts";
import { act } from "../../symmetry/act.ts";
import { type Element, inverse } from "../../symmetry/group.ts";
import {
  actOnParameters,
  cotangentAction,
  type ParameterAction,
  type Parameters,
  reynoldsOfParameters,
} from "../../symmetry/parameters.ts";
import { regular, trivialRepresentation } from "../../symmetry/representations.ts";
import type { Claim, Setting } from "../claim.ts";
import { everyLoss, freeLaw, sheared, supervised } from "./parts.ts";
import { descend, meanOf, minus, plus, times } from "./steps.ts";

const section = "Gradient augmentation";

const orthogonal = "ρ(g) is orthogonal for every g";

/** The claims of this section. */
export const parameterActionClaims: readonly Claim[] = [
  {
    id: "GA0",
    says:
      "hidden units may move by any permutations Π: W₁ ↦ g W₁ Πᵍ⁻¹, b₁ " +
      "↦ Πᵍ b₁, W₂ ↦ Πᵍ W₂ undo g, for Π regular and Π trivial",
    section,
    source: "Completes § Gradient augmentation: the action on parameters is not unique",
    sense: "in function space",
    given: { pointwise: "each hidden unit has the same φ, of its own input" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, theta, f, actions } = perceptron(setting, assume("pointwise"));
      const moved = actions.map((rho) =>
        G.elements.map((g) => f(act(g, x), actOnParameters(rho, g, theta))),
      );
      return [moved, actions.map(() => G.elements.map(() => f(x, theta)))];
    },
  },
  {
    id: "GA2b",
    says: "gradient augmentation is one method, whichever way hidden units move",
    section,
    source: "Completes § Gradient augmentation: there is one for each action on the hidden units",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const { x, y, theta, f, actions } = perceptron(setting);
      const [moving, still] = actions.map((rho) =>
        grad(gradientAugmentation(f, everyLoss, rho))(theta, x, y),
      );
      return [moving!, still!];
    },
  },
  {
    id: "GA2c",
    says: "each gradient augmentation is data augmentation on its own fixed subspace",
    section,
    source: "Completes § Gradient augmentation: what all of them agree on",
    sense: "per step",
    given: { "its own": "θ is fixed by the action that moves the gradient, not by the other one" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f, actions } = perceptron(setting);
      const starts = actions.map((rho) => reynoldsOfParameters(rho, theta));
      const at = assume("its own") ? starts : [...starts].reverse();
      return [
        actions.map((rho, k) => grad(gradientAugmentation(f, everyLoss, rho))(at[k]!, x, y)),
        at.map((start) => grad(dataAugmentation(f, everyLoss, G))(start, x, y)),
      ];
    },
  },
  {
    id: "GA5",
    says:
      "transporting θ back, differentiating and transporting the " +
      "gradient is data augmentation, by whatever matrices g acts",
    section,
    source: "Completes § Gradient augmentation: GA1 where ρ is not orthogonal",
    sense: "per step",
    given: { cotangent: "the gradient moves by ρ(g)⁻ᵀ, not by ρ(g)" },
    expected: "PROVED",
    sides: (setting) => transported(setting, setting.assume("cotangent")),
  },
  {
    id: "GA5b",
    says: "𝔼 ρ(g) ∇ℓ(x, ρ(g)⁻¹θ) is data augmentation, by whatever matrices g acts",
    section,
    source: "Completes § Gradient augmentation: a gradient does not move as parameters do",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides: (setting) => transported(setting, false),
  },
  {
    id: "GA7",
    says: "at a fixed θ the gradient of data augmentation is fixed: it is 0 if its tied part is (Palais)",
    section,
    source:
      "Completes § Gradient augmentation: tied and augmented training have the same rest points",
    sense: "at fixed points",
    given: { "fixed θ": "ρ(g)·θ = θ for every g", orthogonal },
    expected: "PROVED",
    sides(setting) {
      const { assume } = setting;
      const { theta, rho, augmented } = inBasis(setting, assume("orthogonal"));
      const start = assume("fixed θ") ? reynoldsOfParameters(rho, theta) : theta;
      return [reynoldsOfParameters(rho, augmented(start)), augmented(start)];
    },
  },
  {
    id: "GA4",
    says: "gradient augmentation never changes (I − R)θ, the part of θ that is not symmetric: two steps",
    section,
    source: "Completes § Gradient augmentation: from an asymmetric start it never gets rid of it",
    sense: "along the trajectory",
    given: { orthogonal },
    expected: "PROVED",
    sides(setting) {
      const { theta, rho, coupled, eta } = inBasis(setting, setting.assume("orthogonal"));
      const moved = minus(descend(coupled, eta, 2)(theta), theta);
      return [reynoldsOfParameters(rho, moved), moved];
    },
  },
  {
    id: "EN1",
    says: "data augmentation commutes with the group: from ρ(h)·θ₀, two steps end at ρ(h) of where they end from θ₀",
    section,
    source: "Completes § Data augmentation: so an ensemble of all initial θ is invariant",
    sense: "along the trajectory",
    given: { orthogonal, "uniform law": "every g is as likely as every other" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { theta, rho, augmented, weighted, eta } = inBasis(setting, assume("orthogonal"));
      const walk = descend(assume("uniform law") ? augmented : weighted, eta, 2);
      const displaced = (from: Parameters): Parameters => minus(walk(from), from);
      return [
        G.generators.map((h) => displaced(actOnParameters(rho, h, theta))),
        G.generators.map((h) => actOnParameters(rho, h, displaced(theta))),
      ];
    },
  },
  {
    id: "OP4",
    says: "with momentum and weight decay too, two steps of gradient augmentation are two of data augmentation",
    section,
    source: "Completes § Gradient augmentation: which optimisers keep GA2 along the trajectory",
    sense: "along the trajectory",
    given: { "fixed θ₀": "ρ(g)·θ₀ = θ₀ for every g", orthogonal },
    expected: "PROVED",
    sides(setting) {
      const { assume, input } = setting;
      const { theta, rho, augmented, coupled, eta } = inBasis(setting, assume("orthogonal"));
      const [momentum, decay] = [input("μ", []), input("λ", [])];
      const start = assume("fixed θ₀") ? reynoldsOfParameters(rho, theta) : theta;
      const walk = (slope: (p: Parameters) => Parameters): Parameters => {
        const pull = (p: Parameters): Parameters => plus(slope(p), times(p, decay));
        const first = pull(start);
        const second = plus(times(first, momentum), pull(minus(start, times(first, eta))));
        return times(plus(first, second), eta);
      };
      return [walk(coupled), walk(augmented)];
    },
  },
  {
    id: "GC8",
    says: "moving θ back, sending x's residual through it and moving the gradient is anchored gradient coupling",
    section,
    source:
      "Completes § Gradient coupling: GA1 for it, so all that GA and it differ in is J(x, ρ(g)⁻¹θ)",
    sense: "per step",
    given: { "parameter action": "f(g·x, ρ(g)·θ) = f(x, θ)" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f, rho } = supervised(setting);
      const move = (g: Element, p: Parameters): Parameters =>
        assume("parameter action") ? actOnParameters(rho, g, p) : p;
      const residual = grad((output: Tensor) => everyLoss(output, y))(f(x, theta));
      const sent = grad((p: Parameters) => residual.dot(f(x, p)));
      const gradients = G.elements.map((g) => move(g, sent(move(inverse(g), theta))));
      return [meanOf(gradients), grad(anchorCoupling(f, everyLoss, G))(theta, x, y)];
    },
  },
];

/** A perceptron, and two ways for the group to act on its parameters: hidden units move, or not. */
function perceptron(setting: Setting, pointwise = true) {
  const { G, shape } = setting;
  const wide = { ...setting, shape: { ...shape, model: "phi" as const } };
  const { x, y, theta } = supervised(wide);
  const gains = tensor(G.elements.map((_, k) => (pointwise ? 1 : k + 1)));
  const activation = (z: Tensor): Tensor => {
    const scaled = z.mul(gains);
    return shape.model === "tanh" ? scaled.tanh() : shape.model === "phi" ? scaled.phi() : scaled;
  };
  const f = mlp(activation) as unknown as Model<Parameters>;
  const hidden = [regular(G), trivialRepresentation(G, G.order)];
  const actions = hidden.map((each): ParameterAction<Parameters> => mlpAction(G.natural, each));
  return { x, y, theta, f, actions };
}

/** Transported gradients where the inputs move in a sheared basis, and data augmentation. */
function transported(setting: Setting, cotangent: boolean) {
  const { G } = setting;
  const on = sheared(G);
  const { x, y, theta, f, rho } = supervised(setting, on);
  const back = cotangent ? cotangentAction(rho) : rho;
  const gradients = G.elements.map((g) => {
    const there = actOnParameters(rho, inverse(g), theta);
    return actOnParameters(back, g, grad(plain(f, everyLoss))(there, x, y));
  });
  const augmented = dataAugmentation(f, everyLoss, G, on);
  return [meanOf(gradients), grad(augmented)(theta, x, y)] as const;
}

/** The gradients of the methods where inputs move by permutations, or by these in a sheared basis. */
function inBasis(setting: Setting, orthonormal: boolean) {
  const { G, input } = setting;
  const on = orthonormal ? G.natural : sheared(G);
  const { x, y, theta, f, rho } = supervised(setting, on);
  const of = (objective: Objective<Parameters>) => (p: Parameters) => grad(objective)(p, x, y);
  const eta = input("η", []);
  return {
    ...{ theta, rho, eta },
    augmented: of(dataAugmentation(f, squaredLoss, G, on)),
    weighted: of(weightedAugmentation(f, squaredLoss, G, freeLaw(setting))),
    coupled: of(gradientAugmentation(f, squaredLoss, rho)),
  };
}
