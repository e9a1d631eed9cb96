/**
 * Function averaging: place *output*, gesture *act*. The model is made invariant, then asked.
 *
 * Next: equivariant-targets.ts
 */
import { act } from "../symmetry/act.ts";
import type { Group } from "../symmetry/group.ts";
import { orbitMean } from "../symmetry/mean.ts";
import type { Loss, Model, Objective } from "./types.ts";

/**
 * f̄(x, θ) = 𝔼_g f(g·x, θ), an invariant model; also what to use at test time.
 * @param f the model
 * @param G acts on the last axis of x
 */
export function averaged<P>(f: Model<P>, G: Group): Model<P> {
  return (x, theta) => orbitMean(G, (g) => f(act(g, x), theta));
}

/**
 * L(θ) = ℓ(𝔼_g f(g·x, θ), y)
 * @param f    the model
 * @param loss of outputs and labels
 * @param G    acts on the last axis of x
 * @source Notes § Averaging over orbits; pooling after a shared filter (claim CN5)
 */
export function functionAveraging<P>(f: Model<P>, loss: Loss, G: Group): Objective<P> {
  const model = averaged(f, G);
  return (theta, x, y) => loss(model(x, theta), y);
}
