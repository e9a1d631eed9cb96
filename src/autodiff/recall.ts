/**
 * The numbers that nodes remember: those of leaves, and of nodes that were asked for; and where the
 * last walk met them.
 *
 * Next: lower/f32/lowering.ts
 */
import type { Tensor } from "./tensor/tensor.ts";

/** The numbers of a real tensor, or the integers of an index tensor. */
export type Values = Float32Array | Int32Array;

/**
 * Where a node keeps its numbers: nobody else can, so a node stays immutable, and forgetting it
 * frees them. A WeakMap did the same, and took a third of the time of a tiny op.
 */
export abstract class Memory {
  #values: Values | undefined = undefined;
  #met = -1;

  /** What the node remembers, if it does. @internal */
  static recall(node: Memory): Values | undefined {
    return node.#values;
  }

  /** Lets the node remember its numbers. @internal */
  static remember(node: Memory, values: Values): void {
    node.#values = values;
  }

  /** The number that the last walk gave the node; −1 before the first. Only order.ts asks. @internal */
  static met(node: Memory): number {
    return node.#met;
  }

  /** Gives the node a number that no other node and no other walk has. @internal */
  static meet(node: Memory, number: number): void {
    node.#met = number;
  }
}

/** What the node remembers, if it does. */
export function recall(node: Tensor): Values | undefined {
  return Memory.recall(node);
}

/** Lets the node remember its numbers. */
export function remember(node: Tensor, values: Values): void {
  Memory.remember(node, values);
}
