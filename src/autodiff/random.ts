/**
 * Randomness as tensors: every draw is a pure function of a key, an index tensor [2].
 *
 * There is no global state and no order of calls: the same key gives the same bits in every
 * runtime. For new draws, split the key.
 *
 * Next: index.ts
 */
import * as draws from "./draws.ts";
import { rangeError, shapeError } from "./errors.ts";
import { checkShape, type Shape, show, sizeOf } from "./shape.ts";
import { leaf } from "./tensor/create.ts";
import type { Tensor } from "./tensor/tensor.ts";

/**
 * The key of a seed.
 * @param seed a whole number; its low 64 bits, as far as a double holds them, count
 * @throws RangeError unless it is a safe integer
 */
export function key(seed: number): Tensor {
  if (!Number.isSafeInteger(seed)) throw rangeError("key", "a whole number", String(seed));
  return leaf(Int32Array.of(Math.floor(seed / 2 ** 32) | 0, seed | 0), [2]);
}

/**
 * n new keys, each an index tensor [2]: independent of each other and of every draw from the
 * parent.
 * @param parent a key
 * @param n      how many; two when left out
 */
export function split(parent: Tensor): [Tensor, Tensor];
export function split(parent: Tensor, n: number): Tensor[];
export function split(parent: Tensor, n = 2): Tensor[] {
  const words = draws.splitKey(...wordsOf("split", parent), n);
  return Array.from({ length: n }, (_, i) =>
    leaf(Int32Array.of(words[2 * i]!, words[2 * i + 1]!), [2]),
  );
}

/**
 * Uniform in [0, 1), multiples of 2⁻²⁴.
 * @param k     a key
 * @param shape of the result
 */
export function uniform(k: Tensor, shape: Shape): Tensor {
  const n = sizeOf(checkShape("uniform", shape));
  return leaf(draws.uniformFloats(...wordsOf("uniform", k), n), shape);
}

/**
 * Standard normal, by the inverse of the distribution function.
 * @param k     a key
 * @param shape of the result
 */
export function normal(k: Tensor, shape: Shape): Tensor {
  const n = sizeOf(checkShape("normal", shape));
  return leaf(draws.normalFloats(...wordsOf("normal", k), n), shape);
}

/**
 * Whole numbers uniform in 0 … below − 1, an index tensor.
 * @param k     a key
 * @param shape of the result
 * @param below a positive whole number
 */
export function integers(k: Tensor, shape: Shape, below: number): Tensor {
  const n = sizeOf(checkShape("integers", shape));
  return leaf(Int32Array.from(draws.integersBelow(...wordsOf("integers", k), n, below)), shape);
}

/**
 * A uniformly random order of 0 … n − 1, an index tensor [n].
 * @param k a key
 * @param n how many
 */
export function permutation(k: Tensor, n: number): Tensor {
  checkShape("permutation", [n]);
  return leaf(draws.permutationOf(...wordsOf("permutation", k), n), [n]);
}

/** The two words of a key. @throws ShapeError unless it is an index tensor [2] */
function wordsOf(op: string, k: Tensor): [number, number] {
  if (k.kind !== "index" || k.rank !== 1 || k.size !== 2) {
    throw shapeError(op, "a key, an index tensor [2]", `a ${k.kind} tensor ${show(k.shape)}`);
  }
  return [k.data[0]!, k.data[1]!];
}
