/**
 * The numbers that nodes remember: those of leaves, and of nodes that were asked for.
 *
 * Next: lower/f32/lowering.ts
 */
import type { Tensor } from "./tensor/tensor.ts";

/** The numbers of a real tensor, or the integers of an index tensor. */
export type Values = Float32Array | Int32Array;

/** Module-private, so that a node stays immutable and forgetting it frees its numbers. */
const remembered = new WeakMap<Tensor, Values>();

/** What the node remembers, if it does. */
export function recall(node: Tensor): Values | undefined {
  return remembered.get(node);
}

/** Lets the node remember its numbers. */
export function remember(node: Tensor, values: Values): void {
  remembered.set(node, values);
}
