/**
 * Contractions of two tensors.
 *
 * Next: convolution.ts
 */
import { shapeError } from "../errors.ts";
import { broadcastShapes, sameShape, show } from "../shape.ts";
import { Arrangement } from "./arrangement.ts";
import type { Tensor } from "./tensor.ts";

/** Matrix products. */
export abstract class Linear extends Arrangement {
  /**
   * […, n, k] @ […, k, m] → […, n, m]. Leading axes broadcast.
   * @throws ShapeError unless both have two axes at least and the inner lengths agree
   */
  matmul(other: Tensor): Tensor {
    const [a, b] = [this.shape, other.shape];
    if (Math.min(a.length, b.length) < 2 || sameShape(a.slice(0, -2), b.slice(0, -2))) {
      return this.apply("matmul", [other], {});
    }
    const lead = broadcastShapes("matmul", a.slice(0, -2), b.slice(0, -2));
    const [left, right] = [
      [...lead, ...a.slice(-2)],
      [...lead, ...b.slice(-2)],
    ];
    return this.create("matmul", [this.self.broadcastTo(left), other.broadcastTo(right)], {}, null);
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
}
