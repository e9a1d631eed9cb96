/**
 * The ops that are neither loop nests nor products.
 *
 * Next: ../write/guard.ts
 */
import type { Tensor } from "../../tensor/tensor.ts";
import { argMax } from "./arg-max.ts";
import { cumsum } from "./cumsum.ts";
import { gather, oneHot, scatter } from "./indexed.ts";
import type { Kernel } from "./kernel.ts";
import { det, solve } from "./linear.ts";
import { scatterAdd } from "./scatter-add.ts";

/** Their names. */
export type SerialOp =
  | "cumsum"
  | "argMax"
  | "scatterAdd"
  | "gather"
  | "scatter"
  | "oneHot"
  | "solve"
  | "det";

/** How each of them is computed, from the shapes and attributes of the node. */
export const kernels: Readonly<Record<SerialOp, (node: Tensor) => Kernel>> = {
  cumsum,
  argMax,
  scatterAdd,
  gather,
  scatter,
  oneHot,
  solve,
  det,
};
