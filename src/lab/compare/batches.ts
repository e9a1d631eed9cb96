/**
 * The batches of a seed: the same for every method, and the same on every run.
 *
 * Next: train.ts
 */
import { integers, key, permutation, split } from "../../autodiff/random.ts";
import { oneHot, tensor } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import type { Element, Group } from "../../symmetry/group.ts";
import { choose, type Digits, PIXELS } from "../data/digits.ts";
import type { Setting } from "./setting.ts";

/** Inputs and one-hot labels. */
export interface Batch {
  /** [n, 64] */
  readonly x: Tensor;
  /** [n, 10] */
  readonly y: Tensor;
}

/** The independent keys of one seed. */
export interface Keys {
  /** For θ₀. */
  readonly init: Tensor;
  /** For the order of the digits. */
  readonly order: Tensor;
  /** For the sampled elements of the group. */
  readonly elements: Tensor;
}

/** The keys of a seed. */
export function keysOf(seed: number): Keys {
  const [init, order, elements] = split(key(seed), 3) as [Tensor, Tensor, Tensor];
  return { init, order, elements };
}

/** Digits as tensors. */
export function batchOf({ pixels, labels }: Digits, classes: number): Batch {
  return { x: tensor(pixels, [labels.length, PIXELS]), y: oneHot(Array.from(labels), classes) };
}

/**
 * All digits in an order of their own, cut into batches; the last may be smaller.
 * @param digits  to learn from
 * @param order   the key of this seed's orders
 * @param epoch   which pass
 * @param setting says how long a batch is
 */
export function* batches(
  digits: Digits,
  order: Tensor,
  epoch: number,
  { batch, sizes }: Setting,
): Generator<Batch> {
  const shuffle = permutation(split(order, epoch + 1)[epoch]!, digits.labels.length);
  const rows = Array.from(shuffle.data);
  for (let from = 0; from < rows.length; from += batch) {
    yield batchOf(choose(digits, rows.slice(from, from + batch)), sizes[2]);
  }
}

/**
 * Uniform elements of G, independent of each other.
 * @param k a key
 * @param n how many
 * @param G the group
 */
export function draw(k: Tensor, n: number, G: Group): Element[] {
  return Array.from(integers(k, [n], G.order).data, (i) => G.elements[i]!);
}
