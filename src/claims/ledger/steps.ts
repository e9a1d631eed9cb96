/**
 * Steps of learning and what is compared of them: displacements, moments, numbers in one column.
 *
 * Next: matrices.ts
 */
import { concat } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import type { Parameters } from "../../symmetry/parameters.ts";

/** ∇L at θ, or whatever else a step follows. */
export type Slope = (theta: Parameters) => Parameters;

/** The parameters with each replaced by what f says of its name. */
export function mapNames(theta: Parameters, f: (name: string) => Tensor): Parameters {
  return Object.fromEntries(Object.keys(theta).map((name) => [name, f(name)]));
}

/** a + b, name by name. */
export function plus(a: Parameters, b: Parameters): Parameters {
  return mapNames(a, (name) => a[name]!.add(b[name]!));
}

/** c · a, name by name. */
export function times(a: Parameters, c: Tensor | number): Parameters {
  return mapNames(a, (name) => a[name]!.mul(c));
}

/** a − b, name by name. */
export function minus(a: Parameters, b: Parameters): Parameters {
  return plus(a, times(b, -1));
}

/** θ after some steps θ ← θ − η ∇L(θ). */
export function descend(slope: Slope, eta: Tensor, steps = 1): Slope {
  return (theta) => {
    let now = theta;
    for (let step = 0; step < steps; step++) now = minus(now, times(slope(now), eta));
    return now;
  };
}

/** 𝔼 of trees of parameters, all equally likely. */
export function meanOf(trees: readonly Parameters[]): Parameters {
  const total = trees.reduce(plus);
  return mapNames(total, (name) => total[name]!.div(trees.length));
}

/** All numbers of a gradient as one column [p, 1]. */
export function asColumn(gradient: Parameters): Tensor {
  return concat(Object.values(gradient).map((w) => w.flatten())).expandDims(1);
}
