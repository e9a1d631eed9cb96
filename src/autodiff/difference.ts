/**
 * What two graphs do not have in common.
 *
 * Next: find-nan.ts
 */
import { topological } from "./order.ts";
import { line } from "./print.ts";
import { recall } from "./recall.ts";
import { ruleOf, textOf } from "./rule.ts";
import type { Tensor } from "./tensor/tensor.ts";
import { leaves, type Tree } from "./tree.ts";

/**
 * The nodes that only one of two graphs has, as `print` writes them, `-` those of the left and `+`
 * those of the right, and between them unmarked the nodes that both have and these read. Empty if
 * the graphs are the same.
 *
 * Nodes are the same if their op, their attributes and their inputs are; free inputs, and the rules
 * of `withVjp`, only if they are one object. Loops are if their steps are.
 */
export function difference(left: Tree, right: Tree): string {
  const sides = [leaves("difference", left), leaves("difference", right)] as const;
  const all = topological(sides.flat());
  const forms = formsOf(all);
  const form = (node: Tensor): number => forms.get(node)!;
  const [inLeft, inRight] = sides.map((roots) => new Set(topological(roots).map(form)));
  const names = new Map(all.map((node) => [node, `%${form(node)}`]));
  const mark = (node: Tensor): string => {
    if (!inRight!.has(form(node))) return "-";
    return inLeft!.has(form(node)) ? " " : "+";
  };
  const listed = [...new Map(all.toReversed().map((node) => [form(node), node])).values()];
  const own = listed.filter((node) => mark(node) !== " ");
  const read = new Set(own.flatMap((node) => [form(node), ...node.inputs.map(form)]));
  const lines = listed
    .filter((node) => read.has(form(node)))
    .sort((a, b) => form(a) - form(b))
    .map((node) => `${mark(node)} ${line(node, names)}`);
  const [from, to] = sides.map(
    (roots) => `return ${roots.map((root) => names.get(root)!).join(", ")}`,
  );
  return (from === to ? lines : [...lines, `- ${from}`, `+ ${to}`]).join("\n");
}

/** A number for each node, the same for nodes that are the same. */
function formsOf(order: readonly Tensor[]): Map<Tensor, number> {
  const [forms, known] = [new Map<Tensor, number>(), new Map<unknown, number>()];
  for (const node of order) {
    const key = keyOf(node, forms);
    const form = known.get(key) ?? known.size;
    known.set(key, form);
    forms.set(node, form);
  }
  return forms;
}

function keyOf(node: Tensor, forms: ReadonlyMap<Tensor, number>): string | Tensor {
  if (node.op === "input" || node.op === "withVjp") return node;
  const step = node.op === "scan" ? textOf(ruleOf(node).body, textIn) : "";
  return step === null ? node : keyIn(node, forms) + step;
}

/** Nodes of steps: two `withVjp` are never the same. */
function textIn(node: Tensor, forms: ReadonlyMap<Tensor, number>): string | null {
  const key = keyOf(node, forms);
  return typeof key === "string" ? key : null;
}

function keyIn(node: Tensor, forms: ReadonlyMap<Tensor, number>): string {
  const values = node.op === "data" ? Array.from(recall(node)!, written) : [];
  const attrs = JSON.stringify(node.attrs, (_, x) => (typeof x === "number" ? written(x) : x));
  return `${node.op} ${node.kind} ${node.inputs.map((x) => forms.get(x))} ${attrs} ${values}`;
}

/** JSON knows no −0 and no ∞. */
function written(x: number): string {
  return Object.is(x, -0) ? "-0" : String(x);
}
