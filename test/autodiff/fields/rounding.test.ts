/** What an operation rounds away, against exact rationals. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareRational, rational } from "../../../src/autodiff/fields/rational.ts";
import { productError, quotientError, sumError } from "../../../src/autodiff/fields/rounding.ts";

const Q = rational();
const number = fc.oneof(
  fc.double({ min: -1e9, max: 1e9, noNaN: true }),
  fc.integer({ min: -9, max: 9 }),
  fc.double({ min: -1e150, max: 1e150, noNaN: true }),
);
const gap = (x: number, op: "add" | "mul" | "div", a: number, b: number) =>
  Q.fn("abs", Q.sub(Q.of(x), Q[op](Q.of(a), Q.of(b))));
const runs = { numRuns: 500 };

describe("rounding", () => {
  test("sumError is |fl(a + b) − (a + b)|, exactly", () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(Q.of(sumError(a, b))).toEqual(gap(a + b, "add", a, b));
      }),
      runs,
    );
  });

  test("productError is |fl(a·b) − a·b|: exactly for middling factors, a bound for all", () => {
    const isMiddling = (x: number) => Math.abs(x) > 1e-140 && Math.abs(x) < 1e140;
    fc.assert(
      fc.property(number, number, (a, b) => {
        const truth = gap(a * b, "mul", a, b);
        const error = Q.of(productError(a, b));
        if (isMiddling(a) && isMiddling(b)) expect(error).toEqual(truth);
        expect(compareRational(truth, error)).toBeLessThanOrEqual(0);
      }),
      runs,
    );
  });

  test("quotientError bounds |fl(a/b) − a/b|, and is 0 for 6/3 only if it is exact", () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        fc.pre(b !== 0 && Number.isFinite(a / b));
        const truth = gap(a / b, "div", a, b);
        expect(compareRational(truth, Q.of(quotientError(a, b)))).toBeLessThanOrEqual(0);
      }),
      runs,
    );
    expect([quotientError(6, 3), quotientError(0, 7), quotientError(1, 8)]).toEqual([0, 0, 0]);
    expect(quotientError(1, 3)).toBeGreaterThan(0);
  });
});
