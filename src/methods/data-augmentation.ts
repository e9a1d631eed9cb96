/**
 * Data augmentation: place *input*, gesture *act*.
 *
 * Next: weight-sharing.ts
 */
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import { act, actEach } from "../symmetry/act.ts";
import type { Element, Group } from "../symmetry/group.ts";
import { orbitMean } from "../symmetry/mean.ts";
import type { Representation } from "../symmetry/representation.ts";
import type { Loss, Model, Objective } from "./types.ts";

/**
 * L(θ) = 𝔼_g ℓ(f(g·x, θ), y), over the whole group.
 * @param f    the model
 * @param loss of outputs and labels
 * @param G    acts on the last axis of x
 * @param on   by which representation; the group's own when left out
 * @source Notes § Data augmentation
 */
export function dataAugmentation<P>(
  f: Model<P>,
  loss: Loss,
  G: Group,
  on: Representation = G.natural,
): Objective<P> {
  return (theta, x, y) => orbitMean(G, (g) => loss(f(act(g, x, { on }), theta), y));
}

/**
 * L(θ) = Σ_g q(g) ℓ(f(g·x, θ), y), under a law of g that need not be uniform.
 * @param f    the model
 * @param loss of outputs and labels
 * @param G    acts on the last axis of x
 * @param q    [|G|], in the group's stored order; it should sum to 1
 * @source Notes § Data augmentation, 𝔼_{g∼q(G)}
 */
export function weightedAugmentation<P>(
  f: Model<P>,
  loss: Loss,
  G: Group,
  q: Tensor,
): Objective<P> {
  return (theta, x, y) =>
    G.elements
      .map((g) => loss(f(act(g, x), theta), y).mul(q.take([g.index], 0).squeeze(0)))
      .reduce((sum, next) => sum.add(next));
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
