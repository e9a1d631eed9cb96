/**
 * Where the first NaN comes from.
 *
 * Next: cost.ts
 */
import { lowering } from "./lower/f32/table.ts";
import { topological } from "./order.ts";
import { line } from "./print.ts";
import { recall, type Values } from "./recall.ts";
import { show, stridesOf } from "./shape.ts";
import type { Tensor } from "./tensor/tensor.ts";
import { leaves, type Tree } from "./tree.ts";

/** The first node that went wrong. */
export interface Bad {
  /** The node. */
  readonly node: Tensor;
  /** It in words: its line in `print`, where it is wrong, and the ranges of its inputs. */
  readonly says: string;
}

/**
 * Evaluates the graph of a tree and finds the first node, in the order of `print`, that holds NaN;
 * null if none does.
 *
 *     %3 = log %2 [3]: NaN at [1]; %2 from -1 to 5
 * @param options with `infinity`, ±∞ is searched for too
 */
export function findNaN(tree: Tree, options: { readonly infinity?: boolean } = {}): Bad | null {
  const { infinity = false } = options;
  const isBad = infinity ? (x: number) => !Number.isFinite(x) : Number.isNaN;
  const values = new Map<Tensor, Values>();
  const names = new Map<Tensor, string>();
  for (const node of topological(leaves("findNaN", tree))) {
    names.set(node, `%${names.size}`);
    const ins = node.inputs.map((x) => values.get(x)!);
    const found = recall(node) ?? lowering[node.op](node, ins);
    values.set(node, found);
    const at = found.findIndex(isBad);
    if (at < 0) continue;
    const ranges = node.inputs.map((x) => `; ${names.get(x)} ${rangeOf(values.get(x)!)}`);
    const where = stridesOf(node.shape).map((n, axis) => Math.floor(at / n) % node.shape[axis]!);
    return { node, says: `${line(node, names)}: ${found[at]} at ${show(where)}${ranges.join("")}` };
  }
  return null;
}

function rangeOf(values: Values): string {
  if (values.length === 0) return "empty";
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const x of values) [least, most] = [Math.min(least, x), Math.max(most, x)];
  return `from ${least} to ${most}`;
}
