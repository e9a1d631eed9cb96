/**
 * The canonical form of a graph: what it computes, without how it was built. For proofs, after all
 * differentiation.
 *
 * Next: print.ts
 */
import type { Attributes } from "./ops/names.ts";
import { topological } from "./order.ts";
import { recall } from "./recall.ts";
import { erased, rebuilt, rebuiltWithin, ruleOf, textOf } from "./rule.ts";
import type { Tensor } from "./tensor/tensor.ts";

/**
 * The same functions with identities erased (stopGradient, withVjp, couple, variable) and equal
 * nodes shared, so that each is computed once; within the steps of loops too. Values do not change
 * by a bit; derivatives would, so nothing may be differentiated afterwards.
 * @param roots graphs, which come to share nodes with each other
 */
export function canonical(roots: readonly Tensor[]): Tensor[] {
  const forms = new Map<Tensor, Tensor>();
  const known = new Map<string, Tensor>();
  const numbers = new Map<Tensor, number>();
  for (const node of topological(roots)) {
    const inputs = node.inputs.map((x) => forms.get(x)!);
    const passed = erased(node, inputs);
    if (passed !== null) {
      forms.set(node, passed);
      continue;
    }
    const own = node.rule === null ? node : rebuiltWithin(node, node.inputs, canonicalOne);
    const key = keyOf(own, inputs, numbers);
    const form = (key === null ? undefined : known.get(key)) ?? rebuilt(own, inputs);
    if (key !== null) known.set(key, form);
    if (!numbers.has(form)) numbers.set(form, numbers.size);
    forms.set(node, form);
  }
  return roots.map((root) => forms.get(root)!);
}

function canonicalOne(root: Tensor): Tensor {
  return canonical([root])[0]!;
}

/**
 * Equal keys, equal values. Free inputs are themselves alone, and so are data too long to compare.
 */
function keyOf(
  node: Tensor,
  inputs: readonly Tensor[],
  numbers: ReadonlyMap<Tensor, number>,
): string | null {
  if (node.op === "input") return null;
  if (node.op === "full") {
    const { shape, value } = node.attrs as Attributes["full"];
    return `full ${shape.join()} ${written(value)}`; // JSON knows no −0 and no ∞
  }
  if (node.op === "data") return keyOfData(node);
  const step = node.op === "scan" ? textOf(ruleOf(node).body, keyWithin) : "";
  const ins = inputs.map((x) => numbers.get(x)).join(" ");
  return step === null ? null : `${node.op} ${ins} ${JSON.stringify(node.attrs)} ${step}`;
}

/** The key of a node within the step of a loop. */
function keyWithin(node: Tensor, numbers: ReadonlyMap<Tensor, number>): string | null {
  return keyOf(node, node.inputs, numbers);
}

function keyOfData(node: Tensor): string | null {
  const values = recall(node)!;
  if (values.length > MAX_COMPARED) return null;
  const { shape } = node.attrs as Attributes["data"];
  return `data ${node.kind} ${shape.join()} ${Array.from(values, written).join()}`;
}

function written(x: number): string {
  return Object.is(x, -0) ? "-0" : String(x);
}

/**
 * Data are compared by content up to this many numbers: permutation matrices and orbit sizes, not
 * data sets.
 */
const MAX_COMPARED = 4096;
