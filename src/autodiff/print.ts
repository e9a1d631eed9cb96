/**
 * A graph as text, one node a line, inputs before users.
 *
 * Next: dot.ts
 */
import type { Attributes } from "./ops/names.ts";
import { topological } from "./order.ts";
import { recall } from "./recall.ts";
import { show } from "./shape.ts";
import type { Tensor } from "./tensor/tensor.ts";
import { leaves, type Tree } from "./tree.ts";

/**
 * The graph of a tree of tensors, for people:
 *
 *     %0 = input "x" [3, 2]
 *     %1 = tanh %0 [3, 2]
 *     return %1
 *
 * Below a node that sends its cotangent by a rule stands the rule, below a loop its step, a graph
 * of its own.
 */
export function print(tree: Tree): string {
  const roots = leaves("print", tree);
  const names = new Map<Tensor, string>();
  const lines = topological(roots).flatMap((node, i) => {
    names.set(node, `%${i}`);
    const rule = node.rule ? print(node.rule.body.result).replaceAll(/^/gm, "    ") : [];
    return [line(node, names)].concat(rule);
  });
  return [...lines, `return ${roots.map((root) => names.get(root)!).join(", ")}`].join("\n");
}

/** One node: `%1 = tanh %0 [3, 2]`. */
export function line(node: Tensor, names: ReadonlyMap<Tensor, string>): string {
  const inputs = node.inputs.map((x) => names.get(x)!);
  const words = [title(node), ...inputs, details(node), show(node.shape)];
  return `${names.get(node)} = ${words.filter((word) => word !== "").join(" ")}`;
}

/** How a node is called: a function by its own name, a leaf by what it is. */
export function title(node: Tensor): string {
  if (node.op === "function") return (node.attrs as Attributes["function"]).name;
  if (node.op === "withVjp") return (node.attrs as Attributes["withVjp"]).label;
  if (node.op === "input") return `input "${(node.attrs as Attributes["input"]).name}"`;
  return node.op;
}

/** The attributes that neither the name nor the shape tells. */
export function details(node: Tensor): string {
  if (node.op === "data") return values(node);
  return Object.entries(node.attrs)
    .filter(
      ([key, value]) => key !== "shape" && key !== "name" && key !== "label" && value !== null,
    )
    .map(([key, value]) => `${key}=${Array.isArray(value) ? show(value) : value}`)
    .join(" ");
}

function values(node: Tensor): string {
  return show(Array.from(recall(node)!));
}
