/**
 * The ops that are neither loop nests nor products.
 *
 * Next: ../emit.ts
 */
import type { OpName } from "../../ops/names.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { argMax } from "./arg-max.ts";
import { cumsum } from "./cumsum.ts";
import { gather, oneHot, scatter } from "./indexed.ts";
import type { Kernel } from "./kernel.ts";
import { det, solve } from "./linear.ts";
import { scatterAdd } from "./scatter-add.ts";

/** How each of them is computed, from the shapes and attributes of the node. */
export const kernels = {
  cumsum,
  argMax,
  scatterAdd,
  gather,
  scatter,
  oneHot,
  solve,
  det,
} as const satisfies Partial<Readonly<Record<OpName, (node: Tensor) => Kernel>>>;
