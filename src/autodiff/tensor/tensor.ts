/**
 * Tensor: the last link of the chain Node < Arithmetic < Comparisons < Functions < Powers <
 * Activations < Reductions < Movement < Indexing < Arrangement < Linear < Convolution < Tensor. It
 * adds the numbers: what a tensor holds, or evaluates to.
 *
 * Next: create.ts
 */
import { shapeError } from "../errors.ts";
import type { Attributes, OpName } from "../ops/names.ts";
import type { Rule } from "../rule.ts";
import { show } from "../shape.ts";
import { materialise, type Values } from "../values.ts";
import { Convolution } from "./convolution.ts";
import { type Kind, kindOf } from "./node.ts";

/** Nested arrays of numbers, as deep as the tensor has axes; a scalar is a number. */
export type Nested = number | readonly Nested[];

/**
 * An immutable node of a graph, with every operation as a method. Numbers are computed when asked
 * for: by `data`, `item`, `toArray`, or `evaluate` for several tensors at once.
 */
export class Tensor extends Convolution {
  /**
   * The node op(inputs). For the modules of the engine; users call methods and `tensor`, `input`,
   * `full` ….
   * @internal
   */
  static node<Op extends OpName>(
    op: Op,
    inputs: readonly Tensor[],
    attrs: Attributes[Op],
    { kind = kindOf(op, inputs, attrs), rule = null }: { kind?: Kind; rule?: Rule | null } = {},
  ): Tensor {
    return new Tensor(op, inputs, attrs, kind, rule);
  }

  /** The elements in row-major order. Computed once and remembered: read it, never write it. */
  get data(): Values {
    return materialise([this])[0]!;
  }

  /** The one element of a tensor of size 1. @throws ShapeError if there are more, or none */
  item(): number {
    if (this.size === 1) return this.data[0]!;
    throw shapeError("item", "one element", `shape ${show(this.shape)}`, "use toArray");
  }

  /** The elements as nested arrays; a scalar gives a number. */
  toArray(): Nested {
    const values = this.data;
    let at = 0;
    const nest = (axis: number): Nested =>
      axis === this.rank
        ? values[at++]!
        : Array.from({ length: this.shape[axis]! }, () => nest(axis + 1));
    return nest(0);
  }
}
