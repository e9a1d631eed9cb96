/**
 * Powers, hyperbolic functions, tan and atan2, in primitives.
 *
 * Next: activations.ts
 */

import { rangeError } from "../errors.ts";
import { none } from "../ops/names.ts";
import { broadcastShapes } from "../shape.ts";
import { Functions } from "./functions.ts";
import type { Tensor } from "./tensor.ts";

/** xⁿ, 1/x, sinh x …. Each is a few nodes, so its derivatives of every order are those of its parts. */
export abstract class Powers extends Functions {
  /**
   * xⁿ. For integers n by products, so exact in every field, with derivative 0 of x² at 0; for
   * n + ½ by √x too. Any other power is e^{n log x}, NaN below 0; at 0 its derivatives are 0, which
   * is the limit only for large n.
   * @param exponent any finite number, the same for all elements
   * @throws RangeError if it is not finite
   */
  pow(exponent: number): Tensor {
    if (!Number.isFinite(exponent)) throw rangeError("pow", "a finite exponent", String(exponent));
    if (!Number.isInteger(2 * exponent)) return this.realPower(exponent);
    const size = Math.abs(exponent);
    const whole = Math.floor(size);
    const root = size === whole ? null : this.sqrt();
    const power = this.product(whole, root);
    return exponent < 0 ? power.reciprocal() : power;
  }

  /** 1/√x. A cotangent of 0 stays 0 at x = 0. */
  rsqrt(): Tensor {
    return this.sqrt().reciprocal();
  }

  /** 1/x. A cotangent of 0 stays 0 at x = 0. */
  reciprocal(): Tensor {
    return this.like(1).div(this.self);
  }

  /** sin x / cos x. In floats NaN for |x| > 2¹⁶. */
  tan(): Tensor {
    return this.sin().div(this.cos());
  }

  /** ½(eˣ − e⁻ˣ), as ½((eˣ − 1) − (e⁻ˣ − 1)), accurate near 0; infinite from |x| = 88.73 on. */
  sinh(): Tensor {
    return this.expm1().sub(this.neg().expm1()).mul(0.5);
  }

  /** ½(eˣ + e⁻ˣ); infinite from |x| = 88.73 on. */
  cosh(): Tensor {
    return this.exp().add(this.neg().exp()).mul(0.5);
  }

  /**
   * y.atan2(x): the angle of the point (x, y), −π < angle ≤ π, where −0 counts as 0. At the origin
   * the angle is 0 and so is the gradient, the only one that rotations leave alone.
   * @throws ShapeError unless the shapes broadcast
   */
  atan2(other: Tensor | number): Tensor {
    const given = typeof other === "number" ? this.like(other) : other;
    const shape = broadcastShapes("atan2", this.shape, given.shape);
    const [y, x] = [this.self.broadcastTo(shape), given.broadcastTo(shape)];
    const [zero, one] = [y.like(0), y.like(1)];
    const steep = y.abs().sub(x.abs());
    // |above| ≤ |below|, so below is 0 at the origin alone
    const above = steep.gate(x, y);
    const below = steep.gate(y, x);
    const away = below.abs();
    const slope = away.gate(above, zero).div(away.gate(below, one)).atan();
    const half = one.atan().mul(2); // π/2, in every field its own
    const side = y.neg().gate(half.neg(), half);
    return steep.gate(side.sub(slope), slope.add(x.neg().gate(side.mul(2), zero)));
  }

  /**
   * e^{n log x} where x > 0, else √x or 1/√x without a derivative: 0 or ∞ at 0, NaN below. (Left to
   * log 0, the second derivative at 0 would be 0 · ∞.)
   */
  private realPower(n: number): Tensor {
    const edge = this.apply("stopGradient", [], none).sqrt();
    const power = this.gate(this.self, this.like(1)).log().mul(n).exp();
    return this.gate(power, n > 0 ? edge : edge.reciprocal());
  }

  /** xⁿ · r by repeated squaring, r = 1 if null: n < 2ᵏ takes at most 2k products. */
  private product(n: number, r: Tensor | null): Tensor {
    let [result, square, rest] = [r, this.self, n];
    while (rest > 0) {
      if (rest % 2 === 1) result = result === null ? square : result.mul(square);
      rest = Math.floor(rest / 2);
      if (rest > 0) square = square.square();
    }
    return result ?? this.like(1);
  }
}
