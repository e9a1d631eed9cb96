/**
 * Gradient coupling: place *output*, gesture *couple*. What one output learns, its neighbours
 * learn.
 *
 * Next: output-coupling.ts
 */
import { type Chi, couple, withVjp } from "../autodiff/with-vjp.ts";
import { act } from "../symmetry/act.ts";
import type { Group } from "../symmetry/group.ts";
import { orbitMean } from "../symmetry/mean.ts";
import type { Loss, Model, Objective } from "./types.ts";

/**
 * ∇L = (∂f/∂θ)ᵀ χᵀ ∂ℓ/∂f over a batch whose rows are coupled by χ; the value is ℓ(f(x, θ), y).
 * @param f    the model
 * @param loss of outputs and labels
 * @param chi  on the rows of the batch
 * @source Notes § Gradient coupling, (∂f/∂θ)·χ·(∂ℓ/∂f)
 */
export function gradientCoupling<P>(f: Model<P>, loss: Loss, chi: Chi): Objective<P> {
  return (theta, x, y) => loss(couple(f(x, theta), chi), y);
}

/**
 * ∇L = 𝔼_g (∂f(g·x)/∂θ)ᵀ ∂ℓ/∂f(x): the residual of one representative, the anchor x, is sent to its
 * whole orbit.
 * @param f    the model
 * @param loss of outputs and labels
 * @param G    acts on the last axis of x
 * @source Notes § Gradient coupling, in the form that needs one label and no batch (claim GC1)
 */
export function anchorCoupling<P>(f: Model<P>, loss: Loss, G: Group): Objective<P> {
  return (theta, x, y) => {
    const orbit = orbitMean(G, (g) => f(act(g, x), theta));
    return loss(
      withVjp(orbit, (residual) => residual, f(x, theta)),
      y,
    );
  };
}
