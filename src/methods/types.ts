/**
 * What the methods are written over: models, losses, objectives.
 *
 * Next: losses.ts
 */
import type { Tensor } from "../autodiff/tensor/tensor.ts";

/** f(x, θ): a batch of inputs [n, d] to a batch of outputs [n, m]. */
export type Model<P> = (x: Tensor, theta: P) => Tensor;

/** ℓ(f, y): outputs [n, m] and labels [n, m] to a scalar, the mean over the batch. */
export type Loss = (output: Tensor, label: Tensor) => Tensor;

/** L(θ; x, y), a loss graph: a step of the method is its `grad`, θ ← θ − η grad(L)(θ, x, y). */
export type Objective<P> = (theta: P, x: Tensor, y: Tensor) => Tensor;

/** A way of learning that makes an objective of a model and a loss. */
export type Method<P> = (f: Model<P>, loss: Loss) => Objective<P>;
