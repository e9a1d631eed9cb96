/** The error bound contains the truth, which exact rationals tell. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Bounded, bounded } from "../../../src/autodiff/fields/bounded.ts";
import { dual } from "../../../src/autodiff/fields/dual.ts";
import { ZeroDenominator } from "../../../src/autodiff/fields/prime.ts";
import {
  compareRational,
  type Rational,
  rational,
  rationalOf,
} from "../../../src/autodiff/fields/rational.ts";
import { evaluate, expression } from "./expressions.ts";

const F = bounded();
const Q = rational();
const contains = (b: Bounded, truth: Rational) =>
  b.error === Infinity ||
  compareRational(Q.fn("abs", Q.sub(Q.of(b.value), truth)), Q.of(b.error)) <= 0;

/** Numbers that cancel, numbers that round, and numbers whose products underflow. */
const number = fc.oneof(
  fc.integer({ min: -4, max: 4 }),
  fc.constantFrom(0.1, 0.2, 0.3, 1 / 3, 1e-200, -1e-200, 1 + 2 ** -52, 5e-324),
  fc.double({ min: -10, max: 10, noNaN: true }),
);
const inputs = fc.tuple(number, number, number, number);

describe("bounded", () => {
  const operations = ["add", "sub", "mul", "div", "gate", "max", "abs"] as const;

  test("|value − truth| ≤ error, for random rational expressions", () => {
    let finite = 0;
    fc.assert(
      fc.property(expression(operations, 4, 4), inputs, (e, x) => {
        let truth: Rational;
        try {
          truth = evaluate(Q, e, (i) => Q.of(x[i]!));
        } catch (error) {
          if (error instanceof ZeroDenominator) return;
          throw error;
        }
        const b = evaluate(F, e, (i) => F.of(x[i]!));
        expect(contains(b, truth), `${JSON.stringify(b)}`).toBe(true);
        if (b.error < 1e-9 * Math.abs(b.value) + 1e-300) finite++;
      }),
      { numRuns: 1000 },
    );
    // Not by being infinite: of 1 000 bounds most are tight.
    expect(finite).toBeGreaterThan(500);
  });

  test("the same for derivatives, in dual numbers", () => {
    const [D, DQ] = [dual(F), dual(Q)];
    fc.assert(
      fc.property(expression(["add", "sub", "mul", "div", "max"], 4, 3), inputs, (e, x) => {
        let truth: Rational;
        try {
          truth = evaluate(DQ, e, (i) => ({ value: Q.of(x[i]!), tangent: Q.of(1) })).tangent;
        } catch {
          return;
        }
        const b = evaluate(D, e, (i) => ({ value: F.of(x[i]!), tangent: F.of(1) })).tangent;
        expect(contains(b, truth), `${JSON.stringify(b)}`).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("what may be no number has no bound, and neither has what is made of it", () => {
    // x/2 underflows, so the sign that the gate looks at is not known; x² does, so one side is 0/0.
    const x = F.of(5e-324);
    const aside = F.div(F.of(0), F.mul(x, x));
    const chosen = F.gate(F.max(F.of(0), F.div(x, F.of(2))), aside, F.of(2));
    expect(chosen).toEqual({ value: 2, error: Infinity });
    expect(F.mul(chosen, F.of(3))).toEqual({ value: 6, error: Infinity });
    expect(F.fn("log", { value: 1, error: 2 }).error).toBe(Infinity);
  });

  test("a quotient whose error underflows has an error all the same", () => {
    const tiny = F.mul(F.of(1e-200), F.of(1e-200));
    expect(F.div(tiny, F.of(31)).error).toBeGreaterThan(0);
  });

  test("sums, products and quotients that are exact have error 0", () => {
    const seven = F.of(7);
    const twentyOne = F.mul(F.of(3), seven);
    expect(F.sub(twentyOne, F.of(21))).toEqual({ value: 0, error: 0 });
    expect(F.div(twentyOne, seven)).toEqual({ value: 3, error: 0 });
    expect(F.add(F.of(0.1), F.of(0.2)).error).toBeCloseTo(2 ** -55, 20);
    expect(F.div(F.of(1), F.of(3)).error).toBeGreaterThan(0);
    expect(F.mul(F.of(1e-200), F.of(1e-200)).error).toBeGreaterThan(0);
  });

  test("a divisor that may be 0 has no bound", () => {
    const maybe = F.sub(F.add(F.of(0.1), F.of(0.2)), F.of(0.3));
    expect(F.div(F.of(1), F.mul(maybe, F.of(0))).error).toBe(Infinity);
    expect(F.div(F.of(1), { value: 1, error: 2 }).error).toBe(Infinity);
  });
});

describe("near a tie", () => {
  const unsure: Bounded = { value: 1e-17, error: 1e-16 };
  const covers = (b: Bounded, x: number) => Math.abs(b.value - x) <= b.error;

  test("gate covers both branches, and at an exact 0 takes the second", () => {
    const b = F.gate(unsure, F.of(5), F.of(-3));
    expect(covers(b, 5) && covers(b, -3)).toBe(true);
    expect(F.gate(F.of(0), F.of(5), F.of(-3))).toEqual(F.of(-3));
    expect(F.gate({ value: 1e-15, error: 1e-16 }, F.of(5), F.of(-3))).toEqual(F.of(5));
    expect(F.gate({ value: -1e-15, error: 1e-16 }, F.of(5), F.of(-3))).toEqual(F.of(-3));
  });

  test("max and equal cover both outcomes, and are sure where they can be", () => {
    const b = F.max(unsure, F.of(0));
    expect(covers(b, 0) && covers(b, 1.1e-16)).toBe(true);
    expect(F.equal(unsure, F.of(0))).toEqual({ value: 0, error: 1 });
    expect(F.equal(unsure, unsure)).toEqual(F.of(1));
    expect(F.equal(F.of(2), F.of(2))).toEqual(F.of(1));
    expect(F.equal(unsure, F.of(1))).toEqual(F.of(0));
    const far = F.of(1);
    expect(F.max(unsure, far)).toBe(far);
    expect(F.max(F.of(Number.NaN), far).value).toBeNaN();
  });

  test("dual max of inexact entries that are far apart has a bounded tangent", () => {
    const D = dual(F);
    const b = D.max({ value: unsure, tangent: F.of(2) }, { value: F.of(1), tangent: F.of(3) });
    expect(b.tangent).toEqual(F.of(3));
  });
});

describe("fn", () => {
  test("covers f at every point within the error of x, for monotone f", () => {
    const x = fc.double({ min: 0.01, max: 20, noNaN: true });
    const relative = fc.double({ min: 0, max: 0.9, noNaN: true });
    const shift = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(x, relative, shift, (x, r, s) => {
        const error = x * r;
        const near = x + s * error;
        for (const f of ["exp", "log", "tanh", "sqrt"] as const) {
          const b = F.fn(f, { value: x, error });
          expect(Math.abs(b.value - Math[f](near)), f).toBeLessThanOrEqual(b.error);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("has an error of its own, even at an exact x; zeros of f are exact", () => {
    expect(F.fn("exp", F.of(1)).error).toBeGreaterThan(2 ** -52);
    expect(F.fn("exp", F.of(-1000)).error).toBeGreaterThan(0);
    for (const [f, x] of [
      ["tanh", 0],
      ["sqrt", 0],
      ["log", 1],
    ] as const) {
      expect(F.fn(f, F.of(x))).toEqual(F.of(0));
    }
    expect(F.fn("log", { value: 1, error: 2 }).error).not.toBeLessThan(Infinity);
  });

  test("φ is its polynomial, within the bound", () => {
    const phi = { coefficients: [1, 0.1, 0, 1 / 3] };
    const [B, R] = [bounded({ phi }), rational({ phi })];
    fc.assert(
      fc.property(number, (x) => {
        for (const f of ["phi", "phi1", "phi2", "phi3"] as const) {
          expect(contains(B.fn(f, B.of(x)), R.fn(f, rationalOf(x)))).toBe(true);
        }
      }),
    );
    expect(() => F.fn("phi", F.of(1))).toThrow("phi: expected an instance of φ in f64");
  });
});

test("mask: 0 where ct is exactly 0 and v is not finite, else w", () => {
  const [zero, inf, w] = [F.of(0), F.of(Infinity), F.of(7)];
  expect(F.mask(zero, inf, w)).toEqual(zero);
  expect(F.mask(zero, w, w)).toBe(w);
  expect(F.mask({ value: 0, error: 1e-9 }, inf, w)).toBe(w);
});

test("cos of 0 ± 2π may be anything: what is not monotone moves as far as its argument", () => {
  const moved = bounded().fn("cos", { value: 0, error: 2 * Math.PI });
  expect(moved.error).toBeGreaterThanOrEqual(2);
});
