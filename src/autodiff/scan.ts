/**
 * scan: a loop as one node of the graph.
 *
 * Next: unroll.ts
 */
import { describe, rangeError, shapeError, typeError } from "./errors.ts";
import { lastCarry, loop, pack, rowsOf, unpack } from "./ops/loop.ts";
import { close } from "./rule.ts";
import { type Shape, show, sizeOf } from "./shape.ts";
import { input, zeros } from "./tensor/create.ts";
import type { Tensor } from "./tensor/tensor.ts";
import { formOf, leaves, mapTree, type Tree } from "./tree.ts";

/** How to walk. */
export interface ScanOptions {
  /** T: how many steps; that of xs when left out. */
  readonly length?: number;
  /** Whether the last slice of xs comes first; ys keep the order of xs. False when left out. */
  readonly reverse?: boolean;
}

/**
 * (carryₜ₊₁, yₜ) = f(carryₜ, xₜ) for t = 0 … T − 1: the last carry, and all yₜ along a new first
 * axis.
 *
 * One node, however large T is: f is called once, on free tensors, and the node keeps what it built
 * as a closed graph. The gradient is a loop too, backwards; it recomputes each step from its carry,
 * and the cotangents of what f captured are added up from the last step to the first. T carries are
 * held. What f captured and no step changes is computed once.
 *
 *     scan((h, x) => { const next = h.matmul(w).add(x).tanh(); return [next, next]; }, h0, xs)
 * @param f       (carry, x) ↦ [carry, y], trees of tensors; the carry keeps its form and shapes
 * @param init    carry₀, a tree of real tensors
 * @param xs      a tree of tensors [T, …], of which f sees one slice a step; null for none
 * @param options length where there are no xs; reverse
 * @returns [carry_T, ys], ys a tree of tensors [T, …]; y may be [] for none
 * @throws ShapeError unless all xs have as many slices, and the carry keeps its shapes; TypeError
 *   if the carry or y holds an index tensor (indices go along as xs, or captured), or the carry
 *   changes its form; RangeError unless there is one length
 * @source Bradbury et al., JAX (2018), `lax.scan`
 */
export function scan<C extends Tree, X extends Tree | null | undefined, Y extends Tree>(
  f: (carry: C, x: X) => readonly [C, Y],
  init: C,
  xs: X,
  { length, reverse = false }: ScanOptions = {},
): [carry: C, ys: Y] {
  const starts = real(leaves("scan", init), "the carry", "let indices go along as xs");
  const all = isNone(xs) ? [] : leaves("scan", xs);
  const T = lengthOf(all, length);
  const shapes = starts.map(({ shape }) => shape);
  const carry = input("carry", [total(shapes)]);
  const slices = all.map(({ shape, kind }, i) => input(`x${i}`, shape.slice(1), { kind }));
  const parts = unpack(carry, shapes);
  const state = mapTree(init, (_, i) => parts[i]!);
  const x = isNone(xs) ? xs : mapTree(xs, (_, i) => slices[i]!);
  const [next, y] = pairOf(f(state, x as X));
  const carried = real(leaves("scan", next), "the carry", "let indices go along as xs");
  const written = real(leaves("scan", y), "y", "oneHot makes a real tensor of one");
  checkCarry(init, next, shapes, carried);
  const { closed, captured } = close(
    [carry, ...slices],
    flat([...carried, ...written]),
    (node, i) => input(`captured${i}`, node.shape, { kind: node.kind }),
  );
  const free = closed.parameters.slice(1 + slices.length);
  const node = loop({
    carry: [carry, flat(starts)],
    xs: slices.map((slice, i) => [slice, all[i]!]),
    captured: free.map((parameter, i) => [parameter, captured[i]!]),
    result: closed.result,
    attrs: { length: T, width: closed.result.size, reverse },
  });
  const ends = unpack(lastCarry(node), shapes);
  const rows = unpack(
    rowsOf(node),
    written.map(({ shape }) => shape),
    carry.size,
  );
  return [mapTree(init, (_, i) => ends[i]!), mapTree(y as Y, (_, i) => rows[i]!)];
}

function isNone(xs: Tree | null | undefined): xs is null | undefined {
  return xs === null || xs === undefined;
}

function flat(parts: readonly Tensor[]): Tensor {
  return parts.length === 0 ? zeros([0]) : pack(parts);
}

function total(shapes: readonly Shape[]): number {
  return shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
}

/** How many steps. */
function lengthOf(all: readonly Tensor[], length: number | undefined): number {
  if (length !== undefined && !(Number.isInteger(length) && length >= 0)) {
    throw rangeError("scan", "a length, a whole number ≥ 0", String(length));
  }
  const [first] = all;
  const steps = first === undefined ? length : first.shape[0];
  if (steps === undefined && first === undefined) {
    throw rangeError("scan", "a length where there are no xs", "none", "give { length }");
  }
  for (const x of all) {
    if (x.shape[0] !== undefined && x.shape[0] === steps) continue;
    const got = `${show(first!.shape)} and ${show(x.shape)}`;
    throw shapeError("scan", "xs with as many slices along axis 0", got);
  }
  if (length !== undefined && length !== steps) {
    throw rangeError("scan", `length ${steps}, that of xs`, String(length));
  }
  return steps!;
}

/** What the step returned, if that is a pair. */
function pairOf(returned: unknown): readonly [Tree, Tree] {
  if (Array.isArray(returned) && returned.length === 2) return returned as [Tree, Tree];
  throw typeError("scan", "a step that returns [carry, y]", describe(returned));
}

function real(list: Tensor[], what: string, fix: string): Tensor[] {
  if (list.every(({ kind }) => kind === "real")) return list;
  throw typeError("scan", `real tensors in ${what}`, "an index tensor", fix);
}

function checkCarry(init: Tree, next: Tree, shapes: readonly Shape[], got: Tensor[]): void {
  const [form, other] = [formOf(init), formOf(next)];
  if (form !== other) {
    throw typeError("scan", `a carry of the form of init, ${form}`, other);
  }
  got.forEach(({ shape }, i) => {
    if (show(shape) === show(shapes[i]!)) return;
    throw shapeError("scan", `a carry of shape ${show(shapes[i]!)}, as in init`, show(shape));
  });
}
