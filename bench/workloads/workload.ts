/**
 * What a workload is: its inputs, the graph of them that every engine computes, and what it must reach.
 *
 * Peers write the same function in their own words (versus/jax.js, tfjs.js, pytorch.py, hand.c), and their numbers are
 * compared with those of the graph before anything is timed.
 */
import { evaluate, key, normal, type Tensor, tensor } from "../../src/autodiff/index.ts";
import type { Goal } from "./goal.ts";

/** Tensors by name: what a workload reads. */
export type Inputs = Readonly<Record<string, Tensor>>;

/** One row of the benchmark. */
export interface Workload {
  /** As the tables call it. */
  readonly id: string;
  /** The formula, and its sizes. */
  readonly says: string;
  /** Drawn once; the same bits on every machine. */
  readonly inputs: Inputs;
  /** The graph of the results: what is built and evaluated, and what `compile` is given. */
  readonly build: (inputs: Inputs) => readonly Tensor[];
  /** Floating-point operations, where they and not memory decide. */
  readonly flops: number | null;
  /** What the plain engine must reach: built and evaluated, op by op. */
  readonly plain: readonly Goal[];
  /** What the compiled program must reach. */
  readonly compiled: readonly Goal[];
  /** Loops over arrays as one writes them by hand, where that is a peer: results, in the order of the graph's. */
  readonly byHand?: (inputs: Inputs) => () => readonly Float32Array[];
}

/** Normal numbers, times a scale. */
export function draw(seed: number, shape: readonly number[], scale = 1): Tensor {
  return evaluate(normal(key(seed), shape).mul(scale));
}

/** n numbers within `spread` of 1, so that their powers stay numbers. */
export function nearOne(n: number, spread: number): Tensor {
  return tensor(Array.from({ length: n }, (_, i) => 1 + (spread * (2 * i + 1 - n)) / n));
}
