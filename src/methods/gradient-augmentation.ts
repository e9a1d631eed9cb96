/**
 * Gradient augmentation: place *parameter*, gesture *couple*. The data stay as they are, the
 * gradient is averaged over how the group moves it. "Does this even make sense?!?" Yes, where the
 * group acts on the parameters.
 *
 * Next: gradient-coupling.ts
 */
import { withVjp } from "../autodiff/with-vjp.ts";
import { reynolds } from "../symmetry/mean.ts";
import {
  cotangentAction,
  mapParameters,
  type ParameterAction,
  type Parameters,
} from "../symmetry/parameters.ts";
import type { Loss, Model, Objective } from "./types.ts";

/**
 * ∇L = 𝔼_g ρ(g)⁻ᵀ ∇_θ ℓ(f(x, θ), y): a gradient is a cotangent, so it moves by ρ⁻ᵀ.
 * @param f    the model
 * @param loss of outputs and labels
 * @param rho  how the group moves each parameter: f(g·x, ρ(g)·θ) = f(x, θ)
 * @source Notes § Gradient augmentation
 */
export function gradientAugmentation<P extends Parameters>(
  f: Model<P>,
  loss: Loss,
  rho: ParameterAction<P>,
): Objective<P> {
  const cotangent = cotangentAction(rho);
  return (theta, x, y) => {
    const coupled = mapParameters(cotangent, theta, (w, on) =>
      withVjp(w, (ct) => reynolds(ct, on)),
    );
    return loss(f(x, coupled), y);
  };
}
