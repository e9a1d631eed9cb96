import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tensor } from "../../../../src/autodiff/index.ts";
import {
  multiply,
  type Product,
  scratchOf,
} from "../../../../src/autodiff/wasm/products/matmul.ts";
import { Module } from "../../../../src/autodiff/wasm/write/module.ts";
import {
  difference,
  type Layout,
  layouts,
  numbers,
  places,
  span,
  strides,
  write,
} from "../arena.ts";

/** Where the kernel goes wrong, or null; memory ends behind a or behind b. */
function wrong(
  n: number,
  k: number,
  m: number,
  first: Layout,
  second: Layout,
  last: "a" | "b",
): string | null {
  const [x, y] = [numbers(n * k, 1), numbers(k * m, 2)];
  const [ofA, ofB] = [strides(first, n, k), strides(second, k, m)];
  const product: Product = {
    n,
    k,
    m,
    a: { row: ofA[0], term: ofA[1] },
    b: { term: ofB[0], column: ofB[1] },
  };
  const [ofOut, ofScratch] = [n * m, scratchOf(product)];
  const [lengthA, lengthB] = [span(n, k, ofA), span(k, m, ofB)];
  const [out, scratch, x0, x1] =
    last === "a"
      ? places(ofOut, ofScratch, lengthB, lengthA)
      : places(ofOut, ofScratch, lengthA, lengthB);
  const [a, b] = last === "a" ? [x1!, x0!] : [x0!, x1!];
  write(a, x, k, ofA);
  write(b, y, m, ofB);
  const plain = tensor(x, [n, k]).matmul(tensor(y, [k, m])).data;
  return difference((module) => multiply(module, product, false), [a, b, out!, scratch!], plain);
}

describe("the product of two matrices", () => {
  const layout = fc.constantFrom(...layouts);
  const length = fc.nat(40);
  const last = fc.constantFrom("a" as const, "b" as const);
  test("is the plain one to the bit, and nothing else is written, however the matrices lie", () => {
    fc.assert(
      fc.property(length, length, length, layout, layout, last, (...args) => {
        expect(wrong(...args)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["several blocks of terms", 33, 531, 37],
    ["several blocks of rows", 519, 20, 19],
    ["copies of both matrices", 130, 270, 70],
    ["a copy for few rows", 5, 9, 517],
    ["a long row", 1, 130, 519],
    ["a long column", 519, 130, 1],
    ["one number", 1, 1030, 1],
  ])("is the plain one to the bit with %s", (_, n, k, m) => {
    for (const first of layouts) {
      for (const second of layouts) expect(wrong(n, k, m, first, second, "b")).toBeNull();
    }
  });

  test("shares one function between equal products", () => {
    const module = new Module();
    const product = { n: 3, k: 4, m: 5, a: { row: 4, term: 1 }, b: { term: 5, column: 1 } };
    const index = multiply(module, product, false);
    expect(multiply(module, { ...product }, false)).toBe(index);
    expect(multiply(module, { ...product, a: { row: 1, term: 3 } }, false)).not.toBe(index);
  });
});
