/**
 * Data augmentation: place *input*, gesture *act*.
 *
 * Next: weight-sharing.ts
 */
import { act, actEach } from "../symmetry/act.ts";
import type { Element, Group } from "../symmetry/group.ts";
import { orbitMean } from "../symmetry/mean.ts";
import type { Loss, Model, Objective } from "./types.ts";

/**
 * L(θ) = 𝔼_g ℓ(f(g·x, θ), y), over the whole group.
 * @param f    the model
 * @param loss of outputs and labels
 * @param G    acts on the last axis of x
 * @source Notes § Data augmentation
 */
export function dataAugmentation<P>(f: Model<P>, loss: Loss, G: Group): Objective<P> {
  return (theta, x, y) => orbitMean(G, (g) => loss(f(act(g, x), theta), y));
}

/**
 * L(θ) = 𝔼ᵢ ℓ(f(gᵢ·xᵢ, θ), yᵢ), one sampled element for each sample.
 * @param f    the model
 * @param loss of outputs and labels
 * @param gs   one element a row of the batch
 * @source Notes § Data augmentation, one draw of 𝔼_{g∼q(G)}
 */
export function sampledAugmentation<P>(
  f: Model<P>,
  loss: Loss,
  gs: readonly Element[],
): Objective<P> {
  return (theta, x, y) => loss(f(actEach(gs, x), theta), y);
}
