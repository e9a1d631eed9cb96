/**
 * What a row of the op table says: the shape rule and the VJP, written in Tensor methods.
 *
 * Because a VJP is written in the same ops, a gradient is a graph and has a gradient again.
 *
 * Next: pointwise.ts
 */
import { shapeError } from "../errors.ts";
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
  /** The cotangent of every input, from that of the result; null where none flows. */
  vjp(ct: Tensor, y: Tensor, inputs: readonly Tensor[], attrs: A): readonly (Tensor | null)[];
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
