/**
 * A graph as Graphviz text.
 *
 * Next: difference.ts
 */
import { rowOf } from "./ops/table.ts";
import { topological } from "./order.ts";
import { details, title } from "./print.ts";
import { show } from "./shape.ts";
import { leaves, type Tree } from "./tree.ts";

/**
 * The graph of a tree of tensors, for `dot -Tsvg`: boxes are ops, ellipses leaves, a double border
 * is a root, and a dashed line leads from where the cotangent of a `withVjp` goes.
 */
export function toDot(tree: Tree): string {
  const roots = new Set(leaves("toDot", tree));
  const order = topological([...roots]);
  const names = new Map(order.map((node, i) => [node, `n${i}`]));
  const lines = order.flatMap((node) => {
    const label = [title(node), details(node), show(node.shape)].filter((word) => word !== "");
    const shape = rowOf(node.op).family === "leaf" ? "ellipse" : "box";
    const border = roots.has(node) ? ", peripheries=2" : "";
    const text = label.map(escaped).join("\\n");
    const edges = node.inputs.map((x, i) => {
      const style = node.op === "withVjp" && i === 0 ? " [style=dashed]" : "";
      return `  ${names.get(x)} -> ${names.get(node)}${style};`;
    });
    return [`  ${names.get(node)} [label="${text}", shape=${shape}${border}];`, ...edges];
  });
  return ["digraph {", ...lines, "}"].join("\n");
}

function escaped(text: string): string {
  return text.replaceAll(/["\\]/g, "\\$&");
}
