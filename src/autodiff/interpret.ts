/**
 * Reading a graph in any field.
 *
 * Next: recall.ts
 */
import { typeError } from "./errors.ts";
import type { Field } from "./field.ts";
import { f64 } from "./fields/f64.ts";
import type { Call } from "./lower/generic/lowering.ts";
import { firstLargest } from "./lower/generic/reduce.ts";
import { generic } from "./lower/generic/table.ts";
import type { Attributes } from "./ops/names.ts";
import { topological } from "./order.ts";
import type { Closed } from "./rule.ts";
import type { Tensor } from "./tensor/tensor.ts";

/**
 * The elements of each root in the field F, row-major.
 *
 * Index tensors are the same integers in every field, and a root that is one gives integers. Only
 * argMax looks at the field: it is where `max` of that field first is, so of residues the one of
 * the largest keyed hash.
 * @param F        where elements live
 * @param roots    the tensors to compute, in one pass
 * @param bind     the elements of a free leaf
 * @param integers those of a free index leaf
 * @throws TypeError if there is such a leaf, and nothing says which integers it stands for
 */
export function interpret<T>(
  F: Field<T>,
  roots: readonly Tensor[],
  bind: (leaf: Tensor) => ArrayLike<T>,
  integers: (leaf: Tensor) => ArrayLike<number> = unbound,
): ArrayLike<T>[] {
  const values = walk(F, topological(roots), bind, integers);
  return roots.map((root) => values.get(root)!);
}

/** The elements of every node of a topological order. */
function walk<T>(
  F: Field<T>,
  order: readonly Tensor[],
  bind: (leaf: Tensor) => ArrayLike<T>,
  integers: (leaf: Tensor) => ArrayLike<number>,
): Map<Tensor, ArrayLike<T>> {
  const run = ({ parameters, result }: Closed) => {
    const inside = topological([result]);
    return (args: readonly ArrayLike<T>[]): ArrayLike<T> => {
      const bound = new Map(parameters.map((leaf, i) => [leaf, args[i]!]));
      const whole = (leaf: Tensor) => bound.get(leaf) as ArrayLike<unknown> as ArrayLike<number>;
      return walk(F, inside, (leaf) => bound.get(leaf)!, whole).get(result)!;
    };
  };
  const values = new Map<Tensor, ArrayLike<T>>();
  for (const node of order) {
    const ins = node.inputs.map((x) => values.get(x)!);
    const indices = ins as readonly ArrayLike<unknown>[] as readonly ArrayLike<number>[];
    const call: Call<T> = { F, node, ins, indices, bind, run };
    const found = node.kind === "index" ? indicesOf(call, integers) : generic[node.op](call);
    values.set(node, found as ArrayLike<T>);
  }
  return values;
}

/** The integers of an index node: where a maximum is, or what moves as doubles do. */
function indicesOf<T>(
  call: Call<T>,
  bind: (leaf: Tensor) => ArrayLike<number>,
): ArrayLike<unknown> {
  const { node, indices } = call;
  if (node.op === "argMax") return firstLargest(call);
  const run = (): never => {
    throw new Error(`internal: ${node.op} of index tensors has a closed sub-graph`);
  };
  return generic[node.op]({ F: f64, node, ins: indices, indices, bind, run });
}

function unbound(leaf: Tensor): never {
  const { name } = leaf.attrs as Attributes["input"];
  throw typeError("interpret", "the integers of every index input", `none of "${name}"`);
}
