/**
 * Where weights start: normal, with a variance that keeps what flows through a layer of one size.
 * Biases start at 0: `zeros`.
 *
 * Next: optimise.ts
 */
import { shapeError } from "./errors.ts";
import { normal } from "./random.ts";
import { checkShape, type Shape, show, sizeOf } from "./shape.ts";
import type { Tensor } from "./tensor/tensor.ts";

/**
 * N(0, 1/fan-in): keeps the variance forwards, for layers that are linear at 0 with slope 1, as tanh.
 * @param k     a key
 * @param shape [in, out], or [kh, kw, in, out] as `conv2d` takes it: fan-in is kh · kw · in
 * @throws ShapeError unless the shape has two axes at least
 * @source LeCun, Bottou, Orr, Müller, "Efficient backprop" (1998)
 */
export function lecun(k: Tensor, shape: Shape): Tensor {
  return scaled(k, shape, fans("lecun", shape)[0]);
}

/**
 * N(0, 2/(fan-in + fan-out)): between what keeps the variance forwards and what keeps it backwards.
 * @param k     a key
 * @param shape [in, out], or [kh, kw, in, out]
 * @throws ShapeError unless the shape has two axes at least
 * @source Glorot and Bengio, "Understanding the difficulty of training deep feedforward networks" (2010)
 */
export function glorot(k: Tensor, shape: Shape): Tensor {
  const [into, out] = fans("glorot", shape);
  return scaled(k, shape, (into + out) / 2);
}

/**
 * N(0, 2/fan-in): keeps the variance forwards through relu, which halves it.
 * @param k     a key
 * @param shape [in, out], or [kh, kw, in, out]
 * @throws ShapeError unless the shape has two axes at least
 * @source He, Zhang, Ren, Sun, "Delving deep into rectifiers" (2015)
 */
export function he(k: Tensor, shape: Shape): Tensor {
  return scaled(k, shape, fans("he", shape)[0] / 2);
}

/** z / √fan, z standard normal. */
function scaled(k: Tensor, shape: Shape, fan: number): Tensor {
  return normal(k, shape).div(Math.sqrt(fan));
}

/** How many numbers come into a unit, and how many it goes to. */
function fans(op: string, shape: Shape): [into: number, out: number] {
  const whole = checkShape(op, shape);
  if (whole.length < 2) throw shapeError(op, "a shape [in, out] or [kh, kw, in, out]", show(whole));
  const window = sizeOf(whole.slice(0, -2));
  return [window * whole.at(-2)!, window * whole.at(-1)!];
}
