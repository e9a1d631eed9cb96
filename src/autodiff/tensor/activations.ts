/**
 * What neural networks put between their layers, in primitives: no NaN and the right slope however
 * large |x| is.
 *
 * Next: reductions.ts
 */
import { Powers } from "./powers.ts";
import type { Tensor } from "./tensor.ts";

/** relu, sigmoid, softplus …. */
export abstract class Activations extends Powers {
  /** x where x > 0, else 0; relu′(0) = 0. */
  relu(): Tensor {
    return this.gate(this.self, this.like(0));
  }

  /** x where x > 0, else slope · x; its derivative at 0 is the slope. */
  leakyRelu(slope = 0.01): Tensor {
    return this.gate(this.self, this.mul(slope));
  }

  /** x where x > 0, else α(eˣ − 1); its derivative at 0 is α. */
  elu(alpha = 1): Tensor {
    return this.relu().add(this.negativePart().expm1().mul(alpha));
  }

  /** 1/(1 + e⁻ˣ), as eˣ/(1 + eˣ) where x ≤ 0: all digits in both tails. */
  sigmoid(): Tensor {
    const e = this.minusSize().exp();
    return this.gate(this.like(1), e).div(e.add(1));
  }

  /** log(1 + eˣ), as relu x + log(1 + e^{−|x|}). */
  softplus(): Tensor {
    return this.relu().add(this.minusSize().exp().log1p());
  }

  /** x/(1 + e⁻ˣ), also called swish; NaN at −∞. */
  silu(): Tensor {
    return this.mul(this.sigmoid());
  }

  /** ½x(1 + erf(x/√2)), the exact one; NaN at −∞. */
  gelu(): Tensor {
    return this.mul(0.5).mul(this.mul(Math.SQRT1_2).erf().add(1));
  }

  /**
   * −|x|, with the derivative that it has on the left of 0: what continues a formula for x ≤ 0 is
   * then smooth at 0, where |x| itself has derivative 0.
   */
  private minusSize(): Tensor {
    return this.gate(this.neg(), this.self);
  }

  /** x where x ≤ 0, else 0. */
  private negativePart(): Tensor {
    return this.gate(this.like(0), this.self);
  }
}
