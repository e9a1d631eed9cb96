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
 */
export function topological(
  roots: readonly Tensor[],
  isLeaf: (node: Tensor) => boolean = () => false,
): Tensor[] {
  const order: Tensor[] = [];
  const seen = new Set<Tensor>();
  const path: Tensor[] = [];
  const next: number[] = [];
  for (const root of roots) {
    if (seen.has(root)) continue;
    seen.add(root);
    path.push(root);
    next.push(0);
    while (path.length > 0) {
      const node = path[path.length - 1]!;
      const at = next[next.length - 1]!;
      const input = isLeaf(node) ? undefined : node.inputs[at];
      if (input === undefined) {
        order.push(node);
        path.pop();
        next.pop();
        continue;
      }
      next[next.length - 1] = at + 1;
      if (seen.has(input)) continue;
      seen.add(input);
      path.push(input);
      next.push(0);
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
