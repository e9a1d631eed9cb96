/**
 * Moving elements about: none is changed.
 *
 * Next: indexing.ts
 */
import { rangeError, shapeError } from "../errors.ts";
import type { Attributes } from "../ops/names.ts";
import { checkAxes, checkAxis, checkShape, type Shape, sameShape, show, sizeOf } from "../shape.ts";
import { Reductions } from "./reductions.ts";
import type { Tensor } from "./tensor.ts";

/** A range start ≤ i < stop along one axis, negative from the end; null is the whole axis. */
export type Range = readonly [start: number, stop: number] | null;

/** Shapes, slices and paddings. */
export abstract class Movement extends Reductions {
  /**
   * The same elements in row-major order under another shape; one length may be −1.
   * @throws ShapeError unless the sizes agree
   */
  reshape(shape: Shape): Tensor {
    const known = sizeOf(shape.filter((n) => n !== -1));
    const fits =
      known > 0 && this.size % known === 0 && shape.indexOf(-1) === shape.lastIndexOf(-1);
    const whole = checkShape(
      "reshape",
      fits ? shape.map((n) => (n === -1 ? this.size / known : n)) : shape,
    );
    return sameShape(this.shape, whole) ? this.self : this.apply("reshape", [], { shape: whole });
  }

  /** [size] */
  flatten(): Tensor {
    return this.reshape([this.size]);
  }

  /**
   * Without the given axes of length 1; all of them when none is named.
   * @throws ShapeError if one is longer
   */
  squeeze(axes?: number | readonly number[]): Tensor {
    const dropped = checkAxes("squeeze", axes, this.rank).filter(
      (axis) => axes !== undefined || this.shape[axis] === 1,
    );
    if (dropped.some((axis) => this.shape[axis] !== 1)) {
      throw shapeError(
        "squeeze",
        "axes of length 1",
        `axes ${show(dropped)} of ${show(this.shape)}`,
      );
    }
    return this.reshape(this.shape.filter((_, axis) => !dropped.includes(axis)));
  }

  /** With a new axis of length 1 at the given place. @throws RangeError on an unknown place */
  expandDims(axis: number): Tensor {
    const at = checkAxis("expandDims", axis, this.rank + 1);
    return this.reshape([...this.shape.slice(0, at), 1, ...this.shape.slice(at)]);
  }

  /**
   * Axis i of the result is axis perm[i]; reversed when none is given.
   * @throws RangeError unless perm names every axis once
   */
  transpose(perm?: readonly number[]): Tensor {
    const axes = perm?.map((axis) => checkAxis("transpose", axis, this.rank));
    const order = axes ?? Array.from(this.shape, (_, axis) => this.rank - 1 - axis);
    if (order.length !== this.rank || new Set(order).size !== this.rank) {
      throw rangeError("transpose", `each of ${this.rank} axes once`, show(perm ?? []));
    }
    return this.apply("transpose", [], { perm: order });
  }

  /** The transpose: axes reversed. */
  get T(): Tensor {
    return this.transpose();
  }

  /**
   * Axes of length 1, and new leading axes, repeated to the shape.
   * @throws ShapeError unless this broadcasts to it
   */
  broadcastTo(shape: Shape): Tensor {
    if (sameShape(this.shape, shape)) return this.self;
    const repeated = this.apply("broadcast", [], { shape: checkShape("broadcastTo", shape) });
    // A written number repeated is that number, written once more.
    return this.op === "full" ? repeated.like((this.attrs as Attributes["full"]).value) : repeated;
  }

  /**
   * Elements start ≤ i < stop along each axis; axes left out are whole.
   * @throws RangeError if a range leaves its axis
   */
  slice(...ranges: readonly Range[]): Tensor {
    if (ranges.length > this.rank) {
      throw rangeError("slice", `at most ${this.rank} ranges`, String(ranges.length));
    }
    const bounds = this.shape.map((n, axis) => {
      const [from, to] = ranges[axis] ?? [0, n];
      const [start, stop] = [from < 0 ? from + n : from, to < 0 ? to + n : to];
      if (
        Number.isInteger(start) &&
        Number.isInteger(stop) &&
        0 <= start &&
        start <= stop &&
        stop <= n
      ) {
        return [start, stop] as const;
      }
      throw rangeError("slice", `0 ≤ start ≤ stop ≤ ${n} along axis ${axis}`, show([from, to]));
    });
    return this.apply("slice", [], {
      start: bounds.map(([a]) => a),
      stop: bounds.map(([, b]) => b),
    });
  }

  /**
   * Zeros before and after along each axis.
   * @throws RangeError unless there is one pair of whole numbers ≥ 0 an axis
   */
  pad(widths: readonly (readonly [before: number, after: number])[]): Tensor {
    const good = widths.flat().every((n) => Number.isInteger(n) && n >= 0);
    if (!good || widths.length !== this.rank) {
      throw rangeError("pad", `${this.rank} pairs of whole numbers ≥ 0`, JSON.stringify(widths));
    }
    return this.apply("pad", [], {
      before: widths.map(([b]) => b),
      after: widths.map(([, a]) => a),
    });
  }
}
