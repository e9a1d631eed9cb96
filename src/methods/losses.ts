/**
 * Losses: scalars from outputs and labels, means over the batch.
 *
 * Next: data-augmentation.ts
 */
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import type { Model, Objective } from "./types.ts";

/**
 * 𝔼ᵢ |fᵢ − yᵢ|², without ½, summed over outputs.
 * @param output [n, m]
 * @param label  [n, m]
 */
export function squaredLoss(output: Tensor, label: Tensor): Tensor {
  return output.sub(label).square().sum(1).mean();
}

/**
 * −𝔼ᵢ ⟨yᵢ, log softmax fᵢ⟩
 * @param output logits [n, classes]
 * @param label  one-hot rows, or any that sum to 1: [n, classes]
 */
export function crossEntropy(output: Tensor, label: Tensor): Tensor {
  return output.logSoftmax().mul(label).sum(1).mean().neg();
}

/**
 * 𝔼ᵢ |fᵢ − yᵢ|, summed over outputs.
 * @param output [n, m]
 * @param label  [n, m]
 */
export function absoluteLoss(output: Tensor, label: Tensor): Tensor {
  return output.sub(label).abs().sum(1).mean();
}

/**
 * ℓ(f(x, θ), y): learning without any symmetry, what the others are compared with.
 * @param f    the model
 * @param loss of outputs and labels
 */
export function plain<P>(
  f: Model<P>,
  loss: (output: Tensor, label: Tensor) => Tensor,
): Objective<P> {
  return (theta, x, y) => loss(f(x, theta), y);
}
