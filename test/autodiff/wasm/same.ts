/** A program and the interpreter, side by side. */
import { expect } from "vitest";
import {
  compile,
  evaluate,
  key,
  normal,
  type Program,
  type Tensor,
  type Tree,
  tensor,
} from "../../../src/autodiff/index.ts";
import { leaves } from "../../../src/autodiff/tree.ts";
import { dirty } from "./dirty.ts";

/** Normal numbers. */
export function draw(seed: number, shape: readonly number[]): Tensor {
  return evaluate(normal(key(seed), shape));
}

/** An index tensor. */
export function indices(...list: number[]): Tensor {
  return tensor(Int32Array.from(list));
}

/** The compiled program, whose bits are those of the interpreter, at its second call too. */
export function same<Args extends readonly Tree[], Out extends Tree>(
  f: (...args: Args) => Out,
  ...args: Args
): Pick<Program<Args, Out>, "print" | "bytes"> {
  dirty();
  const program = compile(f, ...args);
  const numbers = (tree: Tree): unknown => leaves("test", tree).map(({ data }) => data);
  const plain = numbers(evaluate(f(...args)));
  expect(numbers(program(...args))).toEqual(plain);
  expect(numbers(program(...args))).toEqual(plain);
  return program;
}
