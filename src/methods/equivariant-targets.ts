/**
 * Targets that move with their samples, (x, y) ↦ (g·x, g·y): the methods with everything that is
 * compared on the orbit transported first.
 *
 * Next: q-learning.ts
 */

import type { Tensor } from "../autodiff/tensor/tensor.ts";
import { stopGradient, withVjp } from "../autodiff/with-vjp.ts";
import { act } from "../symmetry/act.ts";
import { type Group, inverse } from "../symmetry/group.ts";
import { orbitMean } from "../symmetry/mean.ts";
import type { Representation } from "../symmetry/representation.ts";
import type { Coupling } from "./output-coupling.ts";
import type { Loss, Model, Objective } from "./types.ts";

/**
 * L(θ) = 𝔼_g ℓ(f(g·x, θ), g·y)
 * @param f    the model
 * @param loss of outputs and labels
 * @param G    acts on the last axis of x
 * @param out  how it moves outputs and labels
 * @source Notes § Data augmentation, for targets that are equivariant
 */
export function equivariantAugmentation<P>(
  f: Model<P>,
  loss: Loss,
  G: Group,
  out: Representation,
): Objective<P> {
  return (theta, x, y) => orbitMean(G, (g) => loss(f(act(g, x), theta), act(g, y, { on: out })));
}

/**
 * ∇L = 𝔼_g (∂f(g·x)/∂θ)ᵀ g·∂ℓ/∂f(x): the anchor's residual moves with the sample it is sent to.
 * @param f    the model
 * @param loss of outputs and labels
 * @param G    acts on the last axis of x
 * @param out  how it moves outputs and labels
 * @source Notes § Gradient coupling, for targets that are equivariant
 */
export function equivariantCoupling<P>(
  f: Model<P>,
  loss: Loss,
  G: Group,
  out: Representation,
): Objective<P> {
  return (theta, x, y) =>
    orbitMean(G, (g) =>
      loss(
        withVjp(f(act(g, x), theta), (residual) => act(g, residual, { on: out }), f(x, theta)),
        y,
      ),
    );
}

/**
 * 𝔼_g c(g·[f(x, θ)]_stop, f(g·x, θ)): the anchor's output moves too.
 * @param f        the model
 * @param G        acts on the last axis of x
 * @param coupling c
 * @param out      how it moves outputs and labels
 * @source Notes § Output coupling, for targets that are equivariant
 */
export function equivariantPull<P>(
  f: Model<P>,
  G: Group,
  coupling: Coupling,
  out: Representation,
): (theta: P, x: Tensor) => Tensor {
  return (theta, x) => {
    const anchor = stopGradient(f(x, theta));
    return orbitMean(G, (g) => coupling(act(g, anchor, { on: out }), f(act(g, x), theta)));
  };
}

/**
 * 𝔼_g g⁻¹·f(g·x, θ), an equivariant model.
 * @param f   the model
 * @param G   acts on the last axis of x
 * @param out how it moves outputs and labels
 * @source Notes § Averaging over orbits, for targets that are equivariant
 */
export function equivariantAveraged<P>(f: Model<P>, G: Group, out: Representation): Model<P> {
  return (x, theta) => orbitMean(G, (g) => act(inverse(g), f(act(g, x), theta), { on: out }));
}
