/**
 * Numbers: the f32 interpreter.
 *
 * Next: evaluate.ts
 */
import { lowering } from "./lower/f32/table.ts";
import { topological } from "./order.ts";
import { recall, remember, type Values } from "./recall.ts";
import type { Tensor } from "./tensor/tensor.ts";

export type { Values } from "./recall.ts";

/**
 * The numbers of each root, computed in one pass and remembered; nothing between leaves and roots
 * is kept.
 */
export function materialise(roots: readonly Tensor[]): Values[] {
  const computed = new Map<Tensor, Values>();
  for (const node of topological(roots, (node) => recall(node) !== undefined)) {
    const ins = node.inputs.map((x) => computed.get(x)!);
    computed.set(node, recall(node) ?? lowering[node.op](node, ins));
  }
  return roots.map((root) => {
    const values = computed.get(root)!;
    remember(root, values);
    return values;
  });
}
