/**
 * Tracing: a function of trees, called once on free leaves, as a graph of what it computes.
 *
 * Next: read/build.ts
 */
import { canonical } from "../canonical.ts";
import { describe, typeError } from "../errors.ts";
import type { Attributes } from "../ops/names.ts";
import { rowOf } from "../ops/table.ts";
import { topological } from "../order.ts";
import { sameShape } from "../shape.ts";
import { input } from "../tensor/create.ts";
import { Tensor } from "../tensor/tensor.ts";
import { leaves, mapTree, type Tree } from "../tree.ts";
import { materialise } from "../values.ts";

/** A function as data. */
export interface Traced {
  /** Where each leaf is in the arguments: [2, "w", 0] is args[2].w[0]. */
  readonly paths: readonly (readonly string[])[];
  /** What stands for it in the graph. */
  readonly leaves: readonly Tensor[];
  /** What is computed, canonical. */
  readonly roots: readonly Tensor[];
  /** The tree of the result; its tensors are stand-ins for the roots, in their order. */
  readonly result: Tree;
  /** How many leaves, the first of them, are a state that the first roots are the next of; or 0. */
  readonly carried: number;
  /** How many arguments there are. */
  readonly arity: number;
}

/**
 * @throws TypeError unless arguments and result are trees of tensors, and nothing else is free
 */
export function trace(f: (...args: never[]) => unknown, examples: readonly Tree[]): Traced {
  const stands = leaves("compile", examples).map((x, i) =>
    input(`x${i}`, x.shape, { kind: x.kind }),
  );
  const args = mapTree(examples, (_, i) => stands[i]!);
  const result = (f as (...args: readonly Tree[]) => unknown)(...args);
  if (typeof result !== "object" || result === null) {
    throw typeError("compile", "a function that returns a tree of tensors", describe(result));
  }
  const roots = canonical(leaves("compile", result as Tree));
  fold(roots, stands);
  return {
    paths: pathsOf(examples),
    leaves: stands,
    roots,
    result: result as Tree,
    carried: carriedBy(result as Tree, args[0]),
    arity: examples.length,
  };
}

/**
 * What depends on no argument is computed now. Written numbers stay, and what is computed from them
 * element by element: it is a constant of an expression, of one element and not of all.
 */
function fold(roots: readonly Tensor[], stands: readonly Tensor[]): void {
  const order = topological(roots);
  const inside = new Set(stands);
  const written = new Set<Tensor>();
  const fixed = new Set<Tensor>();
  const fix = (node: Tensor): void => {
    if (!inside.has(node) && !written.has(node)) fixed.add(node);
  };
  for (const node of order) {
    if (node.op === "input" && !inside.has(node)) throw free(node);
    if (node.inputs.some((x) => inside.has(x))) inside.add(node);
    const isMade = MOVES.has(node.op) || rowOf(node.op).family === "pointwise";
    const isWritten = isMade && node.inputs.every((x) => written.has(x));
    if (node.op === "full" || isWritten) written.add(node);
    if (inside.has(node)) node.inputs.forEach(fix);
  }
  roots.forEach(fix);
  materialise([...fixed]);
}

function free(node: Tensor): TypeError {
  const { name } = node.attrs as Attributes["input"];
  const fix = "pass it as an argument";
  return typeError("compile", "a graph without free inputs", `input "${name}"`, fix);
}

/** What a written number may go through and still be one. */
const MOVES: ReadonlySet<string> = new Set(["broadcast", "reshape"]);

/** How many leaves the state has, if the result, or its first entry, is the next one; else 0. */
function carriedBy(result: Tree, state: Tree | undefined): number {
  if (state === undefined) return 0;
  const next = Array.isArray(result) ? [result[0] as Tree | undefined, result] : [result];
  const isNext = next.some((tree) => tree !== undefined && alike(tree, state));
  return isNext ? leaves("compile", state).length : 0;
}

/** Whether two trees have the same form, with tensors of the same shapes and kinds. */
export function alike(a: Tree, b: Tree): boolean {
  if (a instanceof Tensor || b instanceof Tensor) {
    if (!(a instanceof Tensor && b instanceof Tensor)) return false;
    return a.kind === b.kind && sameShape(a.shape, b.shape);
  }
  const one = a as Readonly<Record<string, Tree>>;
  const other = b as Readonly<Record<string, Tree>>;
  const keys = Object.keys(one);
  const others = Object.keys(other);
  return (
    keys.length === others.length &&
    keys.every((key, i) => key === others[i] && alike(one[key]!, other[key]!))
  );
}

/** Where each leaf of a tree is: the keys that lead there. */
export function pathsOf(tree: Tree, path: readonly string[] = []): (readonly string[])[] {
  if (tree instanceof Tensor) return [path];
  const branches = tree as Readonly<Record<string, Tree>>;
  return Object.keys(branches).flatMap((key) => pathsOf(branches[key]!, [...path, key]));
}
