/**
 * Contractions of two tensors.
 *
 * Next: tensor.ts
 */
import { shapeError } from "../errors.ts";
import { sameShape, show } from "../shape.ts";
import { Movement } from "./movement.ts";
import type { Tensor } from "./tensor.ts";

/** Matrix products. */
export abstract class Linear extends Movement {
  /** [n, k] @ [k, m] → [n, m]. @throws ShapeError unless the inner lengths agree */
  matmul(other: Tensor): Tensor {
    return this.apply("matmul", [other], {});
  }

  /** ⟨a, b⟩ = Σ a · b over all elements. @throws ShapeError unless the shapes are the same */
  dot(other: Tensor): Tensor {
    if (sameShape(this.shape, other.shape)) return this.mul(other).sum();
    throw shapeError("dot", "tensors of one shape", `${show(this.shape)} and ${show(other.shape)}`);
  }
}
