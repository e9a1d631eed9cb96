/**
 * Models small enough to reason about.
 *
 * Next: data-augmentation.ts
 */
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import { contragredient } from "../symmetry/combine.ts";
import type { ParameterAction } from "../symmetry/parameters.ts";
import type { Representation } from "../symmetry/representation.ts";

/** Parameters of a perceptron with one hidden layer. */
export type Mlp = {
  /** [d, hidden] */
  readonly w1: Tensor;
  /** [hidden] */
  readonly b1: Tensor;
  /** [hidden, m] */
  readonly w2: Tensor;
  /** [m] */
  readonly b2: Tensor;
};

/**
 * f(x, θ) = φ(x W₁ + b₁) W₂ + b₂
 * @param activation φ, element by element; tanh when left out
 * @returns a model of batches [n, d] → [n, m]
 */
export function mlp(
  activation: (x: Tensor) => Tensor = (x) => x.tanh(),
): (x: Tensor, theta: Mlp) => Tensor {
  return (x, { w1, b1, w2, b2 }) => activation(x.matmul(w1).add(b1)).matmul(w2).add(b2);
}

/**
 * ρ(g): W₁ ↦ g W₁ Πᵍ⁻¹, b₁ ↦ Πᵍ b₁, W₂ ↦ Πᵍ W₂, b₂ ↦ b₂; then f(g·x, ρ(g)·θ) = f(x, θ), for any
 * pointwise φ.
 * @param inputs how the group moves the inputs
 * @param hidden Π, how it moves the hidden units, by permutations: any such choice gives a
 *               representation (claim GA0)
 */
export function mlpAction(inputs: Representation, hidden: Representation): ParameterAction<Mlp> {
  return { w1: [contragredient(inputs), hidden], b1: [hidden], w2: [hidden, null], b2: [null] };
}
