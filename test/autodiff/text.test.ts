import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arange, input, key, tensor, zeros } from "../../src/autodiff/index.ts";

describe("a tensor as text", () => {
  test("is its numbers in nested lists", () => {
    const x = tensor([
      [1, 2],
      [3, 0.1],
    ]);
    expect(String(x)).toBe("[[1, 2], [3, 0.1]]");
    expect(String(x.sum())).toBe("6.1");
    expect(String(tensor(5))).toBe("5");
    expect(String(tensor([]))).toBe("[]");
    expect(String(zeros([2, 0]))).toBe("[[], []]");
    expect(String(zeros([0, 2]))).toBe("[]");
    expect(String(key(3))).toBe("[0, 3]");
  });

  test("keeps −0, NaN and ∞", () => {
    const odd = tensor([-0, 0, Number.NaN, Number.POSITIVE_INFINITY, -1 / 0]);
    expect(String(odd)).toBe("[-0, 0, NaN, Infinity, -Infinity]");
  });

  test("gives every float back, in no more digits than needed", () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true }), (x) => {
        expect(Math.fround(Number(String(tensor(x))))).toBe(x);
      }),
    );
    // Floats that need 7, 8 and 9 digits, and have no shorter decimal.
    for (const decimal of [3774.016, 11035.276, 12823.3545])
      expect(String(tensor(decimal))).toBe(String(decimal));
  });

  test("of a long axis is its first eight numbers", () => {
    expect(String(arange(8))).toBe("[0, 1, 2, 3, 4, 5, 6, 7]");
    expect(String(arange(100))).toBe("[0, 1, 2, 3, 4, 5, 6, 7, … 100 in all]");
    expect(String(arange(18).reshape([9, 2]))).toBe(
      "[[0, 1], [2, 3], [4, 5], [6, 7], [8, 9], [10, 11], [12, 13], [14, 15], … 9 in all]",
    );
  });

  test("of free inputs says what it is, and why it has no numbers", () => {
    const x = input("x", [2]);
    expect(String(x.mul(2))).toBe(
      'mul [2] (evaluate: expected a graph without free inputs, got input "x"; bind it to data)',
    );
  });

  test("is what a console is given", () => {
    const x = tensor([1, 2]) as unknown as Record<symbol, () => string>;
    expect(x[Symbol.for("nodejs.util.inspect.custom")]!()).toBe("[1, 2]");
  });
});
