/** A draw takes a key first: there is no global state to draw from. */
import { expectTypeOf, test } from "vitest";
import {
  integers,
  key,
  normal,
  permutation,
  split,
  type Tensor,
  uniform,
} from "../../src/autodiff/index.ts";

test("split gives two keys, or a list of as many as are asked for", () => {
  expectTypeOf(split(key(1))).toEqualTypeOf<[Tensor, Tensor]>();
  expectTypeOf(split(key(1), 3)).toEqualTypeOf<Tensor[]>();
});

test("a draw without a key does not compile", () => {
  // @ts-expect-error a seed is no key: key(3)
  permutation(3, 4);
  // @ts-expect-error a key, then the shape
  normal([2, 3]);
  // @ts-expect-error the key first
  uniform([2], key(1));
  // @ts-expect-error all keys at once: one of them
  uniform(split(key(1)), [2]);
  // @ts-expect-error a seed is a number
  key("seed");
  // @ts-expect-error below what?
  integers(key(1), [2]);
  // @ts-expect-error how many? a length, not a shape
  permutation(key(1), [4]);
});
