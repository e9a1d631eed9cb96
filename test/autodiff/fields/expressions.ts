/** Random expressions, for the fields that have to agree with, or to bound, another field. */
import fc from "fast-check";
import type { Field } from "../../../src/autodiff/field.ts";

/** An operation and its operands; a leaf is the number of an input. */
export type Expression = number | readonly [Operation, ...Expression[]];
/** What an expression is made of. */
export type Operation = "add" | "sub" | "mul" | "div" | "gate" | "max" | "abs" | "tanh";

const ARITY = { add: 2, sub: 2, mul: 2, div: 2, gate: 3, max: 2, abs: 1, tanh: 1 } as const;

/** Expressions of at most `depth` operations above a leaf, in inputs 0 … inputs − 1. */
export function expression(
  operations: readonly Operation[],
  inputs: number,
  depth: number,
): fc.Arbitrary<Expression> {
  const leaf: fc.Arbitrary<Expression> = fc.nat(inputs - 1);
  if (depth === 0) return leaf;
  const below = expression(operations, inputs, depth - 1);
  const inner = fc
    .constantFrom(...operations)
    .chain((op) => fc.tuple(fc.constant(op), ...new Array(ARITY[op]).fill(below)));
  return fc.oneof(leaf, { arbitrary: inner as fc.Arbitrary<Expression>, weight: 3 });
}

/** The expression in a field, operands first and from the left. */
export function evaluate<T>(F: Field<T>, e: Expression, input: (i: number) => T): T {
  if (typeof e === "number") return input(e);
  const [op, ...operands] = e;
  const [a, b, c] = operands.map((x) => evaluate(F, x, input)) as [T, T, T];
  if (op === "gate") return F.gate(a, b, c);
  return op === "abs" || op === "tanh" ? F.fn(op, a) : F[op](a, b);
}
