/**
 * Comparisons, which are 0 or 1 and have derivative 0, and the larger and the smaller of two.
 *
 * Next: functions.ts
 */
import { broadcastShapes } from "../shape.ts";
import { Arithmetic } from "./arithmetic.ts";
import type { Tensor } from "./tensor.ts";

/** a > b, a ≥ b, max(a, b) …. Operands broadcast as in NumPy. */
export abstract class Comparisons extends Arithmetic {
  /** 1 where a > b, else 0; derivative 0. @throws ShapeError unless the shapes broadcast */
  greater(other: Tensor | number): Tensor {
    const difference = this.sub(other);
    return difference.gate(difference.like(1), difference.like(0));
  }

  /**
   * 1 where a ≥ b, else 0 (also at NaN); derivative 0.
   * @throws ShapeError unless the shapes broadcast
   */
  greaterEqual(other: Tensor | number): Tensor {
    return this.greater(other).add(this.equal(other));
  }

  /** 1 where a < b, else 0; derivative 0. @throws ShapeError unless the shapes broadcast */
  less(other: Tensor | number): Tensor {
    const difference = this.sub(other).neg();
    return difference.gate(difference.like(1), difference.like(0));
  }

  /**
   * 1 where a ≤ b, else 0 (also at NaN); derivative 0.
   * @throws ShapeError unless the shapes broadcast
   */
  lessEqual(other: Tensor | number): Tensor {
    return this.less(other).add(this.equal(other));
  }

  /**
   * max(a, b), element by element; a tie shares the cotangent equally, ½ each. NaN wins.
   * @throws ShapeError unless the shapes broadcast
   */
  maximum(other: Tensor | number): Tensor {
    const b = typeof other === "number" ? this.like(other) : other;
    const shape = broadcastShapes("maximum", this.shape, b.shape);
    const pair = [this.self, b].map((x) => x.broadcastTo(shape).reshape([1, ...shape]));
    return this.create("concat", pair, { axis: 0 }, null).max(0);
  }

  /**
   * min(a, b) = −max(−a, −b); a tie shares the cotangent equally, ½ each. NaN wins.
   * @throws ShapeError unless the shapes broadcast
   */
  minimum(other: Tensor | number): Tensor {
    return this.neg()
      .maximum(typeof other === "number" ? -other : other.neg())
      .neg();
  }

  /**
   * min(max(x, low), high): the nearest of low … high. On an end, which is a tie, half of the
   * cotangent arrives.
   * @throws ShapeError unless the shapes broadcast
   */
  clip(low: Tensor | number, high: Tensor | number): Tensor {
    return this.maximum(low).minimum(high);
  }
}
