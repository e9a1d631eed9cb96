/**
 * A matrix along one axis of a tensor, and numbers along one axis.
 *
 * Next: act.ts
 */
import { leaf, rootOfUnity, stack } from "../autodiff/tensor/create.ts";
import type { Tensor } from "../autodiff/tensor/tensor.ts";

/**
 * y[…, r, …] = Σ_c m[r, c] · x[…, c, …]
 * @param m    [r, c]
 * @param x    any shape with an axis of length c
 * @param axis which, counted from the front
 */
export function applyMatrix(m: Tensor, x: Tensor, axis: number): Tensor {
  const front = [axis, ...x.shape.map((_, i) => i).filter((i) => i !== axis)];
  const back = x.shape.map((_, i) => front.indexOf(i));
  const columns = axis === 0 ? x : x.transpose(front);
  const mapped = m.matmul(columns.reshape([x.shape[axis]!, -1]));
  const whole = mapped.reshape([m.shape[0]!, ...columns.shape.slice(1)]);
  return axis === 0 ? whole : whole.transpose(back);
}

/**
 * [[cos α, −sin α], [sin α, cos α]] with α = 2πk/n: the rotation of the plane by k/n of a turn.
 * @param k an integer
 * @param n a divisor of 27720, so any n ≤ 12
 * @returns [2, 2]; exact in the fields of a proof, rounded in floats
 */
export function rotation(k: number, n: number): Tensor {
  const cosSin = rootOfUnity(k, n);
  return stack([cosSin.permute([0, 1], 0, [1, -1]), cosSin.permute([1, 0], 0)]);
}

/**
 * The numbers as a tensor that broadcasts along one axis of x.
 * @param numbers as many as the axis is long
 * @param rank    of the tensor it will meet
 * @param axis    counted from the front
 */
export function along(numbers: readonly number[], rank: number, axis: number): Tensor {
  const shape = Array.from({ length: rank }, (_, i) => (i === axis ? numbers.length : 1));
  return leaf(Float32Array.from(numbers), shape);
}
