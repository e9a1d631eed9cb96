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
 * The numbers of each root, computed in one pass and remembered. Nothing between leaves and roots
 * is kept: what no later node reads is let go at once.
 */
export function materialise(roots: readonly Tensor[]): Values[] {
  const computed = new Map<Tensor, Values>();
  const users = new Map<Tensor, number>();
  for (const node of topological(roots, remembers, users)) {
    const known = recall(node);
    if (known !== undefined) {
      computed.set(node, known);
      continue;
    }
    const ins = node.inputs.map((x) => computed.get(x)!);
    computed.set(node, lowering[node.op](node, ins));
    for (const x of node.inputs) {
      const left = users.get(x)! - 1;
      if (left === 0) computed.delete(x);
      else users.set(x, left);
    }
  }
  return roots.map((root) => {
    const values = computed.get(root)!;
    remember(root, values);
    return values;
  });
}

function remembers(node: Tensor): boolean {
  return recall(node) !== undefined;
}
