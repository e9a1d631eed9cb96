/**
 * Targets that move with their samples: everything holds once residuals, anchors and outputs are
 * transported along the orbit.
 *
 * Next: gradient-augmentation.ts
 */
import { grad } from "../../autodiff/grad.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import {
  equivariantAugmentation,
  equivariantAveraged,
  equivariantCoupling,
  equivariantPull,
} from "../../methods/equivariant-targets.ts";
import { crossEntropy, plain, squaredLoss } from "../../methods/losses.ts";
import { klCoupling, squaredCoupling } from "../../methods/output-coupling.ts";
import type { Model } from "../../methods/types.ts";
import { act } from "../../symmetry/act.ts";
import { copies } from "../../symmetry/combine.ts";
import { inverse } from "../../symmetry/group.ts";
import { orbitMean } from "../../symmetry/mean.ts";
import type { Parameters } from "../../symmetry/parameters.ts";
import type { Representation } from "../../symmetry/representation.ts";
import { trivialRepresentation } from "../../symmetry/representations.ts";
import type { Claim, Setting } from "../claim.ts";
import { classification, everyLoss, quarticLoss, sheared, supervised, turned } from "./parts.ts";

const section = "Equivariant targets";

/** The claims of this section. */
export const equivariantClaims: readonly Claim[] = [
  {
    id: "EQ1",
    says:
      "data augmentation is gradient coupling plus the coupling " +
      "term of output coupling, for targets that move with x",
    section,
    source: "Completes § Output coupling: KEY1, for targets that are equivariant",
    sense: "per step",
    given: {
      "squared loss": "ℓ(f, y) = |f − y|²",
      "transported residual": "gradient coupling sends g·∂ℓ/∂f(x) to g·x",
      "transported anchor": "output coupling pulls f(g·x) to g·f(x)",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f } = supervised(wide(setting, G.degree));
      const still = trivialRepresentation(G, G.degree);
      const loss = assume("squared loss") ? squaredLoss : quarticLoss;
      const residual = assume("transported residual") ? G.natural : still;
      const anchor = assume("transported anchor") ? G.natural : still;
      const coupled = equivariantCoupling(f, loss, G, residual);
      const pulled = equivariantPull(f, G, squaredCoupling, anchor);
      const halves = (p: Parameters): Tensor => coupled(p, x, y).add(pulled(p, x));
      return [
        grad(equivariantAugmentation(f, loss, G, G.natural))(theta, x, y),
        grad(halves)(theta),
      ];
    },
  },
  {
    id: "EQ2",
    says: "augmentation is the loss of 𝔼 g⁻¹·f(g·x) plus the variance of g⁻¹·f(g·x): value and gradient",
    section,
    source: "Completes § Averaging over orbits: FA1, for targets that are equivariant",
    sense: "per step",
    given: {
      "squared loss": "ℓ(f, y) = |f − y|²",
      "orthogonal outputs": "the group moves outputs by an orthogonal representation",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f } = supervised(wide(setting, G.degree));
      const out: Representation = assume("orthogonal outputs") ? G.natural : sheared(G);
      const loss = assume("squared loss") ? squaredLoss : quarticLoss;
      const augmented = equivariantAugmentation(f, loss, G, out);
      const centre = equivariantAveraged(f, G, out);
      const both = (p: Parameters): Tensor => {
        const variance = orbitMean(G, (g) => {
          const back = act(inverse(g), f(act(g, x), p), { on: out });
          return squaredLoss(back, centre(x, p));
        });
        return loss(centre(x, p), y).add(variance);
      };
      return [
        [augmented(theta, x, y), grad(augmented)(theta, x, y)],
        [both(theta), grad(both)(theta)],
      ];
    },
  },
  {
    id: "EQ3",
    says:
      "under cross-entropy, data augmentation is gradient coupling plus " +
      "KL(g·softmax f(x) ‖ softmax f(g·x)), for classes that move with x",
    section,
    source: "Completes § Output coupling: KEY3, for targets that are equivariant",
    sense: "per step",
    given: {
      "labels sum to 1": "Σ y = 1 for every sample",
      "classes permuted": "the group moves outputs by permutations of the classes",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const on = assume("classes permuted") ? G.natural : sheared(G);
      const out = copies(on, G.degree === 1 ? 2 : 1);
      return coupledClasses(setting, assume("labels sum to 1"), out);
    },
  },
  {
    id: "EQ2#",
    says:
      "under cross-entropy, data augmentation is gradient coupling plus " +
      "KL(g·softmax f(x) ‖ softmax f(g·x)), for classes that move by orthogonal matrices",
    section,
    source: "Completes EQ3: orthogonal, which is enough for the squared loss, is not enough here",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides: (setting) => coupledClasses(setting, true, turned(setting.G)),
  },
  {
    id: "EQ4",
    says: "augmenting an equivariant model whose targets move with x changes nothing",
    section,
    source: "Completes § Averaging over orbits: GA8, for targets that are equivariant",
    sense: "per step",
    given: {
      equivariant: "f(g·x, θ) = g·f(x, θ)",
      "invariant loss": "ℓ(g·f, g·y) = ℓ(f, y)",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f } = supervised(wide(setting, G.degree));
      const out: Representation = assume("invariant loss") ? G.natural : sheared(G);
      const model: Model<Parameters> = assume("equivariant") ? equivariantAveraged(f, G, out) : f;
      return [
        grad(equivariantAugmentation(model, everyLoss, G, out))(theta, x, y),
        grad(plain(model, everyLoss))(theta, x, y),
      ];
    },
  },
];

/** Cross-entropy augmented, and its two halves, where the group moves the classes by `out`. */
function coupledClasses(setting: Setting, normalised: boolean, out: Representation) {
  const { G } = setting;
  const one = wide({ ...setting, shape: { ...setting.shape, batch: 1 } }, out.dimension);
  const { x, y, theta, f } = classification(one, normalised);
  const coupled = equivariantCoupling(f, crossEntropy, G, out);
  const pulled = equivariantPull(f, G, klCoupling, out);
  const halves = (p: Parameters): Tensor => coupled(p, x, y).add(pulled(p, x));
  return [
    grad(equivariantAugmentation(f, crossEntropy, G, out))(theta, x, y),
    grad(halves)(theta),
  ] as const;
}

/** The setting with so many outputs. */
function wide(setting: Setting, outputs: number): Setting {
  return { ...setting, shape: { ...setting.shape, outputs } };
}
