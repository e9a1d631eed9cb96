/**
 * From a graph to kernels: each op becomes an expression of what it reads, or a kernel of its own.
 *
 * Nothing is computed that a view can say, and a pointwise op that is used once is computed where
 * it is used.
 *
 * Next: builder.ts
 */
import type { Values } from "../../recall.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Builder } from "./builder.ts";
import type { Buffer, Expression } from "./expression.ts";
import type { Kernel } from "./kernel.ts";

/** Everything that a program is made of, before it has addresses. */
export interface Draft {
  /** In the order they run. */
  readonly kernels: readonly Kernel[];
  /** Those of the free leaves, in the order that was asked for. */
  readonly inputs: readonly Buffer[];
  /** Those of the roots. */
  readonly outputs: readonly Buffer[];
  /** Numbers that are part of the program. */
  readonly data: ReadonlyMap<Buffer, Values>;
  /** At most so many different constants occur in expressions. */
  readonly constants: number;
}

/**
 * @param roots  canonical graphs
 * @param leaves the free leaves they may read
 * @param names  what a listing calls these
 */
export function build(
  roots: readonly Tensor[],
  leaves: readonly Tensor[],
  names: readonly string[],
): Draft {
  const inputs = leaves.map(({ size }, i) => ({ size, name: names[i]!, address: 0 }));
  const builder = Builder.of(new Map(leaves.map((leaf, i) => [leaf, inputs[i]!])));
  const values = new Map<Tensor, Expression>();
  const order = builder.uses.order(roots, () => false);
  builder.walk(order, values, () => builder);
  const outputs = roots.map((root) => builder.own(values.get(root)!, root.shape));
  const { kernels, data, constants } = builder;
  return { kernels, inputs, outputs, data, constants };
}
