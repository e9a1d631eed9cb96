/**
 * How a group acts on the parameters of a model: a representation for each axis of each tensor.
 *
 * For f(x, θ) = tanh(x W₁ + b₁) W₂ + b₂ with hidden units that move by Π: W₁ has [natural*, Π], b₁
 * [Π], W₂ [Π, null], b₂ [null]; then f(g·x, ρ(g)·θ) = f(x, θ).
 *
 * Next: tie.ts
 */
import { rangeError } from "../autodiff/errors.ts";
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import { leaves, type Tree } from "../autodiff/tree.ts";
import { contragredient } from "./combine.ts";
import type { Element } from "./group.ts";
import { type Axes, actOnAxes, reynolds } from "./mean.ts";

/** The parameters of a model, by name. */
export type Parameters = { readonly [name: string]: Tensor };

/** For each parameter one representation (or null) an axis. */
export type ParameterAction<P extends Parameters> = { readonly [K in keyof P]: Axes };

/**
 * ρ(g)·θ
 * @param rho   how each parameter moves
 * @param g     an element
 * @param theta the parameters
 */
export function actOnParameters<P extends Parameters>(
  rho: ParameterAction<P>,
  g: Element,
  theta: P,
): P {
  return mapParameters(rho, theta, (x, on) => actOnAxes(g, x, on));
}

/**
 * R θ = 𝔼_g ρ(g)·θ, the nearest parameters that the group fixes.
 * @param rho   how each parameter moves
 * @param theta the parameters
 */
export function reynoldsOfParameters<P extends Parameters>(rho: ParameterAction<P>, theta: P): P {
  return mapParameters(rho, theta, reynolds);
}

/** ρ(g)⁻ᵀ on each axis: how cotangents move. For (signed) permutations it is ρ itself. */
export function cotangentAction<P extends Parameters>(rho: ParameterAction<P>): ParameterAction<P> {
  const duals = Object.entries<Axes>(rho).map(([name, on]) => [
    name,
    on.map((each) => each && contragredient(each)),
  ]);
  return Object.fromEntries(duals) as ParameterAction<P>;
}

/**
 * The parameters with each tensor replaced by f(tensor, its representations).
 * @param rho   how each parameter moves
 * @param theta the parameters
 * @throws RangeError naming a parameter that has not one representation (or null) an axis
 */
export function mapParameters<P extends Parameters>(
  rho: ParameterAction<P>,
  theta: P,
  f: (x: Tensor, on: Axes) => Tensor,
): P {
  const moved = Object.entries(theta).map(([name, x]) => {
    const on: Axes | undefined = rho[name];
    if (on?.length !== x.rank) {
      const got = on === undefined ? "none" : String(on.length);
      throw rangeError("parameters", `${x.rank} representations for "${name}", one an axis`, got);
    }
    return [name, f(x, on)];
  });
  return Object.fromEntries(moved) as P;
}

/** How many numbers a tree of parameters has. */
export function countParameters(theta: Tree): number {
  return leaves("countParameters", theta).reduce((n, x) => n + x.size, 0);
}
