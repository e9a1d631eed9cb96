import { describe, expect, test } from "vitest";
import { f32 } from "../../../src/autodiff/fields/f32.ts";
import { edges, randomPatterns } from "../floats.ts";

const floats = [...edges, ...randomPatterns(1, 1024)];
const normal = floats.filter((x) => Number.isFinite(x) && Math.abs(x) >= 2 ** -126);

describe("f32", () => {
  test("of, add, sub, mul, div and sqrt round once to a float", () => {
    expect(f32.of(0.1)).toBe(0.10000000149011612);
    expect(f32.add(2 ** 24, 1)).toBe(2 ** 24);
    expect(f32.sub(-(2 ** 24), 3)).toBe(-(2 ** 24) - 4);
    expect(f32.mul(f32.of(0.1), f32.of(0.1))).toBe(0.010000000707805157);
    expect(f32.div(1, 3)).toBe(0.3333333432674408);
    expect(f32.sqrt(2)).toBe(1.4142135381698608);
    expect(f32.mul(2 ** 100, 2 ** 100)).toBe(Number.POSITIVE_INFINITY);
    expect(f32.mul(2 ** -100, 2 ** -49)).toBe(2 ** -149);
  });

  test("lt takes its second branch in a tie and at NaN", () => {
    const pairs = [
      [1, 2],
      [2, 2],
      [-0, 0],
      [2, 1],
      [Number.NaN, 1],
      [1, Number.NaN],
    ] as const;
    expect(pairs.map(([a, b]) => f32.lt(a, b, 5, 7))).toEqual([5, 7, 7, 7, 7, 7]);
  });

  test("ifNaN takes its first branch at NaN alone", () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, 0];
    expect(values.map((x) => f32.ifNaN(x, 5, 7))).toEqual([5, 7, 7]);
  });

  test("abs and copysign touch the sign bit alone", () => {
    for (const x of floats) {
      expect(f32.abs(x)).toBe(Math.abs(x));
      expect(f32.copysign(x, -0)).toBe(-Math.abs(x));
      expect(f32.copysign(x, 3)).toBe(Math.abs(x));
    }
  });

  test("exp2i is 2ⁿ for every n of a normal float", () => {
    for (let n = -126; n <= 127; n++) expect(f32.exp2i(n)).toBe(2 ** n);
  });

  test("x = mantissa(x) · 2^exponent(x), with 1 ≤ |mantissa| < 2", () => {
    for (const x of normal) {
      const [mantissa, exponent] = [f32.mantissa(x), f32.exponent(x)];
      expect(mantissa * 2 ** exponent).toBe(x);
      expect(Math.abs(mantissa)).toBeGreaterThanOrEqual(1);
      expect(Math.abs(mantissa)).toBeLessThan(2);
    }
  });
});
