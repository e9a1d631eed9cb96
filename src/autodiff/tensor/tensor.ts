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
import { textOf } from "../text.ts";
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

  /**
   * The numbers, [[1, 2], [3, 0.1]], each in the fewest digits that make this float; of a graph that
   * has none, its op, its shape and why: `mul [2] (evaluate: expected a graph without free inputs, …)`.
   */
  override toString(): string {
    try {
      return textOf(this.data, this.shape);
    } catch (error) {
      return `${this.op} ${show(this.shape)} (${(error as Error).message})`;
    }
  }

  // `console.log` of Node, Bun and Deno asks for this one. (As a method it would need a type of its
  // own in the declarations: TS9038.)
  static {
    const value = function (this: Tensor): string {
      return this.toString();
    };
    Reflect.defineProperty(Tensor.prototype, Symbol.for("nodejs.util.inspect.custom"), { value });
  }
}
