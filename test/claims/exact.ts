/** What the tests of claims, methods and symmetries share: exact equality, and values in ℚ. */
import { expect } from "vitest";
import { formatRational, parseRational, rational } from "../../src/autodiff/fields/rational.ts";
import { interpret, type Tensor, type Tree } from "../../src/autodiff/index.ts";
import { leaves } from "../../src/autodiff/tree.ts";
import { prove } from "../../src/claims/prove.ts";
import { nameOf } from "../../src/claims/sides.ts";
import type { NestedText, Witness } from "../../src/claims/verdict.ts";

/** The verdict alone; nothing is shrunk. */
export function verdictOf(left: Tree, right: Tree): "PROVED" | "REFUTED" | "UNKNOWN" {
  return prove(left, right, { shrink: false }).verdict;
}

/** Fails unless both are one function of their inputs. */
export function expectSame(left: Tree, right: Tree): void {
  expect(verdictOf(left, right)).toBe("PROVED");
}

/** Fails unless a witness tells them apart. */
export function expectDifferent(left: Tree, right: Tree): void {
  expect(verdictOf(left, right)).toBe("REFUTED");
}

/** The counterexample. Fails unless there is one. */
export function witnessOf(left: Tree, right: Tree): Witness {
  const verdict = prove(left, right);
  if (verdict.verdict !== "REFUTED") throw new Error(`${verdict.verdict}, without a witness`);
  return verdict.witness;
}

/** Each tensor of a tree in ℚ, as exact strings, row-major: inputs by name, "a/b" or nested lists of them. */
export function inRationals(tree: Tree, inputs: Readonly<Record<string, NestedText>>): string[][] {
  const values = interpret(rational(), leaves("inRationals", tree), (leaf) =>
    flatten(inputs[nameOf(leaf)]!).map(parseRational),
  );
  return values.map((elements) => Array.from(elements, formatRational));
}

/** The texts of nested lists, in order. */
export function flatten(nested: NestedText): string[] {
  return typeof nested === "string" ? [nested] : nested.flatMap(flatten);
}

/** ⟨u, v⟩ of tensors of one shape. */
export function inner(u: Tensor, v: Tensor): Tensor {
  return u.mul(v).sum();
}
