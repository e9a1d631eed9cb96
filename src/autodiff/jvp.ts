/**
 * Forward mode as a graph → graph transform: how f changes along one direction.
 *
 * Next: with-vjp.ts
 */
import { shapeError } from "./errors.ts";
import { fresh } from "./grad.ts";
import { rowOf } from "./ops/table.ts";
import { topological } from "./order.ts";
import { sameShape, show } from "./shape.ts";
import type { Tensor } from "./tensor/tensor.ts";
import { leaves, mapTree, type Tree } from "./tree.ts";

/**
 * The tangents of y, from those of `sources`; 0 where y depends on none of them.
 * @param ys       any tensors
 * @param sources  nodes that they may depend on
 * @param tangents one for each source, of its shape
 */
export function forward(
  ys: readonly Tensor[],
  sources: readonly Tensor[],
  tangents: readonly Tensor[],
): Tensor[] {
  const known = new Map<Tensor, Tensor | null>(sources.map((x, i) => [x, tangents[i]!]));
  for (const node of topological(ys, (x) => known.has(x))) {
    if (known.has(node)) continue;
    const arrived = node.inputs.map((x) => known.get(x) ?? null);
    const moves = arrived.some((tangent) => tangent !== null);
    const row = rowOf(node.op);
    known.set(node, moves ? row.jvp(arrived, node, node.inputs, node.attrs, forward) : null);
  }
  return ys.map((y) => known.get(y) ?? y.like(0));
}

/**
 * (f(x), ∂f/∂x · v): the value and how it changes along v, as graphs that share their nodes.
 * @param f a function from a tree of real tensors to a tree of tensors
 * @param x where
 * @param v along which direction, a tree of the form of x
 * @throws ShapeError unless v has the shapes of x; TypeError if f sends cotangents by a rule that
 *   is not linear
 */
export function jvp<X extends Tree, Y extends Tree>(f: (x: X) => Y, x: X, v: X): [Y, Y] {
  const variables = fresh("jvp", x);
  const [sources, tangents] = [leaves("jvp", variables), leaves("jvp", v)];
  if (tangents.length !== sources.length) {
    throw shapeError("jvp", `a direction of ${sources.length} tensors`, `${tangents.length}`);
  }
  sources.forEach((source, i) => {
    const { shape } = tangents[i]!;
    if (sameShape(shape, source.shape)) return;
    throw shapeError("jvp", `a tangent of shape ${show(source.shape)}`, `shape ${show(shape)}`);
  });
  const y = f(variables);
  const moved = forward(leaves("jvp", y), sources, tangents);
  return [y, mapTree(y, (_, i) => moved[i]!)];
}
