/**
 * Functions of one variable, element by element, and what is composed of them.
 *
 * Next: reductions.ts
 */
import type { FunctionName } from "../field.ts";
import { Arithmetic } from "./arithmetic.ts";
import type { Tensor } from "./tensor.ts";

/** exp, log, tanh … Each is a row of functions.ts. */
export abstract class Functions extends Arithmetic {
  /** name(x), for code that has the name as a value. */
  map(name: FunctionName): Tensor {
    return this.apply("function", [], { name });
  }

  /** eˣ */
  exp(): Tensor {
    return this.map("exp");
  }

  /** ln x. A cotangent of 0 stays 0 at x = 0. */
  log(): Tensor {
    return this.map("log");
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

  /** x where x > 0, else 0; relu′(0) = 0. */
  relu(): Tensor {
    return this.gate(this.self, this.like(0));
  }

  /** φ(x), *any* smooth function: only a proof or a counterexample search gives it a meaning. */
  phi(): Tensor {
    return this.map("phi");
  }
}
