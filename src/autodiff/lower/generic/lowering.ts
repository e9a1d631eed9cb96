/**
 * The generic lowering: every op once, over any field. It serves doubles, residues, dual numbers
 * and degrees, and it is the oracle that the typed f32 lowering must equal to the bit; so it is
 * written to be read.
 *
 * Next: pointwise.ts
 */
import type { Field } from "../../field.ts";
import type { Closed } from "../../rule.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** How one op computes, over any field. */
export type Lowering = <T>(call: Call<T>) => ArrayLike<T>;

/** One node to compute, and what is at hand for it. */
export interface Call<T> {
  /** Where elements live. */
  readonly F: Field<T>;
  /** The node: its op, attributes and shapes. */
  readonly node: Tensor;
  /** The elements of each input, row-major; those of an index input are integers. */
  readonly ins: readonly ArrayLike<T>[];
  /** The same, for those inputs that are index tensors. */
  readonly indices: readonly ArrayLike<number>[];
  /** The value of a free leaf. */
  readonly bind: (leaf: Tensor) => ArrayLike<T>;
  /** A closed sub-graph as a function of the elements of its parameters. */
  readonly run: (closed: Closed) => (args: readonly ArrayLike<T>[]) => ArrayLike<T>;
}
