/**
 * vmap: a function of one example as a function of many, each op once for all of them.
 *
 * Next: jacobian.ts
 */
import { rangeError, shapeError } from "./errors.ts";
import type { Attributes } from "./ops/names.ts";
import { each, type Many, type Mapped } from "./ops/row.ts";
import { rowOf } from "./ops/table.ts";
import { dependents, topological } from "./order.ts";
import { show } from "./shape.ts";
import { input } from "./tensor/create.ts";
import type { Tensor } from "./tensor/tensor.ts";
import { leaves, mapTree, type Tree } from "./tree.ts";

/**
 * xs ↦ f(xs[0]), f(xs[1]), … along a new first axis, to the bit: every tensor of every argument
 * has the examples along its first axis, as has every tensor of the result. What f reads besides
 * its arguments is shared by all examples.
 * @param f a function of trees of tensors, called once, on free tensors of one example
 * @returns a function of as many trees
 * @throws ShapeError unless all arguments hold equally many examples
 */
export function vmap<Args extends readonly Tree[], Y extends Tree>(
  f: (...args: Args) => Y,
): (...args: Args) => Y {
  return (...args) => {
    const all = leaves("vmap", args);
    const n = countOf(all);
    const names = args as unknown as Tree;
    const free = mapTree(names, (x, i) => input(`example${i}`, x.shape.slice(1), { kind: x.kind }));
    const y = f(...(free as unknown as Args));
    const from = leaves("vmap", free);
    const mapped = mapOver(leaves("vmap", y), new Map(from.map((leaf, i) => [leaf, all[i]!])), n);
    return mapTree(y, (_, i) => mapped[i]!);
  };
}

/** How many examples all tensors hold. */
function countOf(all: readonly Tensor[]): number {
  const [first] = all;
  if (first === undefined) throw rangeError("vmap", "at least one tensor to map over", "none");
  for (const x of all) {
    if (x.rank > 0 && x.shape[0] === first.shape[0]) continue;
    const got = `${show(first.shape)} and ${show(x.shape)}`;
    throw shapeError("vmap", "tensors with as many examples along axis 0", got);
  }
  return first.shape[0]!;
}

/** The roots for n examples; the keys of `given` have theirs. */
function mapOver(
  roots: readonly Tensor[],
  given: ReadonlyMap<Tensor, Tensor>,
  n: number,
): Tensor[] {
  const order = topological(roots);
  const inside = dependents(order, [...given.keys()]);
  const results = new Map(given);
  const of = (x: Tensor): Mapped => {
    const own = results.get(x);
    return own === undefined ? { x, mapped: false } : { x: own, mapped: true };
  };
  const many: Many = ({ parameters, result }, mapped) => {
    const wide = parameters.map((leaf, i) => (mapped[i] ? examplesOf(leaf, n) : leaf));
    const pairs = parameters.map((leaf, i) => [leaf, wide[i]!] as const);
    const own = new Map(pairs.filter((_, i) => mapped[i]));
    return { parameters: wide, result: mapOver([result], own, n)[0]! };
  };
  for (const node of order) {
    if (!inside.has(node) || results.has(node)) continue;
    results.set(node, rowOf(node.op).batch(node.inputs.map(of), n, node, node.attrs, many));
  }
  return roots.map((root) => each(of(root), n));
}

/** A free leaf for n examples of a free leaf. */
function examplesOf({ attrs, shape, kind }: Tensor, n: number): Tensor {
  return input((attrs as Attributes["input"]).name, [n, ...shape], { kind });
}
