/**
 * Reading a graph in any field.
 *
 * Next: recall.ts
 */
import type { Field } from "./field.ts";
import type { Call } from "./lower/generic/lowering.ts";
import { generic } from "./lower/generic/table.ts";
import { topological } from "./order.ts";
import type { Closed } from "./rule.ts";
import type { Tensor } from "./tensor/tensor.ts";

/**
 * The elements of each root in the field F, row-major.
 * @param F     where elements live
 * @param roots the tensors to compute, in one pass
 * @param bind  the elements of a free leaf
 */
export function interpret<T>(
  F: Field<T>,
  roots: readonly Tensor[],
  bind: (leaf: Tensor) => ArrayLike<T>,
): ArrayLike<T>[] {
  const run = (closed: Closed, args: readonly ArrayLike<T>[]): ArrayLike<T> => {
    const bound = new Map(closed.parameters.map((leaf, i) => [leaf, args[i]!]));
    return interpret(F, [closed.result], (leaf) => bound.get(leaf)!)[0]!;
  };
  const values = new Map<Tensor, ArrayLike<T>>();
  const integers = new Map<Tensor, ArrayLike<number>>();
  for (const node of topological(roots)) {
    if (node.kind === "index") {
      integers.set(node, node.data); // the same integers in every field
      continue;
    }
    const call: Call<T> = {
      F,
      node,
      ins: node.inputs.map((x) => values.get(x)!),
      indices: node.inputs.map((x) => integers.get(x)!),
      bind,
      run,
    };
    values.set(node, generic[node.op](call));
  }
  return roots.map((root) => values.get(root)!);
}
