/**
 * Walking a graph. Every walk is iterative: a chain of 100 000 nodes must not overflow the stack.
 *
 * Next: rule.ts
 */
import type { Tensor } from "./tensor/tensor.ts";

/**
 * Every node the roots are computed from, inputs before users, each once: depth first, inputs left
 * to right. The order depends on the graph alone, so what is added up along it has the same bits
 * every time.
 * @param isLeaf nodes that are not walked through; they are in the list themselves
 * @param users  filled with how many times each node is an input, or a root
 */
export function topological(
  roots: readonly Tensor[],
  isLeaf: (node: Tensor) => boolean = () => false,
  users: Map<Tensor, number> = new Map(),
): Tensor[] {
  const order: Tensor[] = [];
  const path: Tensor[] = [];
  const next: number[] = [];
  const meet = (node: Tensor): void => {
    const times = users.get(node) ?? 0;
    users.set(node, times + 1);
    if (times > 0) return;
    if (node.inputs.length === 0 || isLeaf(node)) {
      order.push(node);
      return;
    }
    path.push(node);
    next.push(0);
  };
  for (const root of roots) {
    meet(root);
    while (path.length > 0) {
      const last = path.length - 1;
      const { inputs } = path[last]!;
      const at = next[last]!;
      next[last] = at + 1;
      if (at < inputs.length) meet(inputs[at]!);
      else {
        order.push(path.pop()!);
        next.pop();
      }
    }
  }
  return order;
}

/** Those nodes of a topological order that depend on one of the sources, the sources included. */
export function dependents(order: readonly Tensor[], sources: Iterable<Tensor>): Set<Tensor> {
  const set = new Set<Tensor>(sources);
  for (const node of order) {
    if (node.inputs.some((x) => set.has(x))) set.add(node);
  }
  return set;
}
