/**
 * What is measured on test digits: how often the model is right, and how far it is from invariant.
 *
 * Next: moments.ts
 */
import { evaluate } from "../../autodiff/evaluate.ts";
import { key, split } from "../../autodiff/random.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import type { Mlp } from "../../methods/models.ts";
import { act, actEach } from "../../symmetry/act.ts";
import type { Group } from "../../symmetry/group.ts";
import type { Digits } from "../data/digits.ts";
import { batchOf, draw } from "./batches.ts";
import type { Routines } from "./routines.ts";

/** The key of the rotations of the test digits: one for all methods and seeds. */
const ROTATION_SEED = 359;

/** Test digits as they are, and each moved by an element of its own. */
export interface Exam {
  /** [n, 64] */
  readonly upright: Tensor;
  /** Row i is gᵢ·xᵢ, gᵢ uniform in G. */
  readonly rotated: Tensor;
  /** [n] */
  readonly labels: Int32Array;
}

/**
 * The exam that every row sits.
 * @param test the test digits
 * @param G    on the pixels
 */
export function exam(test: Digits, G: Group): Exam {
  const { labels } = test;
  const upright = batchOf(test, Math.max(...labels) + 1).x;
  const gs = draw(split(key(ROTATION_SEED), 1)[0]!, labels.length, G);
  return { upright, rotated: actEach(gs, upright), labels };
}

/**
 * The share of rows whose largest output is at the label.
 * @param outputs [n, classes]
 * @param labels  [n]
 */
export function accuracy(outputs: Tensor, labels: Int32Array): number {
  const [n, classes] = outputs.shape as [number, number];
  const values = outputs.data;
  let right = 0;
  for (let i = 0; i < n; i++) {
    let best = 0;
    for (let c = 1; c < classes; c++) {
      if (values[i * classes + c]! > values[i * classes + best]!) best = c;
    }
    if (best === labels[i]) right++;
  }
  return right / n;
}

/**
 * √ 𝔼_{i, g} |softmax f(g·xᵢ) − softmax f(xᵢ)|²
 * @param routines of the model f
 * @param theta    its parameters
 * @param x        [n, 64]
 * @param G        on the pixels
 */
export function invarianceError(
  { outputs, deviation }: Pick<Routines, "outputs" | "deviation">,
  theta: Mlp,
  x: Tensor,
  G: Group,
): number {
  const still = evaluate(outputs(x, theta).softmax());
  // One g at a time: all of them in one graph would be kept at once, 64 for the torus.
  const squares = G.elements.map((g) => deviation(evaluate(act(g, x)), still, theta).item());
  return Math.sqrt(squares.reduce((sum, s) => sum + s, 0) / G.order);
}
