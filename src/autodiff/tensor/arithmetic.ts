/**
 * The four operations, with broadcasting as an explicit node.
 *
 * Next: comparisons.ts
 */
import { describe, typeError } from "../errors.ts";
import { none, type OpName } from "../ops/names.ts";
import { broadcastShapes, sameShape } from "../shape.ts";
import { Node } from "./node.ts";
import type { Tensor } from "./tensor.ts";

/** Ops of two operands. */
type Binary = Extract<OpName, "add" | "sub" | "mul" | "div" | "equal">;

/** a + b, a − b, a · b, a / b and what is written with them. Operands broadcast as in NumPy. */
export abstract class Arithmetic extends Node {
  /** A constant of this tensor's shape, every element the given number. */
  like(value: number): Tensor {
    const written = Number.isInteger(value) ? value : Math.fround(value);
    return this.create("full", [], { shape: this.shape, value: written });
  }

  /** a + b. @throws ShapeError unless the shapes broadcast */
  add(other: Tensor | number): Tensor {
    return this.binary("add", other);
  }

  /** a − b. @throws ShapeError unless the shapes broadcast */
  sub(other: Tensor | number): Tensor {
    return this.binary("sub", other);
  }

  /** a · b, element by element. @throws ShapeError unless the shapes broadcast */
  mul(other: Tensor | number): Tensor {
    return this.binary("mul", other);
  }

  /**
   * a / b. A cotangent of 0 stays 0 where b is 0.
   * @throws ShapeError unless the shapes broadcast
   */
  div(other: Tensor | number): Tensor {
    return this.binary("div", other);
  }

  /** −a */
  neg(): Tensor {
    return this.apply("neg", [], none);
  }

  /** a² */
  square(): Tensor {
    return this.mul(this.self);
  }

  /** 1 where a = b, else 0; derivative 0. @throws ShapeError unless the shapes broadcast */
  equal(other: Tensor | number): Tensor {
    return this.binary("equal", other);
  }

  /** a where this > 0, else b; all of one shape. `where(c, a, b)` is the form that broadcasts. */
  gate(a: Tensor, b: Tensor): Tensor {
    return this.apply("gate", [a, b], none);
  }

  /**
   * 0 where this is 0 and v is not finite, else w: the zero-cotangent law of singular functions.
   */
  mask(v: Tensor, w: Tensor): Tensor {
    return this.apply("mask", [v, w], none);
  }

  private binary(op: Binary, other: Tensor | number): Tensor {
    const { self } = this;
    if (typeof other === "number") return this.create(op, [self, this.like(other)], none);
    if (!(other instanceof Node)) {
      throw typeError(op, "a tensor or a number", describe(other), "make it one: tensor(…)");
    }
    if (sameShape(this.shape, other.shape)) return this.create(op, [self, other], none);
    const shape = broadcastShapes(op, this.shape, other.shape);
    return this.create(op, [self.broadcastTo(shape), other.broadcastTo(shape)], none);
  }
}
