/**
 * Arrangements of elements that are known when the graph is built: composites of takes, pads,
 * broadcasts and reshapes, so no element is changed, not even a NaN or a −0.
 *
 * Next: linear.ts
 */
import { rangeError, shapeError } from "../errors.ts";
import { checkAxes, checkAxis, show } from "../shape.ts";
import { Indexing } from "./indexing.ts";
import type { Tensor } from "./tensor.ts";

/** Rolling, flipping, repeating and cutting; triangles and diagonals of matrices. */
export abstract class Arrangement extends Indexing {
  /**
   * y[…, (i + shift) mod n, …] = x[…, i, …] along the axis.
   * @throws RangeError unless shift is a whole number
   */
  roll(shift: number, axis: number): Tensor {
    const at = checkAxis("roll", axis, this.rank);
    if (!Number.isInteger(shift)) throw rangeError("roll", "a whole number", String(shift));
    const n = this.shape[at]!;
    return this.take(
      Array.from({ length: n }, (_, i) => (((i - shift) % n) + n) % n),
      at,
    );
  }

  /** Reversed along the axes; along all when none is named. */
  flip(axes?: number | readonly number[]): Tensor {
    let y = this.self;
    for (const axis of checkAxes("flip", axes, this.rank)) {
      const n = this.shape[axis]!;
      const reversed = Array.from({ length: n }, (_, i) => n - 1 - i);
      y = y.take(reversed, axis);
    }
    return y;
  }

  /**
   * Repeated reps[k] times along axis k; the shorter of shape and reps is filled with ones in front.
   * @throws RangeError unless reps are whole numbers ≥ 0
   */
  tile(reps: number | readonly number[]): Tensor {
    const list = typeof reps === "number" ? [reps] : reps;
    if (list.some((n) => !Number.isInteger(n) || n < 0)) {
      throw rangeError("tile", "whole numbers ≥ 0", show(list));
    }
    const rank = Math.max(this.rank, list.length);
    const filled = (x: readonly number[]) => [...new Array<number>(rank - x.length).fill(1), ...x];
    const [shape, times] = [filled(this.shape), filled(list)];
    return this.reshape(shape.flatMap((n) => [1, n]))
      .broadcastTo(shape.flatMap((n, k) => [times[k]!, n]))
      .reshape(shape.map((n, k) => n * times[k]!));
  }

  /**
   * Cut along the axis: into equal parts, or at the given places, negative from the end.
   * @param sections how many parts, or where each but the first begins
   * @throws RangeError unless the parts are equal, or the places ascend within the axis
   */
  split(sections: number | readonly number[], axis: number): Tensor[] {
    const at = checkAxis("split", axis, this.rank);
    const n = this.shape[at]!;
    const cuts =
      typeof sections === "number"
        ? equalParts(n, sections)
        : sections.map((place) => (place < 0 ? place + n : place));
    const ends = [...cuts, n];
    if (ends.some((end, i) => !Number.isInteger(end) || end < (ends[i - 1] ?? 0))) {
      throw rangeError("split", `ascending places from 0 to ${n}`, show(cuts));
    }
    return ends.map((end, i) =>
      this.slice(...this.shape.slice(0, at).map(() => null), [ends[i - 1] ?? 0, end]),
    );
  }

  /**
   * Of a vector the matrix that has it on the offset-th diagonal, 0 elsewhere; of matrices
   * […, n, m] their offset-th diagonals […, k]. Diagonals are counted to the right.
   * @throws ShapeError of a scalar; RangeError if there is no such diagonal
   */
  diag(offset = 0): Tensor {
    if (!Number.isInteger(offset)) throw rangeError("diag", "a whole number", String(offset));
    if (this.rank === 1) {
      const n = this.shape[0]! + Math.abs(offset);
      const row = offset < 0 ? -offset : 0;
      return this.choose(0, n * n, (i) => {
        const [r, c] = [Math.floor(i / n), i % n];
        return c - r === offset ? r - row : null;
      }).reshape([n, n]);
    }
    const [lead, n, m] = this.matrix("diag");
    const length = Math.min(n + Math.min(offset, 0), m - Math.max(offset, 0));
    if (length < 0) throw rangeError("diag", `a diagonal from ${-n} to ${m}`, String(offset));
    const first = offset < 0 ? -offset * m : offset;
    const places = Array.from({ length }, (_, i) => first + i * (m + 1));
    return this.reshape([...lead, n * m]).take(places, lead.length);
  }

  /** x[…, i, j] where j − i ≤ offset, else 0. @throws ShapeError unless x has two axes at least */
  tril(offset = 0): Tensor {
    return this.where("tril", (d) => d <= offset);
  }

  /** x[…, i, j] where j − i ≥ offset, else 0. @throws ShapeError unless x has two axes at least */
  triu(offset = 0): Tensor {
    return this.where("triu", (d) => d >= offset);
  }

  /** Σ x[…, i, i + offset] of each matrix. @throws ShapeError unless x has two axes at least */
  trace(offset = 0): Tensor {
    this.matrix("trace");
    return this.diag(offset).sum(-1);
  }

  private where(op: string, keeps: (difference: number) => boolean): Tensor {
    const [lead, n, m] = this.matrix(op);
    const kept = (i: number) => (keeps((i % m) - Math.floor(i / m)) ? i : null);
    const flat = this.reshape([...lead, n * m]);
    return flat.choose(lead.length, n * m, kept).reshape(this.shape);
  }

  /** y[…, i] = x[…, source(i)] along the last axis, 0 where there is none. */
  private choose(axis: number, length: number, source: (i: number) => number | null): Tensor {
    const n = this.shape[axis]!;
    const widths = this.shape.map((_, k) => [0, k === axis ? 1 : 0] as const);
    const indices = Array.from({ length }, (_, i) => source(i) ?? n);
    return this.pad(widths).take(indices, axis);
  }

  private matrix(op: string): [lead: readonly number[], n: number, m: number] {
    const [n, m] = this.shape.slice(-2);
    if (m !== undefined) return [this.shape.slice(0, -2), n!, m];
    throw shapeError(op, "a matrix […, n, m]", `shape ${show(this.shape)}`);
  }
}

/** Where all parts but the first begin. */
function equalParts(n: number, count: number): number[] {
  if (!Number.isInteger(count) || count < 1 || n % count !== 0) {
    throw rangeError("split", `a number of equal parts of ${n}`, String(count));
  }
  return Array.from({ length: count - 1 }, (_, i) => ((i + 1) * n) / count);
}
