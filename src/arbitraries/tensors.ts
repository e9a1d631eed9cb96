/**
 * Random shapes and tensors: few axes, short ones, and numbers that every field reads exactly.
 *
 * Next: representations.ts
 */
import * as fc from "fast-check";
import { type Shape, show, sizeOf } from "../autodiff/shape.ts";
import { tensor } from "../autodiff/tensor/create.ts";
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import { arbitraryDigits, type Digits, printedAs } from "./digits.ts";

/** From simple to less simple, as witnesses are shrunk; all of them exact in binary. */
const NUMBERS: readonly number[] = [0, 1, -1, 2, -2, 0.5, -0.5, 3];

/** The digits that `numbersOf` reads are 0 … LAST. */
export const LAST: number = NUMBERS.length - 1;

/**
 * A shape of up to three axes of length 1 … 4.
 * @returns an arbitrary that shrinks to [], the shape of a number
 */
export function arbitraryShape(): fc.Arbitrary<Shape> {
  return fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 });
}

/**
 * A tensor of 0, ±1, ±2, ±1/2 and 3.
 * @param shape its shape
 * @returns an arbitrary that shrinks to zeros; printed as tensor([[0, 1]])
 */
export function arbitraryTensor(shape: Shape): fc.Arbitrary<Tensor> {
  return arbitraryDigits(LAST, sizeOf(shape)).map((digits) => numbersOf(digits, shape));
}

/** A tensor of as many digits as it has elements. */
export function numbersOf(digits: Digits, shape: Shape): Tensor {
  const values = Float32Array.from({ length: sizeOf(shape) }, (_, i) => NUMBERS[digits(i)]!);
  return printedTensor(tensor(values, shape));
}

/** A fresh tensor of numbers, which fast-check prints by its numbers. */
export function printedTensor(x: Tensor): Tensor {
  return printedAs(x, () => {
    const numbers = x.toArray();
    return x.size === 0 ? `zeros(${show(x.shape)})` : `tensor(${spelled(numbers)})`;
  });
}

/** Nested numbers as one writes them: [[0, 1]]. */
export function spelled(numbers: unknown): string {
  return Array.isArray(numbers) ? `[${numbers.map(spelled).join(", ")}]` : String(numbers);
}
