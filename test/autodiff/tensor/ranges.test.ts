/** arange and linspace are those of NumPy. */
import { describe, expect, test } from "vitest";
import { arange, linspace } from "../../../src/autodiff/index.ts";

const { fround } = Math;

describe("arange", () => {
  test("goes from start up to stop, without it", () => {
    expect(arange(3).toArray()).toEqual([0, 1, 2]);
    expect(arange(2, 5).toArray()).toEqual([2, 3, 4]);
    expect(arange(5, 0, -2).toArray()).toEqual([5, 3, 1]);
    expect(arange(0, 1, 0.3).toArray()).toEqual([0, fround(0.3), fround(0.6), fround(0.3 * 3)]);
    expect(arange(3, 1).shape).toEqual([0]);
    expect(arange(0).shape).toEqual([0]);
  });

  test("a step of 0, and infinitely many numbers, are errors", () => {
    expect(() => arange(0, 1, 0)).toThrow(
      new RangeError("arange: expected finite numbers and a step other than 0, got [0, 1, 0]"),
    );
    expect(() => arange(Number.POSITIVE_INFINITY)).toThrow(
      "arange: expected finite numbers and a step other than 0, got [0, Infinity, 1]",
    );
  });
});

describe("linspace", () => {
  test("has both ends, exactly", () => {
    expect(linspace(0, 1, 5).toArray()).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(linspace(1, -1, 3).toArray()).toEqual([1, 0, -1]);
    expect(linspace(0.1, 0.7, 4).data[3]).toBe(fround(0.7));
    expect(linspace(-1e20, 1, 2).data[1]).toBe(1);
    expect(linspace(2, 9, 1).toArray()).toEqual([2]);
    expect(linspace(2, 9, 0).shape).toEqual([0]);
  });

  test("a number that is none is an error", () => {
    expect(() => linspace(0, 1, -1)).toThrow(
      new RangeError("linspace: expected a whole number n ≥ 0, got -1"),
    );
  });
});
