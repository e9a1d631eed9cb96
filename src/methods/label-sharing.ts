/**
 * Label sharing: two samples that are similar learn each other's labels. Place *label*, gesture
 * *act*.
 *
 * Next: gradient-augmentation.ts
 */
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import { act } from "../symmetry/act.ts";
import type { Group } from "../symmetry/group.ts";
import { orbitMean } from "../symmetry/mean.ts";
import type { Loss, Model, Objective } from "./types.ts";

/** A batch of similar pairs: row i of (x, y) and row i of (x2, y2) are coupled. */
export interface Pairs {
  /** [n, d] */
  readonly x: Tensor;
  /** [n, m] */
  readonly y: Tensor;
  /** [n, d], the similar samples. */
  readonly x2: Tensor;
  /** [n, m], their labels. */
  readonly y2: Tensor;
}

/**
 * L(θ) = 𝔼_{(x, y), (x′, y′) ∼ χ} ℓ(x, y) + ℓ(x, y′) + ℓ(x′, y) + ℓ(x′, y′), the sum of four terms.
 * @param f    the model
 * @param loss of outputs and labels
 * @source Notes § Label sharing
 */
export function labelSharing<P>(f: Model<P>, loss: Loss): (theta: P, pairs: Pairs) => Tensor {
  return (theta, { x, y, x2, y2 }) => fourTerms(loss, f(x, theta), y, f(x2, theta), y2);
}

/**
 * The same with x′ = g·x, y′ = y and g uniform in G: each sample is coupled to its own orbit.
 * @param f    the model
 * @param loss of outputs and labels
 * @param G    acts on the last axis of x
 * @source Notes § Label sharing, with χ the orbit of x
 */
export function orbitLabelSharing<P>(f: Model<P>, loss: Loss, G: Group): Objective<P> {
  return (theta, x, y) => {
    const here = f(x, theta);
    return orbitMean(G, (g) => fourTerms(loss, here, y, f(act(g, x), theta), y));
  };
}

/**
 * L(θ) = Σ_{ij} W[i, j] (ℓ(xᵢ, yᵢ) + ℓ(xᵢ, yⱼ) + ℓ(xⱼ, yᵢ) + ℓ(xⱼ, yⱼ)): the same over a data set,
 * whose pairs have the joint law W.
 * @param f    the model
 * @param loss of outputs and labels
 * @param W    [n, n], how likely each pair is
 * @source Notes § Label sharing, with χ a law of pairs of samples
 */
export function jointLabelSharing<P>(f: Model<P>, loss: Loss, W: Tensor): Objective<P> {
  return (theta, x, y) => {
    const n = x.shape[0]!;
    const row = (t: Tensor, i: number): Tensor => t.take([i], 0);
    const outputs = f(x, theta);
    const terms = Array.from({ length: n * n }, (_, k) => {
      const [i, j] = [Math.floor(k / n), k % n];
      const four = fourTerms(loss, row(outputs, i), row(y, i), row(outputs, j), row(y, j));
      return four.mul(W.flatten().take([k], 0).squeeze(0));
    });
    return terms.reduce((sum, next) => sum.add(next));
  };
}

/** ℓ(f, y) + ℓ(f, y′) + ℓ(f′, y) + ℓ(f′, y′) */
function fourTerms(loss: Loss, here: Tensor, y: Tensor, there: Tensor, y2: Tensor): Tensor {
  return loss(here, y).add(loss(here, y2)).add(loss(there, y)).add(loss(there, y2));
}
