/**
 * A graph as Graphviz text.
 *
 * Next: difference.ts
 */
import { rowOf } from "./ops/table.ts";
import { topological } from "./order.ts";
import { details, title } from "./print.ts";
import { ruleOf } from "./rule.ts";
import { show } from "./shape.ts";
import type { Tensor } from "./tensor/tensor.ts";
import { leaves, type Tree } from "./tree.ts";

/**
 * The graph of a tree of tensors, for `dot -Tsvg`: boxes are ops, ellipses leaves, a double border
 * is a root, and a dashed line leads from where the cotangent of a `withVjp` goes. The step of a loop
 * stands in a frame of its own.
 */
export function toDot(tree: Tree): string {
  return ["digraph {", ...drawn(leaves("toDot", tree), "n"), "}"].join("\n");
}

/** A graph whose nodes have names that begin so. */
function drawn(all: readonly Tensor[], prefix: string): string[] {
  const roots = new Set(all);
  const order = topological(all);
  const names = new Map(order.map((node, i) => [node, `${prefix}${i}`]));
  return order.flatMap((node) => {
    const label = [title(node), details(node), show(node.shape)].filter((word) => word !== "");
    const shape = rowOf(node.op).family === "leaf" ? "ellipse" : "box";
    const border = roots.has(node) ? ", peripheries=2" : "";
    const text = label.map(escaped).join("\\n");
    const edges = node.inputs.map((x, i) => {
      const style = node.op === "withVjp" && i === 0 ? " [style=dashed]" : "";
      return `  ${names.get(x)} -> ${names.get(node)}${style};`;
    });
    const step = node.op === "scan" ? frame(node, names.get(node)!) : [];
    return [`  ${names.get(node)} [label="${text}", shape=${shape}${border}];`, ...edges, ...step];
  });
}

/** The step of a loop. */
function frame(node: Tensor, name: string): string[] {
  const inside = drawn([ruleOf(node).body.result], `${name}_`).map((line) => `  ${line}`);
  return [`  subgraph cluster_${name} {`, `    label="step of ${name}";`, ...inside, "  }"];
}

function escaped(text: string): string {
  return text.replaceAll(/["\\]/g, "\\$&");
}
