/**
 * Randomness as tensors: every draw is a pure function of a key, an index tensor [2].
 *
 * There is no global state and no order of calls: the same key gives the same bits in every
 * runtime. For new draws, split the key.
 *
 * Next: initialisers.ts
 */
import { categories, coins } from "./categories.ts";
import * as draws from "./draws.ts";
import { describe, rangeError, shapeError, typeError } from "./errors.ts";
import type { Attributes } from "./ops/names.ts";
import { topological } from "./order.ts";
import { recall, type Values } from "./recall.ts";
import { checkShape, type Shape, sameShape, show, sizeOf } from "./shape.ts";
import { full, leaf } from "./tensor/create.ts";
import { Tensor } from "./tensor/tensor.ts";

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
  checkShape("split", [n]);
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
 * A uniformly random order of 0 … n − 1, an index tensor [n]. `x.take(permutation(k, n), 0)` is x
 * shuffled; of the first m, m rows without repetition.
 * @param k a key
 * @param n how many
 */
export function permutation(k: Tensor, n: number): Tensor {
  checkShape("permutation", [n]);
  return leaf(draws.permutationOf(...wordsOf("permutation", k), n), [n]);
}

/**
 * 1 with probability p, else 0, a real tensor: a mask.
 * @param k     a key
 * @param p     a number, or a tensor that broadcasts to the shape; its numbers are computed now
 * @param shape of the result; that of p when left out
 * @throws RangeError unless 0 ≤ p ≤ 1
 */
export function bernoulli(k: Tensor, p: Tensor | number, shape?: Shape): Tensor {
  const words = wordsOf("bernoulli", k);
  const one = realOf("bernoulli", "probabilities", typeof p === "number" ? full([], p) : p);
  const whole = checkShape("bernoulli", shape ?? one.shape);
  const spread = one.broadcastTo(whole);
  return leaf(coins(...words, numbersOf("bernoulli", spread) as Float32Array), whole);
}

/**
 * c with probability e^logits[…, c] / Σ e^logits[…, ·], an index tensor. For probabilities p, pass
 * `p.log()`.
 *
 * By inversion of the running sum, so one category more changes only the draws that fall on it.
 * @param k      a key
 * @param logits [b…, categories]; −∞ is never drawn; its numbers are computed now
 * @param shape  of the result, ending in [b…]; [b…] when left out
 * @throws RangeError if a logit is NaN or +∞, or a row has none above −∞
 * @throws ShapeError unless the shape ends so
 */
export function categorical(k: Tensor, logits: Tensor, shape?: Shape): Tensor {
  const words = wordsOf("categorical", k);
  const { rank } = realOf("categorical", "logits", logits);
  if (rank === 0) throw shapeError("categorical", "logits [b…, categories]", show(logits.shape));
  const rows = logits.shape.slice(0, -1);
  const whole = checkShape("categorical", shape ?? rows);
  if (!sameShape(whole.slice(Math.max(0, whole.length - rows.length)), rows)) {
    const rule = `a shape that ends in ${show(rows)}, as the logits are ${show(logits.shape)}`;
    throw shapeError("categorical", rule, show(whole));
  }
  const values = numbersOf("categorical", logits) as Float32Array;
  return leaf(categories(...words, sizeOf(whole), values, logits.shape[rank - 1]!), whole);
}

/** The tensor. @throws TypeError unless it is a real one */
function realOf(op: string, what: string, x: Tensor): Tensor {
  if (!(x instanceof Tensor)) throw typeError(op, `a tensor of ${what}`, describe(x));
  if (x.kind === "real") return x;
  throw typeError(op, `a real tensor of ${what}`, "an index tensor");
}

/** The two words of a key. @throws ShapeError unless it is an index tensor [2] */
function wordsOf(op: string, k: Tensor): [number, number] {
  if (!(k instanceof Tensor)) {
    throw typeError(op, "a key, an index tensor [2]", describe(k), "make one: key(seed)");
  }
  if (k.kind !== "index" || k.rank !== 1 || k.size !== 2) {
    throw shapeError(op, "a key, an index tensor [2]", `a ${k.kind} tensor ${show(k.shape)}`);
  }
  const words = numbersOf(op, k);
  return [words[0]!, words[1]!];
}

/** What the tensor holds: draws are made now. @throws TypeError if it depends on a free leaf */
function numbersOf(op: string, x: Tensor): Values {
  const order = topological([x], (node) => recall(node) !== undefined);
  const free = order.find((node) => node.op === "input");
  if (free === undefined) return x.data;
  const { name } = free.attrs as Attributes["input"];
  const fix = "draw before vmap, grad or prove and pass what was drawn";
  throw typeError(op, "numbers, as draws are made at once", `free input "${name}"`, fix);
}
