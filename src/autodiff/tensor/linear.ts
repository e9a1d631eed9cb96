/**
 * Matrix products, linear systems and determinants.
 *
 * Next: convolution.ts
 */

import { shapeError } from "../errors.ts";
import { none } from "../ops/names.ts";
import { remember } from "../recall.ts";
import { broadcastShapes, sameShape, show } from "../shape.ts";
import { Arrangement } from "./arrangement.ts";
import type { Tensor } from "./tensor.ts";

/** Matrix products and quotients. */
export abstract class Linear extends Arrangement {
  /**
   * […, n, k] @ […, k, m] → […, n, m]. Leading axes broadcast.
   * @throws ShapeError unless both have two axes at least and the inner lengths agree
   */
  matmul(other: Tensor): Tensor {
    return this.contract("matmul", other);
  }

  /**
   * The X with A X = B, A this: […, n, n] and […, n, m] → […, n, m]. Leading axes broadcast.
   *
   * If A is singular X has ±∞ and NaN in floats, as IEEE divides by 0, and no value in an exact
   * field.
   * @throws ShapeError unless A is square and B has as many rows
   */
  solve(right: Tensor): Tensor {
    return this.contract("solve", right);
  }

  /**
   * A⁻¹, each [n, n]: `solve` with the identity. A.solve(b) is faster and more accurate than
   * A.inverse().matmul(b).
   * @throws ShapeError unless the last two axes are of one length
   */
  inverse(): Tensor {
    const n = this.order("inverse");
    const identity = new Float32Array(n * n);
    for (let i = 0; i < n; i++) identity[i * n + i] = 1;
    const right = this.create("data", [], { shape: [n, n] }, null);
    remember(right, identity);
    return this.solve(right);
  }

  /**
   * det A of each matrix: […, n, n] → […]. Exactly 0 where elimination meets a column of zeros.
   *
   * The gradient is the matrix of cofactors, right at singular matrices too; it costs n² smaller
   * determinants.
   * @throws ShapeError unless the last two axes are of one length
   */
  det(): Tensor {
    return this.apply("det", [], none);
  }

  /** y[i…, j…] = a[i…] · b[j…] */
  outer(other: Tensor): Tensor {
    const left = this.reshape([...this.shape, ...other.shape.map(() => 1)]);
    return left.mul(other.reshape([...this.shape.map(() => 1), ...other.shape]));
  }

  /** ⟨a, b⟩ = Σ a · b over all elements. @throws ShapeError unless the shapes are the same */
  dot(other: Tensor): Tensor {
    if (sameShape(this.shape, other.shape)) return this.mul(other).sum();
    throw shapeError("dot", "tensors of one shape", `${show(this.shape)} and ${show(other.shape)}`);
  }

  /** The node op(A, B), with the leading axes of both broadcast. */
  private contract(op: "matmul" | "solve", other: Tensor): Tensor {
    const a = this.shape.slice(0, -2);
    const b = other.shape.slice(0, -2);
    if (Math.min(this.rank, other.rank) < 2 || sameShape(a, b)) {
      return this.apply(op, [other], none);
    }
    const lead = broadcastShapes(op, a, b);
    const left = this.self.broadcastTo([...lead, ...this.shape.slice(-2)]);
    const right = other.broadcastTo([...lead, ...other.shape.slice(-2)]);
    return this.create(op, [left, right], none, null);
  }

  /** n, if the matrices are [n, n]. */
  private order(op: string): number {
    const [rows, columns] = this.shape.slice(-2);
    if (columns !== undefined && rows === columns) return columns;
    throw shapeError(op, "square matrices [n, n]", show(this.shape));
  }
}
