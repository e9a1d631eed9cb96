/**
 * Weight tying: place *parameter*, gesture *act*. The model is equivariant by construction and the
 * data are not touched.
 *
 * Next: label-sharing.ts
 */
import type { Parameters } from "../symmetry/parameters.ts";
import type { Tying } from "../symmetry/tie.ts";
import type { Loss, Model, Objective } from "./types.ts";

/**
 * L(c) = ℓ(f(x, B c), y), with B c the parameters that the group fixes.
 * @param f    the model
 * @param loss of outputs and labels
 * @param tied coordinates of the fixed subspace
 * @source Notes § Weight sharing ("How does this relate to CNNs!?")
 */
export function weightTying<P extends Parameters>(
  f: Model<P>,
  loss: Loss,
  tied: Tying<P>,
): Objective<P> {
  return (coordinates, x, y) => loss(f(x, tied.expand(coordinates)), y);
}
