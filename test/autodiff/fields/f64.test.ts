import { describe, expect, test } from "vitest";
import { f32 } from "../../../src/autodiff/fields/f32.ts";
import { f64 } from "../../../src/autodiff/fields/f64.ts";

describe("f64", () => {
  test("adds, subtracts, multiplies and divides as doubles do", () => {
    expect([f64.add(0.1, 0.2), f64.sub(0.1, 0.2), f64.mul(0.1, 0.2), f64.div(0.1, 0.2)]).toEqual([
      0.30000000000000004, -0.1, 0.020000000000000004, 0.5,
    ]);
    expect(f64.of(0.1)).toBe(0.1);
    expect(f64.fn("tanh", 0.5)).toBe(Math.tanh(0.5));
  });
});

// f32 implements the same choices on floats, so both are held to the same sentences.
describe.each([f64, f32])("$name", (F) => {
  const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

  test("gate takes its second branch at 0, below it and at NaN", () => {
    expect([1e-30, 0, -0, -1, nan].map((x) => F.gate(x, 5, 7))).toEqual([5, 7, 7, 7, 7]);
  });

  test("max is one of its arguments: the first in a tie, −0 = +0, and NaN wins", () => {
    expect(F.max(1, 2)).toBe(2);
    expect(F.max(2, 1)).toBe(2);
    expect(F.max(-0, 0)).toBe(-0);
    expect(F.max(0, -0)).toBe(0);
    expect(F.max(nan, 1)).toBeNaN();
    expect(F.max(1, nan)).toBeNaN();
  });

  test("equal is 1 or 0; −0 equals 0, NaN nothing", () => {
    expect([F.equal(2, 2), F.equal(-0, 0), F.equal(1, 2), F.equal(nan, nan)]).toEqual([1, 1, 0, 0]);
  });

  test("mask is 0 only where the cotangent is 0 and the value is not finite", () => {
    expect(F.mask(0, infinity, nan)).toBe(0);
    expect(F.mask(-0, nan, nan)).toBe(0);
    expect(F.mask(0, 2, 3)).toBe(3);
    expect(F.mask(1, infinity, 3)).toBe(3);
    expect(F.mask(nan, infinity, 3)).toBe(3);
  });

  test("has no tangents", () => {
    expect([F.tangent(3), F.retangent(3, 4)]).toEqual([0, 3]);
  });
});
