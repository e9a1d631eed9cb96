/**
 * Output coupling: place *output*, gesture *penalise*. Outputs on the orbit are pulled to the
 * output at the anchor.
 *
 * Next: function-averaging.ts
 */
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import { stopGradient } from "../autodiff/with-vjp.ts";
import { act } from "../symmetry/act.ts";
import type { Group } from "../symmetry/group.ts";
import { orbitMean } from "../symmetry/mean.ts";
import { crossEntropy } from "./losses.ts";
import type { Loss, Model, Objective } from "./types.ts";

/**
 * c(a, f′): how far the output f′ is from the anchor's output a, which is held fixed; a scalar, the
 * mean over the batch.
 */
export type Coupling = (anchor: Tensor, output: Tensor) => Tensor;

/**
 * L(θ) = ℓ(f(x, θ), y) + λ 𝔼_g c([f(x, θ)]_stop, f(g·x, θ))
 * @param f        the model
 * @param loss     of outputs and labels
 * @param G        acts on the last axis of x
 * @param coupling c
 * @param lambda   λ
 * @source Notes § Output coupling
 */
export function outputCoupling<P>(
  f: Model<P>,
  loss: Loss,
  G: Group,
  coupling: Coupling,
  lambda: Tensor | number = 1,
): Objective<P> {
  return (theta, x, y) => {
    const output = f(x, theta);
    return loss(output, y).add(pull(f, G, coupling, output, theta, x).mul(lambda));
  };
}

/**
 * 𝔼_g c([f(x, θ)]_stop, f(g·x, θ)), the coupling term alone: it needs no label.
 * @param f        the model
 * @param G        acts on the last axis of x
 * @param coupling c
 */
export function couplingTerm<P>(
  f: Model<P>,
  G: Group,
  coupling: Coupling,
): (theta: P, x: Tensor) => Tensor {
  return (theta, x) => pull(f, G, coupling, f(x, theta), theta, x);
}

/** 𝔼_g c([output]_stop, f(g·x, θ)) */
function pull<P>(
  f: Model<P>,
  G: Group,
  coupling: Coupling,
  output: Tensor,
  theta: P,
  x: Tensor,
): Tensor {
  const anchor = stopGradient(output);
  return orbitMean(G, (g) => coupling(anchor, f(act(g, x), theta)));
}

/** |a − f′|², the coupling that completes gradient coupling under the squared loss (claim KEY1). */
export const squaredCoupling: Coupling = (anchor, output) =>
  anchor.sub(output).square().sum(1).mean();

/**
 * |a − f′| without the square, as the notes write it: its gradient at f′ = a is 0/0 (claim OC2).
 */
export const normCoupling: Coupling = (anchor, output) =>
  anchor.sub(output).square().sum(1).sqrt().mean();

/**
 * KL(softmax a ‖ softmax f′), the coupling that completes gradient coupling under cross-entropy
 * (claim KEY3).
 */
export const klCoupling: Coupling = (anchor, output) => {
  const p = anchor.softmax();
  return p.mul(anchor.logSoftmax().sub(output.logSoftmax())).sum(1).mean();
};

/**
 * −⟨softmax a, log softmax f′⟩: the anchor's prediction as a soft pseudo-label. Its gradient is that
 * of `klCoupling` (claim KEY3b).
 */
export const pseudoLabelCoupling: Coupling = (anchor, output) =>
  crossEntropy(output, anchor.softmax());
