/**
 * Linear algebra on small matrices of free entries, in the operations of the graph.
 *
 * Next: signs.ts
 */
import { concat, eye } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";

/** A⁻¹ B by Gauss and Jordan, without a search for pivots: for a matrix of free entries. */
export function solve(matrix: Tensor, right: Tensor): Tensor {
  const [n, m] = [matrix.shape[0]!, right.shape[1]!];
  let rows = concat([matrix, right], 1);
  for (let k = 0; k < n; k++) {
    const row = rows.slice([k, k + 1]);
    const pivot = row.slice([0, 1], [k, k + 1]);
    const others = rows.slice([0, n], [k, k + 1]).sub(eye(n).slice([0, n], [k, k + 1]));
    rows = rows.sub(others.matmul(row.div(pivot)));
  }
  return rows.slice([0, n], [n, n + m]);
}

/** A⁻¹ v for a vector v. */
export function solveVector(matrix: Tensor, v: Tensor): Tensor {
  return solve(matrix, v.expandDims(1)).squeeze(1);
}

/** det A, the product of the pivots of Gauss's elimination; none of them may be 0. */
export function determinant(matrix: Tensor): Tensor {
  const pivot = matrix.slice([0, 1], [0, 1]);
  const n = matrix.shape[0]!;
  if (n === 1) return pivot.squeeze();
  const [below, right] = [matrix.slice([1, n], [0, 1]), matrix.slice([0, 1], [1, n])];
  const rest = matrix.slice([1, n], [1, n]).sub(below.matmul(right).div(pivot));
  return determinant(rest).mul(pivot.squeeze());
}
