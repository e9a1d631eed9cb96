/**
 * What a workload is: its inputs, the graph of them that every engine computes, and what it must reach.
 *
 * Peers write the same function in their own words (versus/jax.js, versus/tfjs.js, versus/pytorch.py), and their numbers
 * are compared with those of the graph before anything is timed.
 */
import { evaluate, key, normal, type Tensor, tensor } from "../../src/autodiff/index.ts";

/** Tensors by name: what a workload reads. */
export type Inputs = Readonly<Record<string, Tensor>>;

/** What must be reached: milliseconds at most, or GFLOP/s at least. */
export type Goal = { readonly atMostMs: number } | { readonly atLeastGflops: number };

/** One row of the benchmark. */
export interface Workload {
  /** As the tables call it. */
  readonly id: string;
  /** The formula, and its sizes. */
  readonly says: string;
  /** Drawn once; the same bits on every machine. */
  readonly inputs: Inputs;
  /** The graph of the results: what is built and evaluated here, and what `compile` will be given. */
  readonly build: (inputs: Inputs) => readonly Tensor[];
  /** Floating-point operations, where they and not memory decide. */
  readonly flops: number | null;
  /** What the plain engine must reach: built and evaluated, op by op. */
  readonly plain: Goal | null;
}

/** Normal numbers, times a scale. */
export function draw(seed: number, shape: readonly number[], scale = 1): Tensor {
  return evaluate(normal(key(seed), shape).mul(scale));
}

/** n numbers within `spread` of 1, so that their powers stay numbers. */
export function nearOne(n: number, spread: number): Tensor {
  return tensor(Array.from({ length: n }, (_, i) => 1 + (spread * (2 * i + 1 - n)) / n));
}

/** Whether a measurement reaches the goal. */
export function reaches(goal: Goal, ms: number, flops: number | null): boolean {
  return "atMostMs" in goal ? ms <= goal.atMostMs : (flops ?? 0) / ms / 1e6 >= goal.atLeastGflops;
}
