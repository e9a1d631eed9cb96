/**
 * What a graph costs, counted from the graph.
 *
 * Next: random.ts
 */
import { rowOf } from "./ops/table.ts";
import { topological } from "./order.ts";
import type { Tensor } from "./tensor/tensor.ts";
import { leaves, type Tree } from "./tree.ts";

/**
 * Σ over nodes: 1 an element for a pointwise op, 1 an element folded for a reduction, 2nkm for [n,
 * k] @ [k, m], 0 for movement.
 * @returns floating-point operations of one evaluation
 */
export function flops(tree: Tree): number {
  let total = 0;
  for (const node of topological(leaves("flops", tree))) total += flopsOf(node);
  return total;
}

/**
 * Bytes of activations: 4 × the sizes of the distinct nodes of the value that the gradient reads,
 * leaves not counted. What only moves or renames numbers counts once, as what it moves.
 * @param value    the forward graph
 * @param gradient its gradient, which shares the forward nodes
 */
export function activationBytes(value: Tensor, gradient: Tree): number {
  const forward = new Set(topological([value]));
  const read = new Set<Tensor>();
  for (const node of topological(leaves("activationBytes", gradient), (node) =>
    forward.has(node),
  )) {
    if (forward.has(node)) read.add(source(node));
  }
  let bytes = 0;
  for (const node of read) if (rowOf(node.op).family !== "leaf") bytes += 4 * node.size;
  return bytes;
}

function flopsOf(node: Tensor): number {
  switch (rowOf(node.op).family) {
    case "pointwise":
      return node.size;
    case "reduce":
      return node.inputs[0]!.size;
    case "linear":
      return 2 * node.size * node.inputs[0]!.shape.at(-1)!;
    default:
      return 0;
  }
}

/**
 * The node whose numbers this one shares: the same array under another shape or another derivative.
 */
function source(node: Tensor): Tensor {
  let at = node;
  for (;;) {
    if (at.op === "withVjp") at = at.inputs[1]!;
    else if (at.op === "reshape" || at.op === "variable" || at.op === "stopGradient")
      at = at.inputs[0]!;
    else return at;
  }
}
