/**
 * The two sides of an identity, made ready to be evaluated.
 *
 * Next: prove.ts
 */
import { canonical } from "../autodiff/canonical.ts";
import { shapeError, typeError } from "../autodiff/errors.ts";
import { ROOT } from "../autodiff/fields/circle.ts";
import { BASE, EXPONENT, EXPONENT_OF } from "../autodiff/fields/exponents.ts";
import { fnv1a } from "../autodiff/fields/keyed.ts";
import { functions } from "../autodiff/functions.ts";
import type { Attributes } from "../autodiff/ops/names.ts";
import { topological } from "../autodiff/order.ts";
import { rebuilt } from "../autodiff/rule.ts";
import { sameShape, show } from "../autodiff/shape.ts";
import { graphField } from "../autodiff/tensor/graph-field.ts";
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import { leaves, type Tree } from "../autodiff/tree.ts";
import { stepsOf, TURN } from "../autodiff/turn.ts";
import { unroll } from "../autodiff/unroll.ts";

/** Two lists of tensors of the same shapes in canonical form, and the free inputs they read. */
export interface Sides {
  /** The tensors of the left tree. */
  readonly left: readonly Tensor[];
  /** The tensors of the right tree, of the same shapes. */
  readonly right: readonly Tensor[];
  /** The free real inputs of either, each once. */
  readonly inputs: readonly Tensor[];
}

/**
 * Checks that two trees can be compared, writes loops out, brings both into canonical form, and
 * lists their inputs.
 * @throws ShapeError unless they have as many tensors, at least one, of the same shapes; TypeError
 *   if an index depends on real numbers, or two inputs share a name, or the hash of one
 */
export function sidesOf(op: string, leftTree: Tree, rightTree: Tree): Sides {
  const [left, right] = [leaves(op, leftTree), leaves(op, rightTree)];
  if (left.length !== right.length) {
    throw shapeError(op, "trees of as many tensors", `${left.length} and ${right.length}`);
  }
  if (left.length === 0) throw shapeError(op, "trees of at least one tensor", "empty trees");
  left.forEach((a, i) => {
    const b = right[i]!;
    if (!sameShape(a.shape, b.shape)) {
      throw shapeError(op, "sides of the same shapes", `${show(a.shape)} and ${show(b.shape)}`);
    }
  });
  const shared = inExpAndLog(canonical(unroll([...left, ...right])));
  const order = topological(shared);
  if (order.some((node) => node.op === "argMax")) {
    throw typeError(op, "indices that are known", "argMax of real numbers", "give its value");
  }
  const inputs = order.filter((node) => node.op === "input");
  const names = new Set<string>();
  for (const node of inputs) {
    const name = nameOf(node);
    if (node.kind === "index") {
      throw typeError(op, "real inputs", `the index input "${name}"`, "give its value");
    }
    if (names.has(name)) {
      throw typeError(op, "inputs of different names", `"${name}" twice`, "share one tensor");
    }
    names.add(name);
  }
  checkSymbols(op, inputs);
  return { left: shared.slice(0, left.length), right: shared.slice(left.length), inputs };
}

/**
 * The same functions with expm1 x written eˣ − 1 and log1p x written log(1 + x): exactly, these are
 * what they mean, and so they have the laws of exp and log.
 */
function inExpAndLog(roots: readonly Tensor[]): readonly Tensor[] {
  const forms = new Map<Tensor, Tensor>();
  let changed = false;
  for (const node of topological(roots)) {
    const [x, ...others] = node.inputs.map((input) => forms.get(input)!);
    const name = node.op === "function" ? (node.attrs as Attributes["function"]).name : null;
    const rewritten = name === "expm1" || name === "log1p";
    changed ||= rewritten;
    forms.set(
      node,
      rewritten
        ? functions[name].exact!(graphField(x!), x!)
        : rebuilt(node, x === undefined ? [] : [x, ...others]),
    );
  }
  return changed ? canonical(roots.map((root) => forms.get(root)!)) : roots;
}

/**
 * No two symbols of the keyed hash may have one code, or they would have one value, in every trial
 * of every seed.
 */
function checkSymbols(op: string, inputs: readonly Tensor[]): void {
  const own = [...Object.keys(functions), "gate", "order", ROOT, EXPONENT, BASE];
  const known = new Map(own.map((symbol) => [fnv1a(symbol), symbol]));
  for (const symbol of inputs.flatMap((node) => [symbolOf(node), EXPONENT_OF + nameOf(node)])) {
    const other = known.get(fnv1a(symbol));
    if (other !== undefined) {
      const both = `"${symbol}" and "${other}"`;
      throw typeError(op, "inputs whose names have different hashes", both, "rename one");
    }
    known.set(fnv1a(symbol), symbol);
  }
}

/** The cosines of both sides: cos(2πk/n) for each [k, n], and the sines as cosines too. */
export function turnsOf({ left, right }: Sides): (readonly [k: number, n: number])[] {
  return topological([...left, ...right]).flatMap(({ op, attrs }) => {
    if (op !== "rootOfUnity") return [];
    const { k, n } = attrs as Attributes["rootOfUnity"];
    return [[k, n] as const, [stepsOf(k, n) - TURN / 4, TURN] as const];
  });
}

/** What the keyed hash calls an input. */
export function symbolOf(node: Tensor): string {
  return `input:${nameOf(node)}`;
}

/** The name of an input. */
export function nameOf(node: Tensor): string {
  return (node.attrs as Attributes["input"]).name;
}
