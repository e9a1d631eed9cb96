/** The hard points of functions: where other engines have NaN, or the slope of the wrong side. */
import { describe, expect, test } from "vitest";
import { f32 } from "../../../src/autodiff/fields/f32.ts";
import { f64 } from "../../../src/autodiff/fields/f64.ts";
import { grad, input, interpret, type Tensor, where } from "../../../src/autodiff/index.ts";

type Unary = (x: Tensor) => Tensor;

/** f, f′ and f″ at x, in floats and in doubles. */
function jets(f: Unary, at: number): number[][] {
  const x = input("x", []);
  const first = (y: Tensor) => grad(f)(y);
  const roots = [f(x), first(x), grad(first)(x)];
  return [f32, f64].map((F) =>
    interpret(F, roots, () => [at]).map((values) => values[0]! as number),
  );
}

const HUGE = 3e38;

/** What f, f′, f″ are at a point, exactly in floats and in doubles. */
const points: readonly (readonly [says: string, f: Unary, at: number, jet: readonly number[]])[] = [
  ["x² at 0", (x) => x.pow(2), 0, [0, 0, 2]],
  ["x³ at 0", (x) => x.pow(3), 0, [0, 0, 0]],
  ["x⁰ at 0", (x) => x.pow(0).add(x.mul(0)), 0, [1, 0, 0]],
  ["x⁻² at −2", (x) => x.pow(-2), -2, [0.25, 0.25, 0.375]],
  ["√x⁵ at 4", (x) => x.pow(2.5), 4, [32, 20, 7.5]],
  ["x^2.3 at 0", (x) => x.pow(2.3), 0, [0, 0, 0]],
  ["√x behind where", (x) => where(x, x.sqrt(), 0), 0, [0, 0, 0]],
  ["1/√x behind where", (x) => where(x, x.rsqrt(), 0), 0, [0, 0, 0]],
  ["1/x behind where", (x) => where(x, x.reciprocal(), 0), 0, [0, 0, 0]],
  ["x^0.3 behind where", (x) => where(x, x.pow(0.3), 0), 0, [0, 0, 0]],
  ["log1p behind where at −1", (x) => where(x.add(1), x.log1p(), 7), -1, [7, 0, 0]],
  ["asin behind where at 1", (x) => where(x.neg().add(1), x.asin(), 2), 1, [2, 0, 0]],
  ["asin behind where at −1", (x) => where(x.add(1), x.asin(), 2), -1, [2, 0, 0]],
  ["acos behind where at 1", (x) => where(x.neg().add(1), x.acos(), 0), 1, [0, 0, 0]],
  ["relu at 0", (x) => x.relu(), 0, [0, 0, 0]],
  ["leaky relu at 0", (x) => x.leakyRelu(0.25), 0, [0, 0.25, 0]],
  ["elu at 0", (x) => x.elu(), 0, [0, 1, 1]],
  ["elu far right", (x) => x.elu(), HUGE, [HUGE, 1, 0]],
  ["elu far left", (x) => x.elu(2), -HUGE, [-2, 0, 0]],
  ["sigmoid at 0", (x) => x.sigmoid(), 0, [0.5, 0.25, 0]],
  ["sigmoid far right", (x) => x.sigmoid(), HUGE, [1, 0, 0]],
  ["sigmoid far left", (x) => x.sigmoid(), -HUGE, [0, 0, 0]],
  ["softplus′ at 0", (x) => grad((y: Tensor) => y.softplus())(x), 0, [0.5, 0.25, 0]],
  ["softplus far right", (x) => x.softplus(), HUGE, [HUGE, 1, 0]],
  ["softplus far left", (x) => x.softplus(), -HUGE, [0, 0, 0]],
  ["silu at 0", (x) => x.silu(), 0, [0, 0.5, 0.5]],
  ["silu far right", (x) => x.silu(), HUGE, [HUGE, 1, 0]],
  ["silu far left", (x) => x.silu(), -HUGE, [0, 0, 0]],
  ["gelu far right", (x) => x.gelu(), 1e10, [1e10, 1, 0]],
  ["gelu far left", (x) => x.gelu(), -1e10, [0, 0, 0]],
  ["sinh at 0", (x) => x.sinh(), 0, [0, 1, 0]],
  ["cosh at 0", (x) => x.cosh(), 0, [1, 0, 1]],
  ["tan at 0", (x) => x.tan(), 0, [0, 1, 0]],
  ["⌊x⌋ at −½", (x) => x.floor(), -0.5, [-1, 0, 0]],
  ["max(x, 1)² in a tie", (x) => x.maximum(1).square(), 1, [1, 1, 0.5]],
  ["min(x, 1)² in a tie", (x) => x.minimum(1).square(), 1, [1, 1, 0.5]],
  ["clip at its lower end", (x) => x.clip(-1, 1), -1, [-1, 0.5, 0]],
  ["clip at its upper end", (x) => x.clip(-1, 1), 1, [1, 0.5, 0]],
  ["clip outside", (x) => x.clip(-1, 1), 5, [1, 0, 0]],
  ["max(x, x)", (x) => x.maximum(x), 3, [3, 1, 0]],
  ["atan2(x, x) at the origin", (x) => x.atan2(x), 0, [0, 0, 0]],
  ["atan2(x, 0) at the origin", (x) => x.atan2(0), 0, [0, 0, 0]],
];

test.each(points)("%s", (_says, f, at, jet) => {
  const [floats, doubles] = jets(f, at);
  expect(doubles!.map((y) => y + 0)).toEqual(jet);
  expect(floats!.map((y) => y + 0)).toEqual(jet.map(Math.fround));
});

test.each([
  ["asin", (x: Tensor) => x.asin(), 1],
  ["acos", (x: Tensor) => x.acos().neg(), -1],
  ["log1p", (x: Tensor) => x.log1p(), -1],
])("%s has an infinite slope at the end of its domain", (_name, f, at) => {
  for (const [, slope] of jets(f, at)) expect(slope).toBe(Number.POSITIVE_INFINITY);
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
