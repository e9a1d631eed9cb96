/**
 * The typed f32 lowering: the same ops on Float32Array, fast, and equal to the generic lowering to
 * the bit. It exists because reading a field in the hot path is ten times too slow: a 128³ matmul
 * through field closures ran at 0.08 GFLOP/s, as a typed register tile at 2.
 *
 * Next: pointwise.ts
 */
import type { Values } from "../../recall.ts";
import type { Closed } from "../../rule.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** How one op computes on floats: a fresh array, or an input's own where no element changes. */
export type Lowering = (node: Tensor, ins: readonly Values[], run: Run) => Values;

/** A closed sub-graph as a function of the numbers of its parameters, for `scan`. */
export type Run = (closed: Closed) => (args: readonly Values[]) => Values;
