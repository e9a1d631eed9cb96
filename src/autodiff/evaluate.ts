/**
 * evaluate: numbers for a tree of tensors, and the end of history.
 *
 * Next: grad.ts
 */
import { leaf } from "./tensor/create.ts";
import { leaves, mapTree, type Tree } from "./tree.ts";
import { materialise } from "./values.ts";

/**
 * The same tree with every tensor computed, in one pass, as a fresh leaf: data, and no inputs.
 * History ends here, so a loop `w = evaluate(step(w))` runs in flat memory.
 */
export function evaluate<T extends Tree>(tree: T): T {
  const roots = leaves("evaluate", tree);
  const values = materialise(roots);
  return mapTree(tree, (_, i) => leaf(values[i]!, roots[i]!.shape));
}
