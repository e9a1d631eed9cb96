/**
 * The losses that identities are sought under, each with the link that makes an output a label.
 *
 * Next: problem.ts
 */
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { absoluteLoss, crossEntropy, squaredLoss } from "../../methods/losses.ts";
import type { Loss } from "../../methods/types.ts";
import { everyLoss, quarticLoss } from "../ledger/parts.ts";

/** A loss and what it needs. */
export interface CataloguedLoss {
  /** How sentences call it. */
  readonly says: string;
  /** ℓ(f, y) */
  readonly loss: Loss;
  /** The label that an output stands for: what ℓ(·, y) is least at, if y = link(f). */
  readonly link: (output: Tensor) => Tensor;
  /** Whether outputs are logits of classes, and labels sum to 1. */
  readonly classes: boolean;
  /** Whether it is a function of f − y alone, so that what holds for every such loss holds here. */
  readonly ofDifference: boolean;
}

/**
 * 𝔼ᵢ Σ e^f − y f, the negative log likelihood of a Poisson law with rate e^f, but for a constant.
 * @param output log rates [n, m]
 * @param label  counts [n, m]
 */
export function poissonLoss(output: Tensor, label: Tensor): Tensor {
  return output.exp().sub(output.mul(label)).sum(1).mean();
}

/** How the command line calls a loss. */
export type LossName = "every" | "squared" | "cross-entropy" | "poisson" | "absolute" | "quartic";

const ofDifference = { link: (output: Tensor) => output, classes: false, ofDifference: true };

/** The losses, by name; the most general first. */
export const losses: Readonly<Record<LossName, CataloguedLoss>> = {
  every: { says: "every loss φ(f − y)", loss: everyLoss, ...ofDifference },
  squared: { says: "squared loss", loss: squaredLoss, ...ofDifference },
  "cross-entropy": {
    says: "cross-entropy",
    loss: crossEntropy,
    link: (output) => output.softmax(),
    classes: true,
    ofDifference: false,
  },
  poisson: {
    says: "Poisson loss e^f − y f",
    loss: poissonLoss,
    link: (output) => output.exp(),
    classes: false,
    ofDifference: false,
  },
  absolute: { says: "absolute loss", loss: absoluteLoss, ...ofDifference },
  quartic: { says: "|f − y|⁴", loss: quarticLoss, ...ofDifference },
};
