/**
 * Folding axes away: sums, products, maxima, spreads and lengths, and softmax with its relatives.
 *
 * Next: movement.ts
 */

import { rangeError } from "../errors.ts";
import { none } from "../ops/names.ts";
import { checkAxes, checkAxis, keepAxes, show, sizeOf } from "../shape.ts";
import { Activations } from "./activations.ts";
import type { Tensor } from "./tensor.ts";

/** Whether a reduced axis stays, at length 1. */
export interface ReduceOptions {
  /** Default false. */
  readonly keepDims?: boolean;
}

/** Of which mean square distances are. */
export interface SpreadOptions extends ReduceOptions {
  /** What is subtracted from the number of elements: 0 when left out, as in NumPy; often 1. */
  readonly correction?: number;
}

/** Axes are a number or a list, negative from the end; none named means all. */
export abstract class Reductions extends Activations {
  /** Σ over axes. @throws RangeError on an unknown axis */
  sum(axes?: number | readonly number[], options: ReduceOptions = {}): Tensor {
    return this.fold("sum", axes, options);
  }

  /**
   * The sum, divided once by how many elements were added.
   * @throws RangeError on an unknown axis
   */
  mean(axes?: number | readonly number[], options: ReduceOptions = {}): Tensor {
    const folded = checkAxes("mean", axes, this.rank);
    const count = folded.reduce((n, axis) => n * this.shape[axis]!, 1);
    return this.fold("sum", folded, options).div(count);
  }

  /**
   * The largest; entries that tie share the cotangent equally.
   * @throws RangeError on an unknown or empty axis
   */
  max(axes?: number | readonly number[], options: ReduceOptions = {}): Tensor {
    return this.fold("max", axes, options);
  }

  /** The smallest, −max(−x); entries that tie share the cotangent equally. */
  min(axes?: number | readonly number[], options: ReduceOptions = {}): Tensor {
    const folded = checkAxes("min", axes, this.rank);
    this.someElement("min", folded);
    return this.neg().max(folded, options).neg();
  }

  /** ∏ over axes, 1 of nothing. Derivatives are exact where there are zeros. */
  prod(axes?: number | readonly number[], options: ReduceOptions = {}): Tensor {
    return this.fold("prod", axes, options);
  }

  /**
   * Where along the axis the largest is, an index tensor; the first of those that tie, or of NaNs.
   * @param axis that of all elements in row-major order when left out
   * @throws RangeError on an unknown or empty axis
   */
  argMax(axis?: number, { keepDims = false }: ReduceOptions = {}): Tensor {
    const at = axis === undefined ? null : checkAxis("argMax", axis, this.rank);
    const line = at === null ? this.self.reshape([this.size]) : this.self;
    const where = this.create("argMax", [line], { axis: at ?? 0 }, null);
    if (!keepDims) return where;
    return where.reshape(this.shape.map((n, k) => (at === null || k === at ? 1 : n)));
  }

  /** Where along the axis the smallest is, as `argMax` of −x. */
  argMin(axis?: number, options: ReduceOptions = {}): Tensor {
    const folded = axis === undefined ? undefined : checkAxis("argMin", axis, this.rank);
    this.someElement("argMin", checkAxes("argMin", folded, this.rank));
    return this.neg().argMax(folded, options);
  }

  /** y[…, i, …] = Σ x[…, j, …] over j ≤ i along the axis, in this order. */
  cumsum(axis: number): Tensor {
    return this.apply("cumsum", [], { axis: checkAxis("cumsum", axis, this.rank) });
  }

  /**
   * Σ (x − mean)² / (n − correction) over axes of n elements.
   * @throws RangeError unless there are more elements than the correction
   */
  variance(axes?: number | readonly number[], options: SpreadOptions = {}): Tensor {
    return this.spread("variance", axes, options);
  }

  /** √variance. Where all entries are equal it is 0, and so is its derivative. */
  std(axes?: number | readonly number[], options: SpreadOptions = {}): Tensor {
    return root(this.spread("std", axes, options));
  }

  /** √Σ x² over axes. Where x is 0 it is 0, and so is its derivative. */
  norm(axes?: number | readonly number[], options: ReduceOptions = {}): Tensor {
    return root(this.square().sum(checkAxes("norm", axes, this.rank), options));
  }

  /** log Σ eˣ, computed as m + log Σ e^{x − m} with m the largest x. */
  logSumExp(axes?: number | readonly number[], options: ReduceOptions = {}): Tensor {
    const folded = checkAxes("logSumExp", axes, this.rank);
    const largest = this.shift(folded);
    const sum = this.sub(largest).exp().sum(folded, { keepDims: true });
    const kept = sum.log().add(largest);
    return options.keepDims ? kept : kept.squeeze(folded);
  }

  /** eˣ / Σ eˣ along the axis, computed as e^{x − m} / Σ e^{x − m}. */
  softmax(axis = -1): Tensor {
    const folded = checkAxes("softmax", axis, this.rank);
    const e = this.sub(this.shift(folded)).exp();
    return e.div(e.sum(folded, { keepDims: true }));
  }

  /** x − log Σ eˣ along the axis: log softmax without the underflow. */
  logSoftmax(axis = -1): Tensor {
    const folded = checkAxes("logSoftmax", axis, this.rank);
    const shifted = this.sub(this.shift(folded));
    return shifted.sub(shifted.exp().sum(folded, { keepDims: true }).log());
  }

  /**
   * The maximum as a constant: it cancels in softmax, so no derivative may flow through it.
   * An infinite one is 0 instead: ∞ − ∞ would make log Σ eˣ of [−∞, −∞] NaN, where it is −∞.
   */
  private shift(axes: readonly number[]): Tensor {
    const largest = this.max(axes, { keepDims: true }).detach();
    return largest.like(0).mask(largest, largest);
  }

  private spread(
    op: string,
    axes: number | readonly number[] | undefined,
    { correction = 0, keepDims = false }: SpreadOptions,
  ): Tensor {
    const folded = checkAxes(op, axes, this.rank);
    const count = sizeOf(folded.map((axis) => this.shape[axis]!));
    if (!(count > correction)) {
      throw rangeError(op, `more than ${correction} elements, the correction`, String(count));
    }
    const centred = this.sub(this.mean(folded, { keepDims: true }));
    return centred
      .square()
      .sum(folded, { keepDims })
      .div(count - correction);
  }

  private someElement(op: string, axes: readonly number[]): void {
    if (axes.every((axis) => this.shape[axis]! > 0)) return;
    throw rangeError(op, "at least one element to choose from", `shape ${show(this.shape)}`);
  }

  private fold(
    op: "sum" | "max" | "prod",
    axes: number | readonly number[] | undefined,
    { keepDims = false }: ReduceOptions,
  ): Tensor {
    const folded = checkAxes(op, axes, this.rank);
    const reduced = folded.length === 0 ? this.self : this.apply(op, [], { axes: folded });
    return keepDims ? reduced.reshape(keepAxes(this.shape, folded)) : reduced;
  }

  /** The same value, with derivative 0; users write the free function `stopGradient(x)`. */
  protected detach(): Tensor {
    return this.apply("stopGradient", [], none);
  }
}

/**
 * √v for a v ≥ 0 that is a sum of squares. At 0 no cotangent passes, for there the mask reads 0 and
 * 1/v = ∞; in an exact field, where all is finite, this is √v and nothing else.
 */
function root(v: Tensor): Tensor {
  return v.mask(v.like(1).div(v), v.sqrt());
}
