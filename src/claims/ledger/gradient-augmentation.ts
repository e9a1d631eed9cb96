/**
 * § Gradient augmentation: "Does this even make sense?!?"
 *
 * Next: gradient-coupling.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { dataAugmentation } from "../../methods/data-augmentation.ts";
import { gradientAugmentation } from "../../methods/gradient-augmentation.ts";
import { plain, squaredLoss } from "../../methods/losses.ts";
import type { Model } from "../../methods/types.ts";
import { weightTying } from "../../methods/weight-tying.ts";
import { inverse } from "../../symmetry/group.ts";
import {
  actOnParameters,
  type ParameterAction,
  type Parameters,
  reynoldsOfParameters,
} from "../../symmetry/parameters.ts";
import { tying } from "../../symmetry/tie.ts";
import type { Claim } from "../claim.ts";
import { everyLoss, supervised } from "./parts.ts";

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
      const descend = (gradient: (p: Parameters) => Parameters) => (p: Parameters) => {
        const slope = gradient(p);
        return mapNames(p, (name) => p[name]!.sub(slope[name]!.mul(eta)));
      };
      const tiedStep = descend((c) => grad(weightTying(f, squaredLoss, tied))(c, x, y));
      const augmentedStep = descend((p) => grad(dataAugmentation(f, squaredLoss, G))(p, x, y));
      const start = assume("fixed θ₀") ? reynoldsOfParameters(rho, theta) : theta;
      const moved = (from: Parameters, to: Parameters) =>
        mapNames(from, (name) => to[name]!.sub(from[name]!));
      const c = tied.project(theta);
      return [
        moved(tied.expand(c), tied.expand(tiedStep(tiedStep(c)))),
        moved(start, augmentedStep(augmentedStep(start))),
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

/** The parameters with each replaced by what f says of its name. */
function mapNames(theta: Parameters, f: (name: string) => Parameters[string]): Parameters {
  return Object.fromEntries(Object.keys(theta).map((name) => [name, f(name)]));
}
