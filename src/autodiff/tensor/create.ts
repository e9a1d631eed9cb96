/**
 * Tensors from numbers, and free leaves.
 *
 * Next: ranges.ts
 */
import { describe, rangeError, shapeError, typeError } from "../errors.ts";
import { remember, type Values } from "../recall.ts";
import {
  broadcastShapes,
  checkAxis,
  checkShape,
  type Shape,
  sameShape,
  show,
  sizeOf,
} from "../shape.ts";
import { stepsOf } from "../turn.ts";
import type { Kind } from "./node.ts";
import { type Nested, Tensor } from "./tensor.ts";

/**
 * A tensor that holds numbers, rounded to f32. A Float32Array is copied; an Int32Array makes an
 * index tensor.
 * @param values nested arrays, a number, or a typed array
 * @param shape  the shape of a typed array; [length] when left out
 * @throws ShapeError if nested arrays are ragged or the shape does not fit
 */
export function tensor(values: Nested | Values, shape?: Shape): Tensor {
  if (values instanceof Float32Array || values instanceof Int32Array) {
    const whole = checkShape("tensor", shape ?? [values.length]);
    if (sizeOf(whole) !== values.length) {
      throw shapeError("tensor", `a shape of ${values.length} elements`, show(whole));
    }
    return leaf(values.slice(), whole);
  }
  const nested = shapeOf(values);
  const flat = flatten(values, nested);
  const whole = checkShape("tensor", shape ?? nested);
  if (sizeOf(whole) !== flat.length) {
    throw shapeError("tensor", `a shape of ${flat.length} elements`, show(whole));
  }
  return leaf(Float32Array.from(flat), whole);
}

/** A leaf that holds exactly these numbers; the array is the tensor's from now on. */
export function leaf(values: Values, shape: Shape): Tensor {
  const kind: Kind = values instanceof Int32Array ? "index" : "real";
  const node = Tensor.node("data", [], { shape }, { kind });
  remember(node, values);
  return node;
}

/** Every element the given number: an integer exactly, any other number rounded to f32. */
export function full(shape: Shape, value: number): Tensor {
  const written = Number.isInteger(value) ? value : Math.fround(value);
  return Tensor.node("full", [], { shape: checkShape("full", shape), value: written });
}

/** 0 everywhere. */
export function zeros(shape: Shape): Tensor {
  return full(shape, 0);
}

/** 1 everywhere. */
export function ones(shape: Shape): Tensor {
  return full(shape, 1);
}

/** The identity matrix [n, n]. */
export function eye(n: number): Tensor {
  checkShape("eye", [n]);
  const values = new Float32Array(n * n);
  for (let i = 0; i < n; i++) values[i * n + i] = 1;
  return leaf(values, [n, n]);
}

/**
 * A free leaf: a variable of a theorem, or of a graph to be bound to data later.
 * @param name  how proofs and witnesses call it
 * @param shape of its value
 */
export function input(name: string, shape: Shape, options: { readonly kind?: Kind } = {}): Tensor {
  return Tensor.node("input", [], { name, shape: checkShape("input", shape) }, options);
}

/**
 * (cos 2πk/n, sin 2πk/n), a leaf [2]: a rotation by k/n of a turn, exact in the fields of a proof.
 * @param k an integer
 * @param n a divisor of 27720 = lcm(1 … 12), so any n ≤ 12
 * @throws RangeError unless they are
 */
export function rootOfUnity(k: number, n: number): Tensor {
  stepsOf(k, n);
  return Tensor.node("rootOfUnity", [], { k, n, shape: [2] });
}

/**
 * A new last axis of the given depth: 1 at the label, 0 elsewhere.
 * @param labels an index tensor, or a list of whole numbers
 * @throws RangeError if a label is not below depth
 */
export function oneHot(labels: Tensor | readonly number[], depth: number): Tensor {
  checkShape("oneHot", [depth]);
  if (labels instanceof Tensor) {
    if (labels.kind === "index") return Tensor.node("oneHot", [labels], { depth });
    throw typeError("oneHot", "an index tensor or a list of labels", "a real tensor");
  }
  const wrong = labels.findIndex(
    (label) => !Number.isInteger(label) || label < 0 || label >= depth,
  );
  if (wrong >= 0) {
    throw rangeError(
      "oneHot",
      `labels from 0 to ${depth - 1}`,
      `${labels[wrong]} at position ${wrong}`,
    );
  }
  return Tensor.node("oneHot", [leaf(Int32Array.from(labels), [labels.length])], { depth });
}

/**
 * a where condition > 0, else b; shapes broadcast. Derivative 0 in the condition.
 * @throws ShapeError unless they do
 */
export function where(condition: Tensor, a: Tensor | number, b: Tensor | number): Tensor {
  const [x, y] = [a, b].map((branch) =>
    typeof branch === "number" ? full([], branch) : branch,
  ) as [Tensor, Tensor];
  const shape = broadcastShapes(
    "where",
    condition.shape,
    broadcastShapes("where", x.shape, y.shape),
  );
  return condition.broadcastTo(shape).gate(x.broadcastTo(shape), y.broadcastTo(shape));
}

/**
 * The tensors one after the other along the axis.
 * @throws ShapeError unless they agree along the others
 */
export function concat(xs: readonly Tensor[], axis = 0): Tensor {
  if (xs.length === 0) throw shapeError("concat", "at least one tensor", "none");
  if (xs.some(({ kind }) => kind !== xs[0]!.kind)) {
    throw typeError("concat", "tensors of one kind", "real and index tensors");
  }
  return Tensor.node("concat", [...xs], { axis: checkAxis("concat", axis, xs[0]!.rank) });
}

/** The tensors along a new axis. @throws ShapeError unless they have one shape */
export function stack(xs: readonly Tensor[], axis = 0): Tensor {
  const [first] = xs;
  if (first === undefined) throw shapeError("stack", "at least one tensor", "none");
  const odd = xs.find((x) => !sameShape(x.shape, first.shape));
  if (odd) {
    throw shapeError(
      "stack",
      "tensors of one shape",
      `${show(first.shape)} and ${show(odd.shape)}`,
    );
  }
  const at = checkAxis("stack", axis, first.rank + 1);
  return concat(
    xs.map((x) => x.expandDims(at)),
    at,
  );
}

/** How deep the arrays go and how long the first at each depth is. */
function shapeOf(values: Nested): number[] {
  const shape: number[] = [];
  for (let at: Nested | undefined = values; Array.isArray(at); at = at[0]) shape.push(at.length);
  return shape;
}

/**
 * The numbers of nested arrays, in order.
 * @throws TypeError naming the first that is not a number
 * @throws ShapeError unless arrays at each depth have the length that the shape says
 */
function flatten(values: Nested, shape: Shape): number[] {
  const flat: number[] = [];
  const visit = (branch: unknown, depth: number): void => {
    const list = Array.isArray(branch);
    if (!list && typeof branch !== "number") {
      throw typeError("tensor", "numbers in nested arrays", describe(branch));
    }
    if ((list ? branch.length : undefined) !== shape[depth]) {
      throw shapeError("tensor", "nested arrays of one length at each depth", "ragged ones");
    }
    if (!list) flat.push(branch as number);
    else for (const part of branch) visit(part, depth + 1);
  };
  visit(values, 0);
  return flat;
}
