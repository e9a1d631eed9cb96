/**
 * What a row of the op table says: the shape rule, the VJP and the JVP, written in Tensor methods.
 *
 * Because these are written in the same ops, a derivative is a graph and has a derivative again.
 *
 * Next: pointwise.ts
 */
import { shapeError } from "../errors.ts";
import type { Closed } from "../rule.ts";
import { type Shape, sameShape, show } from "../shape.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** The families of ops; flops are counted by family. */
export type Family = "leaf" | "pointwise" | "reduce" | "move" | "linear" | "meta";

/** One op: everything the mathematics says of it. How numbers are computed is in lower/. */
export interface Row<A> {
  /** Which family it is of. */
  readonly family: Family;
  /** The shape of the result. @throws ShapeError */
  shape(inputs: readonly Tensor[], attrs: A): Shape;
  /**
   * The cotangent of every input, from that of the result; null where none flows.
   * @param reverse the transform that asks, for a sub-graph that a node keeps
   */
  vjp(
    ct: Tensor,
    y: Tensor,
    inputs: readonly Tensor[],
    attrs: A,
    reverse: Reverse,
  ): readonly (Tensor | null)[];
  /**
   * The tangent of the result, from those of the inputs, null where an input has none; at least
   * one has. Null where the result has none.
   * @param forward the transform that asks, for a sub-graph that a node keeps
   */
  jvp(
    tangents: readonly (Tensor | null)[],
    y: Tensor,
    inputs: readonly Tensor[],
    attrs: A,
    forward: Forward,
  ): Tensor | null;
  /**
   * The results of n examples, one after the other along a new first axis, from their inputs.
   * @param y    the result of one example, from inputs without that axis
   * @param many the transform that asks, for a sub-graph that a node keeps
   */
  batch(inputs: readonly Mapped[], n: number, y: Tensor, attrs: A, many: Many): Tensor;
}

/** Reverse mode, as a row may use it. */
export interface Reverse {
  /** The cotangents of the sources, from that of y. */
  backward(y: Tensor, ct: Tensor, sources: readonly Tensor[]): Tensor[];
  /** Whether anything asks for the cotangent of the input of that number. */
  wanted(input: number): boolean;
}

/** Forward mode, as a row may use it: the tangents of ys, from those of the sources. */
export type Forward = (
  ys: readonly Tensor[],
  sources: readonly Tensor[],
  tangents: readonly Tensor[],
) => Tensor[];

/** vmap, as a row may use it: a closed function of n examples of the marked parameters. */
export type Many = (closed: Closed, mapped: readonly boolean[]) => Closed;

/** An input of n examples: along a new first axis, or one tensor that all of them share. */
export interface Mapped {
  /** [n, …] if mapped, else […]. */
  readonly x: Tensor;
  /** Whether each example has its own. */
  readonly mapped: boolean;
}

/** [n, …] in any case: what is shared is repeated. */
export function each({ x, mapped }: Mapped, n: number): Tensor {
  return mapped ? x : x.broadcastTo([n, ...x.shape]);
}

/** n examples of an op that works on each element by itself: the op itself. */
export function pointwise(inputs: readonly Mapped[], n: number, y: Tensor): Tensor {
  return y.rebuild(inputs.map((input) => each(input, n)));
}

/** The tangent of a linear op: the op itself, on the tangents. */
export function linear(
  tangents: readonly (Tensor | null)[],
  y: Tensor,
  inputs: readonly Tensor[],
): Tensor {
  return y.rebuild(tangents.map((tangent, i) => tangent ?? inputs[i]!.like(0)));
}

/** The sum of those that are there. */
export function total(terms: readonly (Tensor | null | undefined)[]): Tensor | null {
  let sum: Tensor | null = null;
  for (const term of terms) if (term) sum = sum === null ? term : sum.add(term);
  return sum;
}

/** The shape rule of ops whose inputs all have one shape; Tensor methods broadcast beforehand. */
export function oneShape(op: string): (inputs: readonly Tensor[]) => Shape {
  return (inputs) => {
    const shape = inputs[0]!.shape;
    for (const input of inputs) {
      if (!sameShape(shape, input.shape)) {
        throw shapeError(op, "inputs of one shape", `${show(shape)} and ${show(input.shape)}`);
      }
    }
    return shape;
  };
}
