/**
 * What a graph costs, counted from the graph.
 *
 * Next: random.ts
 */
import type { Attributes } from "./ops/names.ts";
import { rowOf } from "./ops/table.ts";
import { topological } from "./order.ts";
import { ruleOf } from "./rule.ts";
import type { Tensor } from "./tensor/tensor.ts";
import { leaves, type Tree } from "./tree.ts";

/**
 * Σ over nodes: 1 an element for a pointwise op, 1 an element folded for a reduction, 2nkm for [n,
 * k] @ [k, m], 2n³/3 for det, that and 2n²m for solve, 0 for movement; T times its step for a loop,
 * and 1 for each number it adds to a sum.
 * @returns floating-point operations of one evaluation
 */
export function flops(tree: Tree): number {
  let total = 0;
  for (const node of topological(leaves("flops", tree))) total += flopsOf(node);
  return total;
}

function loopFlops(node: Tensor): number {
  const { length, sums } = node.attrs as Attributes["scan"];
  return length * (flops(ruleOf(node).body.result) + sums);
}

/**
 * 4 × the sizes of all distinct nodes, leaves included: what one evaluation holds at most. What
 * only moves or renames numbers counts once, as what it moves; a loop holds its rows, and the nodes
 * of one step at a time.
 */
export function bytes(tree: Tree): number {
  const held = new Set(topological(leaves("bytes", tree)).map(source));
  let total = 0;
  for (const node of held) total += 4 * node.size + (node.op === "scan" ? stepBytes(node) : 0);
  return total;
}

/** What a step makes; its parameters are views of what the loop reads. */
function stepBytes(node: Tensor): number {
  const { parameters, result } = ruleOf(node).body;
  const views = new Set(parameters.map(source));
  const made = new Set(topological([result]).map(source));
  let total = 0;
  for (const inside of made) {
    if (views.has(inside)) continue;
    total += 4 * inside.size + (inside.op === "scan" ? stepBytes(inside) : 0);
  }
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
  if (node.op === "scan") return loopFlops(node);
  switch (rowOf(node.op).family) {
    case "pointwise":
      return node.size;
    case "reduce":
      return node.inputs[0]!.size;
    case "linear":
      return linearFlops(node);
    default:
      return 0;
  }
}

/** A matrix is eliminated with 2n³/3 of them, and each column of a right-hand side with 2n². */
function linearFlops({ op, inputs: [a], size }: Tensor): number {
  const n = a!.shape.at(-1)!;
  return (op === "matmul" ? 0 : (2 * n * a!.size) / 3) + (op === "det" ? 0 : 2 * n * size);
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
