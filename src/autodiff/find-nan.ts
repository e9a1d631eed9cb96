/**
 * Where the first NaN comes from.
 *
 * Next: cost.ts
 */
import type { Attributes } from "./ops/names.ts";
import { topological } from "./order.ts";
import { line } from "./print.ts";
import { instantiate, ruleOf } from "./rule.ts";
import { show, stridesOf } from "./shape.ts";
import { leaf } from "./tensor/create.ts";
import type { Tensor } from "./tensor/tensor.ts";
import { leaves, type Tree } from "./tree.ts";
import { compute, type Values } from "./values.ts";

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
 *
 * Of a loop it says in which step, and which node of that step.
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
    const found = compute(node, ins);
    values.set(node, found);
    const at = found.findIndex(isBad);
    if (at < 0) continue;
    const ranges = node.inputs.map((x) => `; ${names.get(x)} ${rangeOf(values.get(x)!)}`);
    const where = stridesOf(node.shape).map((n, axis) => Math.floor(at / n) % node.shape[axis]!);
    const says = `${line(node, names)}: ${found[at]} at ${show(where)}${ranges.join("")}`;
    return { node, says: node.op === "scan" ? says + within(node, ins, found, options) : says };
  }
  return null;
}

/** The first step of a loop that went wrong, and where in it. */
function within(
  node: Tensor,
  [init, ...others]: readonly Values[],
  rows: Values,
  options: { readonly infinity?: boolean },
): string {
  const { length, width, xs, reverse } = node.attrs as Attributes["scan"];
  const { body } = ruleOf(node);
  let carry = init!;
  for (let i = 0; i < length; i++) {
    const t = reverse ? length - 1 - i : i;
    const args = others.map((x, k) =>
      k < xs ? x.slice((t * x.length) / length, ((t + 1) * x.length) / length) : x,
    );
    const leavesOf = [carry, ...args].map((x, k) => leaf(x, body.parameters[k]!.shape));
    const bad = findNaN(instantiate(body, leavesOf), options);
    if (bad) return `; in step ${t}: ${bad.says}`;
    carry = rows.slice(t * width, t * width + carry.length);
  }
  return "";
}

function rangeOf(values: Values): string {
  if (values.length === 0) return "empty";
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const x of values) [least, most] = [Math.min(least, x), Math.max(most, x)];
  return `from ${least} to ${most}`;
}
