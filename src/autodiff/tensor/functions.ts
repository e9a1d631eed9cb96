/**
 * Functions of one variable, element by element: the rows of functions.ts.
 *
 * Next: powers.ts
 */
import type { FunctionName } from "../field.ts";
import { Comparisons } from "./comparisons.ts";
import type { Tensor } from "./tensor.ts";

/** exp, log, tanh … Each is a row of functions.ts. */
export abstract class Functions extends Comparisons {
  /** name(x), for code that has the name as a value. */
  map(name: FunctionName): Tensor {
    return this.apply("function", [], { name });
  }

  /** eˣ */
  exp(): Tensor {
    return this.map("exp");
  }

  /** eˣ − 1, accurate near 0. */
  expm1(): Tensor {
    return this.map("expm1");
  }

  /** ln x. A cotangent of 0 stays 0 at x = 0. */
  log(): Tensor {
    return this.map("log");
  }

  /** ln(1 + x), accurate near 0. A cotangent of 0 stays 0 at x = −1. */
  log1p(): Tensor {
    return this.map("log1p");
  }

  /** sin x. In floats within 0.91 units in the last place for |x| ≤ 2¹⁶, NaN beyond. */
  sin(): Tensor {
    return this.map("sin");
  }

  /** cos x. In floats within 0.9 units in the last place for |x| ≤ 2¹⁶, NaN beyond. */
  cos(): Tensor {
    return this.map("cos");
  }

  /** arcsin x, NaN for |x| > 1. A cotangent of 0 stays 0 at x = ±1. */
  asin(): Tensor {
    return this.map("asin");
  }

  /** arccos x, NaN for |x| > 1. A cotangent of 0 stays 0 at x = ±1. */
  acos(): Tensor {
    return this.map("acos");
  }

  /** arctan x */
  atan(): Tensor {
    return this.map("atan");
  }

  /** 2/√π ∫₀ˣ e^{−t²} dt */
  erf(): Tensor {
    return this.map("erf");
  }

  /** ⌊x⌋, the largest integer ≤ x; derivative 0. */
  floor(): Tensor {
    return this.map("floor");
  }

  /** tanh x */
  tanh(): Tensor {
    return this.map("tanh");
  }

  /** √x. A cotangent of 0 stays 0 at x = 0. */
  sqrt(): Tensor {
    return this.map("sqrt");
  }

  /** |x|; its derivative at 0 is 0, as the derivative of an even function is odd. */
  abs(): Tensor {
    return this.map("abs");
  }

  /** −1, 0 or 1; derivative 0. */
  sign(): Tensor {
    return this.map("sign");
  }

  /** φ(x), *any* smooth function: only a proof or a counterexample search gives it a meaning. */
  phi(): Tensor {
    return this.map("phi");
  }
}
