/**
 * Trees: nested arrays and objects of tensors, what transforms take and return.
 *
 * Next: grad.ts
 */
import { describe, typeError } from "./errors.ts";
import { Tensor } from "./tensor/tensor.ts";

/** A tensor, or nested arrays and objects of tensors. */
export type Tree = Tensor | readonly Tree[] | { readonly [key: string]: Tree };

/**
 * The tensors of a tree, depth first, in the order of its keys.
 * @throws TypeError naming the place that holds something else
 */
export function leaves(op: string, tree: Tree): Tensor[] {
  const found: Tensor[] = [];
  collect(op, tree, [], found);
  return found;
}

/** @param path the keys that lead to the branch; put together only for an error */
function collect(op: string, tree: Tree, path: string[], found: Tensor[]): void {
  if (tree instanceof Tensor) {
    found.push(tree);
    return;
  }
  if (!isBranch(tree)) {
    const place = path.map((key) => `.${key}`).join("");
    const rule = "a tree (nested arrays and objects) of tensors";
    throw typeError(op, rule, describe(tree) + at(place), isForeign(tree) ? ONE_COPY : undefined);
  }
  for (const key of Object.keys(tree)) {
    path.push(key);
    collect(op, (tree as Readonly<Record<string, Tree>>)[key]!, path, found);
    path.pop();
  }
}

/** A tree of the same form with each tensor replaced by f(tensor, index), counted depth first. */
export function mapTree<T extends Tree>(tree: T, f: (x: Tensor, index: number) => Tensor): T {
  let index = 0;
  const walk = (branch: Tree): Tree => {
    if (branch instanceof Tensor) return f(branch, index++);
    if (isList(branch)) return branch.map(walk);
    return Object.fromEntries(Object.entries(branch).map(([key, value]) => [key, walk(value)]));
  };
  return walk(tree) as T;
}

/** What a tree looks like without its tensors, in words: `{w: tensor, b: [tensor, tensor]}`. */
export function formOf(tree: Tree): string {
  if (tree instanceof Tensor) return "tensor";
  if (isList(tree)) return `[${tree.map(formOf).join(", ")}]`;
  const parts = Object.entries(tree).map(([key, branch]) => `${key}: ${formOf(branch)}`);
  return `{${parts.join(", ")}}`;
}

/** Whether keys are all there is to it: not so of a Map, a Float32Array or a tensor of another copy of this file. */
function isBranch(tree: unknown): boolean {
  if (typeof tree !== "object" || tree === null || isForeign(tree)) return false;
  return Array.isArray(tree) || !(Symbol.iterator in tree);
}

/** Whether it is made like a tensor, but by another class. */
function isForeign(tree: unknown): boolean {
  if (typeof tree !== "object" || tree === null || !("attrs" in tree)) return false;
  return typeof (tree as { readonly op?: unknown }).op === "string";
}

const ONE_COPY = "load one copy of orbitgrad, as a tensor of another one is none here";

function isList(branch: Tree): branch is readonly Tree[] {
  return Array.isArray(branch);
}

function at(place: string): string {
  return place === "" ? "" : ` at ${place}`;
}
