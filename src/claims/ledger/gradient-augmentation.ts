/**
 * § Gradient augmentation: "Does this even make sense?!?"
 *
 * Next: parameter-actions.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { dataAugmentation, weightedAugmentation } from "../../methods/data-augmentation.ts";
import { gradientAugmentation } from "../../methods/gradient-augmentation.ts";
import { plain, squaredLoss } from "../../methods/losses.ts";
import type { Model } from "../../methods/types.ts";
import { weightTying } from "../../methods/weight-tying.ts";
import { act } from "../../symmetry/act.ts";
import { inverse } from "../../symmetry/group.ts";
import {
  actOnParameters,
  type ParameterAction,
  type Parameters,
  reynoldsOfParameters,
} from "../../symmetry/parameters.ts";
import { tying } from "../../symmetry/tie.ts";
import type { Claim } from "../claim.ts";
import { everyLoss, freeLaw, supervised } from "./parts.ts";
import { descend, mapNames, minus, plus, times } from "./steps.ts";

const section = "Gradient augmentation";

/** The representation that moves nothing, on parameters of the same shapes. */
function still(theta: Parameters): ParameterAction<Parameters> {
  return Object.fromEntries(
    Object.entries(theta).map(([name, x]) => [name, x.shape.map(() => null)]),
  );
}

/** The claims of this section. */
export const gradientAugmentationClaims: readonly Claim[] = [
  {
    id: "GA1",
    says: "transporting θ back, differentiating and transporting the gradient is data augmentation, at every θ",
    section,
    source:
      "Notes § Gradient augmentation: “Does this even make sense?!?”: yes, as 𝔼_g ρ(g)⁻ᵀ ∇ℓ(x, ρ(g)⁻¹θ)",
    sense: "per step",
    given: { "parameter action": "f(g·x, ρ(g)·θ) = f(x, θ)" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f, rho } = supervised(setting);
      const moves = assume("parameter action") ? rho : still(theta);
      const gradients = G.elements.map((g) => {
        const there = actOnParameters(moves, inverse(g), theta);
        return actOnParameters(moves, g, grad(plain(f, everyLoss))(there, x, y));
      });
      const mean = mapNames(theta, (name) =>
        gradients
          .map((each) => each[name]!)
          .reduce((a, b) => a.add(b))
          .div(G.order),
      );
      return [mean, grad(dataAugmentation(f, everyLoss, G))(theta, x, y)];
    },
  },
  {
    id: "GA2",
    says: "gradient augmentation, one gradient moved over the group, is data augmentation",
    section,
    source: "Notes § Gradient augmentation, under “Turns out ... the same.”",
    sense: "per step",
    given: {
      "fixed θ": "ρ(g)·θ = θ for every g",
      "parameter action": "f(g·x, ρ(g)·θ) = f(x, θ)",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f, rho } = supervised(setting);
      const moves = assume("parameter action") ? rho : still(theta);
      const start = assume("fixed θ") ? reynoldsOfParameters(rho, theta) : theta;
      return [
        grad(gradientAugmentation(f, everyLoss, moves))(start, x, y),
        grad(dataAugmentation(f, everyLoss, G))(start, x, y),
      ];
    },
  },
  {
    id: "GA6",
    says: "under a law q of g that is not uniform, gradient augmentation is data augmentation all the same",
    section,
    source: "Completes § Gradient augmentation: GA2 for any law “g ∼ q(G)”",
    sense: "per step",
    given: { "fixed θ": "ρ(g)·θ = θ for every g" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f, rho } = supervised(setting);
      const q = freeLaw(setting);
      const start = assume("fixed θ") ? reynoldsOfParameters(rho, theta) : theta;
      const gradient = grad(plain(f, everyLoss))(start, x, y);
      const moved = G.elements.map((g) =>
        times(actOnParameters(rho, g, gradient), q.take([g.index], 0).squeeze(0)),
      );
      return [moved.reduce(plus), grad(weightedAugmentation(f, everyLoss, G, q))(start, x, y)];
    },
  },
  {
    id: "GA6b",
    says: "a step of data augmentation from a fixed θ, under a law q that is not uniform, ends at a fixed θ",
    section,
    source: "Completes § Gradient augmentation: why GA6 is said of one step, and sampled g drift",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const { G } = setting;
      const { x, y, theta, f, rho } = supervised(setting);
      const augmented = weightedAugmentation(f, everyLoss, G, freeLaw(setting));
      const start = reynoldsOfParameters(rho, theta);
      const step = grad(augmented)(start, x, y);
      return [reynoldsOfParameters(rho, step), step];
    },
  },
  {
    id: "RB4",
    says:
      "gradient augmentation of any one point of the orbit is the mean " +
      "gradient over the orbit: no variance within orbits is left",
    section,
    source: "Completes § Gradient augmentation: the mean over |G| gradients at the cost of one",
    sense: "per step",
    given: { "fixed θ": "ρ(g)·θ = θ for every g" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f, rho } = supervised(setting);
      const start = assume("fixed θ") ? reynoldsOfParameters(rho, theta) : theta;
      const one = grad(gradientAugmentation(f, everyLoss, rho));
      const mean = grad(dataAugmentation(f, everyLoss, G))(start, x, y);
      return [G.elements.map((h) => one(start, act(h, x), y)), G.elements.map(() => mean)];
    },
  },
  {
    id: "GA3",
    says: "two steps of weight tying, without augmentation, move θ as two of data augmentation do",
    section,
    source: "Completes § Gradient augmentation: “Turns out ... the same.”, along the trajectory",
    sense: "along the trajectory",
    given: {
      "fixed θ₀": "the trajectory of augmentation starts at the θ that the tied one does",
      "orthonormal tying":
        "a coordinate moves by the mean of its entries' cotangents, not by their sum",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, assume, input } = setting;
      const { x, y, theta, f, rho } = supervised(setting);
      const eta = input("η", []);
      const tied = tying(rho, theta, assume("orthonormal tying") ? "orthonormal" : "plain");
      const tiedSteps = descend((c) => grad(weightTying(f, squaredLoss, tied))(c, x, y), eta, 2);
      const augmented = (p: Parameters) => grad(dataAugmentation(f, squaredLoss, G))(p, x, y);
      const start = assume("fixed θ₀") ? reynoldsOfParameters(rho, theta) : theta;
      const c = tied.project(theta);
      return [
        minus(tied.expand(tiedSteps(c)), tied.expand(c)),
        minus(descend(augmented, eta, 2)(start), start),
      ];
    },
  },
  {
    id: "GA8",
    says: "augmenting a model whose weights are tied changes nothing: its gradient is the plain one",
    section,
    source: "Completes § Averaging over orbits: why nobody augments a group-convolutional net",
    sense: "per step",
    given: { invariant: "the weights are tied: f(g·x, θ) = f(x, θ)" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f, rho } = supervised(setting);
      const tied: Model<Parameters> = (rows, p) => f(rows, reynoldsOfParameters(rho, p));
      const model = assume("invariant") ? tied : f;
      return [
        grad(dataAugmentation(model, everyLoss, G))(theta, x, y),
        grad(plain(model, everyLoss))(theta, x, y),
      ];
    },
  },
];
