/** Values of functions where others lose digits or sides; their derivatives at hard points are laws/hard-points.test.ts. */
import { describe, expect, test } from "vitest";
import { f32 } from "../../../src/autodiff/fields/f32.ts";
import { f64 } from "../../../src/autodiff/fields/f64.ts";
import { grad, input, interpret, type Tensor } from "../../../src/autodiff/index.ts";

test.each([
  ["asin", (x: Tensor) => x.asin(), 1],
  ["acos", (x: Tensor) => x.acos().neg(), -1],
  ["log1p", (x: Tensor) => x.log1p(), -1],
])("%s has an infinite slope at the end of its domain", (_name, f, at) => {
  const slope = grad(f)(input("x", []));
  for (const F of [f32, f64]) {
    expect(interpret(F, [slope], () => [at])[0]![0]).toBe(Number.POSITIVE_INFINITY);
  }
});

describe("values", () => {
  const at = (f: (...xs: Tensor[]) => Tensor, ...xs: number[]): number[] => {
    const leaves = xs.map((_, i) => input(`x${i}`, []));
    return [f32, f64].map((F) => {
      const bind = (leaf: Tensor) => [xs[leaves.indexOf(leaf)]!];
      return interpret(F, [f(...leaves)], bind)[0]![0]! as number;
    });
  };

  test("atan2 is that of Math in all quadrants, on the axes and where one is tiny", () => {
    const numbers = [0, 1, -1, 2, -3, 0.5, -1e-3, 1e-30, 2 ** 100];
    for (const y of numbers) {
      for (const x of numbers) {
        const expected = Math.atan2(y, x);
        const [float, double] = at((a, b) => a!.atan2(b!), y, x);
        expect(Math.abs(double! - expected)).toBeLessThanOrEqual(1e-15 * Math.abs(expected));
        expect(Math.abs(float! - expected)).toBeLessThanOrEqual(
          4e-7 * Math.abs(expected) + 2 ** -149,
        );
      }
    }
  });

  test("sigmoid and softplus keep their digits in the left tail", () => {
    for (const x of [-5, -20, -80]) {
      const [s] = at((a) => a!.sigmoid(), x);
      expect(Math.abs(s! * (1 + Math.exp(-x)) - 1)).toBeLessThan(3e-7);
      const [p] = at((a) => a!.softplus(), x);
      expect(Math.abs(p! / Math.log1p(Math.exp(x)) - 1)).toBeLessThan(3e-7);
    }
  });

  test("comparisons are 0 or 1, at infinities and NaN too", () => {
    const { POSITIVE_INFINITY: inf, NaN: nan } = Number;
    const pairs = [
      [1, 2],
      [2, 2],
      [inf, inf],
      [2, nan],
    ] as const;
    expect(pairs.map(([a, b]) => at((x, y) => x!.greaterEqual(y!), a, b)[0])).toEqual([0, 1, 1, 0]);
    expect(pairs.map(([a, b]) => at((x, y) => x!.lessEqual(y!), a, b)[0])).toEqual([1, 1, 1, 0]);
    expect(pairs.map(([a, b]) => at((x, y) => x!.maximum(y!), a, b)[0])).toEqual([2, 2, inf, nan]);
    expect(pairs.map(([a, b]) => at((x, y) => x!.minimum(y!), a, b)[0])).toEqual([1, 2, inf, nan]);
  });

  test("other powers are 0 or ∞ at 0, NaN below, and right above", () => {
    expect(at((x) => x!.pow(0.3), 0)).toEqual([0, 0]);
    expect(at((x) => x!.pow(-0.3), 0)).toEqual([
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
    expect(at((x) => x!.pow(0.3), -1)).toEqual([Number.NaN, Number.NaN]);
    expect(at((x) => x!.pow(1.25), 16)[1]).toBeCloseTo(32, 12);
  });

  test("gelu is ½x(1 + erf(x/√2))", () => {
    expect(at((x) => x!.gelu(), 1)[0]).toBeCloseTo(0.8413447460685429, 6);
  });
});

test("pow: expected a finite exponent", () => {
  const x = input("x", [2]);
  expect(() => x.pow(Number.POSITIVE_INFINITY)).toThrow(
    new RangeError("pow: expected a finite exponent, got Infinity"),
  );
});

test("maximum and atan2 say whose shapes do not broadcast", () => {
  const [a, b] = [input("a", [2]), input("b", [3])];
  expect(() => a.maximum(b)).toThrow(/^maximum: expected .* got \[2\] and \[3\]/);
  expect(() => a.atan2(b)).toThrow(/^atan2: expected .* got \[2\] and \[3\]/);
});
