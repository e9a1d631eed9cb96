/**
 * Weight sharing: K branches, one θ. Place *input*, gesture *act*, when the branches are an orbit.
 *
 * Next: weight-tying.ts
 */
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import { act } from "../symmetry/act.ts";
import type { Group } from "../symmetry/group.ts";
import type { Loss, Model } from "./types.ts";

/**
 * f(x, θ) = [g(x[1], θ), …, g(x[K], θ)],  L(θ) = (1/K) Σⱼ ℓ(g(x[j], θ), y)
 * @param f    the model of one branch, the notes' g
 * @param loss of outputs and labels
 * @returns L(θ; branches, y), branches a list of K tensors [n, d]
 * @source Notes § Weight sharing
 */
export function weightSharing<P>(
  f: Model<P>,
  loss: Loss,
): (theta: P, branches: readonly Tensor[], y: Tensor) => Tensor {
  return (theta, branches, y) =>
    branches
      .map((x) => loss(f(x, theta), y))
      .reduce((sum, next) => sum.add(next))
      .div(branches.length);
}

/**
 * [g·x for g in G]: "if all the x[i]s happen to be the orbit of a single x[0]".
 * @param G acts on the last axis of x
 * @param x [n, d]
 */
export function orbitBranches(G: Group, x: Tensor): Tensor[] {
  return G.elements.map((g) => act(g, x));
}
