/**
 * Numbers at equal distances.
 *
 * Next: einsum.ts
 */
import { rangeError } from "../errors.ts";
import { show } from "../shape.ts";
import { leaf } from "./create.ts";
import type { Tensor } from "./tensor.ts";

/** 0, 1, … below stop. @throws RangeError unless it is finite */
export function arange(stop: number): Tensor;
/**
 * start, start + step, … up to stop, which is not among them.
 * @throws RangeError unless all are finite and step is not 0
 */
export function arange(start: number, stop: number, step?: number): Tensor;
export function arange(first: number, second?: number, step = 1): Tensor {
  const [start, stop] = second === undefined ? [0, first] : [first, second];
  const count = Math.ceil((stop - start) / step);
  if (![start, stop, step].every(Number.isFinite) || step === 0) {
    throw rangeError("arange", "finite numbers and a step other than 0", show([start, stop, step]));
  }
  const length = Math.max(0, count);
  return leaf(
    Float32Array.from({ length }, (_, i) => start + i * step),
    [length],
  );
}

/**
 * n numbers from start to stop, both among them: start + i (stop − start)/(n − 1).
 * @throws RangeError unless n is a whole number ≥ 0
 */
export function linspace(start: number, stop: number, n: number): Tensor {
  if (!Number.isInteger(n) || n < 0) {
    throw rangeError("linspace", "a whole number n ≥ 0", String(n));
  }
  const at = (i: number) => (i > 0 && i === n - 1 ? stop : start + (i * (stop - start)) / (n - 1));
  return leaf(
    Float32Array.from({ length: n }, (_, i) => (i === 0 ? start : at(i))),
    [n],
  );
}
