/**
 * Folding axes away: sums, means, maxima, and softmax with its relatives.
 *
 * Next: movement.ts
 */
import { checkAxes, keepAxes } from "../shape.ts";
import { Activations } from "./activations.ts";
import type { Tensor } from "./tensor.ts";

/** Whether a reduced axis stays, at length 1. */
export interface ReduceOptions {
  /** Default false. */
  readonly keepDims?: boolean;
}

/** Axes are a number or a list, negative from the end; none named means all. */
export abstract class Reductions extends Activations {
  /** Σ over axes. @throws RangeError on an unknown axis */
  sum(axes?: number | readonly number[], options: ReduceOptions = {}): Tensor {
    return this.#fold("sum", axes, options);
  }

  /**
   * The sum, divided once by how many elements were added.
   * @throws RangeError on an unknown axis
   */
  mean(axes?: number | readonly number[], options: ReduceOptions = {}): Tensor {
    const folded = checkAxes("mean", axes, this.rank);
    const count = folded.reduce((n, axis) => n * this.shape[axis]!, 1);
    return this.#fold("sum", folded, options).div(count);
  }

  /**
   * The largest; entries that tie share the cotangent equally.
   * @throws RangeError on an unknown or empty axis
   */
  max(axes?: number | readonly number[], options: ReduceOptions = {}): Tensor {
    return this.#fold("max", axes, options);
  }

  /** log Σ eˣ, computed as m + log Σ e^{x − m} with m the largest x. */
  logSumExp(axes?: number | readonly number[], options: ReduceOptions = {}): Tensor {
    const folded = checkAxes("logSumExp", axes, this.rank);
    const largest = this.#shift(folded);
    const sum = this.sub(largest).exp().sum(folded, { keepDims: true });
    const kept = sum.log().add(largest);
    return options.keepDims ? kept : kept.squeeze(folded);
  }

  /** eˣ / Σ eˣ along the axis, computed as e^{x − m} / Σ e^{x − m}. */
  softmax(axis = -1): Tensor {
    const folded = checkAxes("softmax", axis, this.rank);
    const e = this.sub(this.#shift(folded)).exp();
    return e.div(e.sum(folded, { keepDims: true }));
  }

  /** x − log Σ eˣ along the axis: log softmax without the underflow. */
  logSoftmax(axis = -1): Tensor {
    const folded = checkAxes("logSoftmax", axis, this.rank);
    const shifted = this.sub(this.#shift(folded));
    return shifted.sub(shifted.exp().sum(folded, { keepDims: true }).log());
  }

  /**
   * The maximum as a constant: it cancels in softmax, so no derivative may flow through it.
   * An infinite one is 0 instead: ∞ − ∞ would make log Σ eˣ of [−∞, −∞] NaN, where it is −∞.
   */
  #shift(axes: readonly number[]): Tensor {
    const largest = this.max(axes, { keepDims: true }).detach();
    return largest.like(0).mask(largest, largest);
  }

  #fold(
    op: "sum" | "max",
    axes: number | readonly number[] | undefined,
    { keepDims = false }: ReduceOptions,
  ): Tensor {
    const folded = checkAxes(op, axes, this.rank);
    const reduced = folded.length === 0 ? this.self : this.apply(op, [], { axes: folded });
    return keepDims ? reduced.reshape(keepAxes(this.shape, folded)) : reduced;
  }

  /** The same value, with derivative 0; users write the free function `stopGradient(x)`. */
  protected detach(): Tensor {
    return this.apply("stopGradient", [], {});
  }
}
