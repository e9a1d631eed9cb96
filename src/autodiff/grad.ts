/**
 * Reverse mode as a graph → graph transform, written in the same ops: so derivatives of any order
 * exist.
 *
 * Next: with-vjp.ts
 */

import { describe, shapeError, typeError } from "./errors.ts";
import { none } from "./ops/names.ts";
import type { Reverse } from "./ops/row.ts";
import { rowOf } from "./ops/table.ts";
import { walk } from "./order.ts";
import { sameShape, show } from "./shape.ts";
import { Tensor } from "./tensor/tensor.ts";
import { leaves, mapTree, type Tree } from "./tree.ts";

/**
 * The cotangents of `sources`, from the cotangent of y.
 *
 * A cotangent that arrives by several paths is added in reverse topological order of its users.
 * @param y       any tensor
 * @param ct      its cotangent, of its shape
 * @param sources nodes that y may depend on
 */
export function backward(y: Tensor, ct: Tensor, sources: readonly Tensor[]): Tensor[] {
  const { order, inputs, places } = walk([y], sources);
  const active = activeOf(order, inputs, places);
  const cotangents = new Array<Tensor | undefined>(order.length);
  cotangents[order.length - 1] = ct;
  // The node whose turn it is, and where the places of its inputs begin.
  let node = y;
  let at = inputs.length;
  const wanted = (k: number): boolean =>
    active[inputs[at + k]!]! && node.inputs[k]!.kind === "real";
  const reverse: Reverse = { backward, wanted };
  for (let i = order.length - 1; i >= 0; i--) {
    node = order[i]!;
    at -= node.inputs.length;
    const arrived = cotangents[i];
    if (arrived === undefined || !active[i]) continue;
    const sent = rowOf(node.op).vjp(arrived, node, node.inputs, node.attrs, reverse);
    for (let k = 0; k < sent.length; k++) {
      const part = sent[k];
      const place = inputs[at + k]!;
      if (!part || !active[place]) continue;
      const sum = cotangents[place];
      cotangents[place] = sum === undefined ? part : sum.add(part);
    }
  }
  return sources.map((source, k) => cotangents[places[k]!] ?? source.like(0));
}

/** Which nodes of a walk depend on one of the sources, the sources included. */
function activeOf(
  order: readonly Tensor[],
  inputs: readonly number[],
  sources: readonly number[],
): boolean[] {
  const active = order.map(() => false);
  for (const place of sources) if (place >= 0) active[place] = true;
  let at = 0;
  for (let i = 0; i < order.length; i++) {
    const end = at + order[i]!.inputs.length;
    for (; at < end; at++) if (active[inputs[at]!]) active[i] = true;
  }
  return active;
}

/**
 * (f(x, …), ∇ₓ f(x, …)): the value and the gradient in the first argument, as graphs that share
 * their nodes.
 * @param f a scalar function of a tree of real tensors, and of anything else
 * @throws ShapeError unless f gives a scalar
 */
export function valueAndGrad<X extends Tree, Rest extends readonly unknown[]>(
  f: (x: X, ...rest: Rest) => Tensor,
): (x: X, ...rest: Rest) => [value: Tensor, gradient: X] {
  return (x, ...rest) => {
    const variables = fresh("grad", x);
    const y: unknown = f(variables, ...rest);
    if (!(y instanceof Tensor)) {
      throw typeError("grad", "a function that returns a tensor", describe(y));
    }
    if (y.rank !== 0) {
      throw shapeError(
        "grad",
        "a scalar (shape [])",
        `shape ${show(y.shape)}`,
        "sum it, or use jacobian",
      );
    }
    const gradients = backward(y, y.like(1), leaves("grad", variables));
    return [y, mapTree(variables, (_, i) => gradients[i]!)];
  };
}

/**
 * ∇ₓ f(x, …), a tree of the form of x.
 * @param f a scalar function of a tree of real tensors, and of anything else
 * @throws ShapeError unless f gives a scalar
 */
export function grad<X extends Tree, Rest extends readonly unknown[]>(
  f: (x: X, ...rest: Rest) => Tensor,
): (x: X, ...rest: Rest) => X {
  const both = valueAndGrad(f);
  return (x, ...rest) => both(x, ...rest)[1];
}

/**
 * (f(x), ct ↦ (∂f/∂x)ᵀ ct)
 * @param f a function from a tree of real tensors to a tensor
 * @throws ShapeError unless ct has the shape of f(x)
 */
export function vjp<X extends Tree>(f: (x: X) => Tensor, x: X): [Tensor, (ct: Tensor) => X] {
  const variables = fresh("vjp", x);
  const y = f(variables);
  return [
    y,
    (ct) => {
      if (!sameShape(ct.shape, y.shape)) {
        throw shapeError("vjp", `a cotangent of shape ${show(y.shape)}`, `shape ${show(ct.shape)}`);
      }
      const cotangents = backward(y, ct, leaves("vjp", variables));
      return mapTree(variables, (_, i) => cotangents[i]!);
    },
  ];
}

/**
 * Fresh nodes around the tensors of a tree, to differentiate with respect to: so a closure over one
 * of the tensors themselves is constant.
 * @throws TypeError if one is an index tensor
 */
export function fresh<X extends Tree>(op: string, tree: X): X {
  if (leaves(op, tree).some((x) => x.kind === "index")) {
    throw typeError(
      op,
      "real tensors",
      "an index tensor",
      "it has no derivative; pass it as another argument",
    );
  }
  return mapTree(tree, (x) => Tensor.node("variable", [x], none));
}
