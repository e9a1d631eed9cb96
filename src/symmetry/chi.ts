/**
 * χ: which entries share what they learn. How it is normalised is part of each name, because it
 * decides the step size: with the projector a coupled step is divided by the orbit, with the
 * indicator it is not.
 *
 * Next: parameters.ts
 */
import { rangeError, shapeError } from "../autodiff/errors.ts";
import { show } from "../autodiff/shape.ts";
import { eye } from "../autodiff/tensor/create.ts";
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import type { Chi } from "../autodiff/with-vjp.ts";
import type { Group } from "./group.ts";
import { along, applyMatrix } from "./matrix.ts";
import { orbitIndex } from "./orbits.ts";
import type { Representation } from "./representation.ts";

/** One coupling i ← j with a weight ≥ 0. */
export type Pair = readonly [i: number, j: number, weight: number];

/**
 * P = 𝔼_g ρ(g), the mean over each orbit: P = Pᵀ = P². At a cost of O(n), never an n × n matrix.
 * @param of a group on its points, or a representation by permutations
 */
export function averagingProjector(of: Group | Representation): Chi {
  const index = orbitIndex(of);
  const sizes = countOf(index);
  return symmetric(index.length, (v, axis) => {
    const sums = v.scatterAdd(index, axis, sizes.length);
    return sums.div(along(sizes, v.rank, axis)).take(index, axis);
  });
}

/**
 * |orbit| · P: 1 wherever two entries are in one orbit. A step coupled by it moves each entry as
 * far as an uncoupled one.
 * @param of a group on its points, or a representation by permutations
 */
export function orbitIndicator(of: Group | Representation): Chi {
  const index = orbitIndex(of);
  const count = countOf(index).length;
  return symmetric(index.length, (v, axis) => v.scatterAdd(index, axis, count).take(index, axis));
}

/**
 * C[i, j] = w(i, j) / Σ_j w(i, j), rows that sum to 1, from a list of weighted pairs.
 * @param pairs couplings; every i < n occurs in one of positive weight
 * @param n     how many entries; one more than the largest index when left out
 * @throws RangeError unless they do, and every index is below n
 */
export function rowStochastic(
  pairs: readonly Pair[],
  n: number = pairs.reduce((most, [i, j]) => Math.max(most, i + 1, j + 1), 0),
): Chi {
  const totals = new Array<number>(n).fill(0);
  for (const [i, j, weight] of pairs) {
    if (i in totals && j in totals && weight >= 0) totals[i]! += weight;
    else throw rangeError("rowStochastic", `pairs of 0…${n - 1}, weight ≥ 0`, show([i, j, weight]));
  }
  const lonely = totals.indexOf(0);
  if (lonely >= 0) throw rangeError("rowStochastic", "a pair for every row", `none for ${lonely}`);
  const [rows, columns] = [pairs.map(([i]) => i), pairs.map(([, j]) => j)];
  const weights = pairs.map(([, , weight]) => weight);
  const divide = (v: Tensor, axis: number): Tensor => v.div(along(totals, v.rank, axis));
  const move = (v: Tensor, axis: number, from: number[], to: number[]): Tensor =>
    v
      .take(from, axis)
      .mul(along(weights, v.rank, axis))
      .scatterAdd(to, axis, n);
  return chi(
    n,
    (v, axis) => divide(move(v, axis, columns, rows), axis),
    (v, axis) => move(divide(v, axis), axis, rows, columns),
  );
}

/**
 * χ as a permutation: (χv)[map[i]] = v[i].
 * @param map where each entry goes
 */
export function permutationChi(map: readonly number[]): Chi {
  const inverse = new Array<number>(map.length);
  map.forEach((to, from) => {
    inverse[to] = from;
  });
  return chi(
    map.length,
    (v, axis) => v.permute(map, axis),
    (v, axis) => v.permute(inverse, axis),
  );
}

/**
 * χ as it is written: any matrix. It may be an input of a proof, or be learned.
 * @param matrix [n, n]
 * @throws ShapeError unless it is square
 */
export function denseChi(matrix: Tensor): Chi {
  const [n, m] = matrix.shape;
  if (matrix.rank !== 2 || n !== m) {
    throw shapeError("denseChi", "a square matrix [n, n]", show(matrix.shape));
  }
  return {
    n: n!,
    apply: (v, axis) => applyMatrix(matrix, v, axis),
    applyTransposed: (v, axis) => applyMatrix(matrix.transpose(), v, axis),
    dense: () => matrix,
  };
}

/** How many entries each orbit has. */
function countOf(index: readonly number[]): number[] {
  const sizes = new Array<number>(Math.max(...index) + 1).fill(0);
  for (const orbit of index) sizes[orbit]! += 1;
  return sizes;
}

type Along = (v: Tensor, axis: number) => Tensor;

function symmetric(n: number, apply: Along): Chi {
  return chi(n, apply, apply);
}

function chi(n: number, apply: Along, applyTransposed: Along): Chi {
  return { n, apply, applyTransposed, dense: () => apply(eye(n), 0) };
}
