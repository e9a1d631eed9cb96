/** Tests of src/lab/report/scale.ts. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apart, linear, logarithmic, ticks } from "../../../src/lab/report/scale.ts";

test("linear and logarithmic scales meet both ends", () => {
  expect([0, 5, 10].map(linear([0, 10], [100, 0]))).toEqual([100, 50, 0]);
  const log = logarithmic([1e-2, 1], [0, 100]);
  expect([1e-2, 1e-1, 1].map((v) => Math.round(log(v)))).toEqual([0, 50, 100]);
  expect(log(0)).toBe(0);
});

test("ticks are round and inside", () => {
  expect(ticks(0.37, 0.77, 6).map((v) => v.toFixed(2))).toEqual(["0.40", "0.50", "0.60", "0.70"]);
  expect(ticks(0, 10, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

describe("apart", () => {
  const places = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 20 });

  test("neighbours are at least the gap apart, in the order they had, within the limits", () => {
    fc.assert(
      fc.property(places, (given) => {
        const moved = apart(given, 16, [0, 400]);
        const order = given.map((_, i) => i).sort((a, b) => given[a]! - given[b]! || a - b);
        const sorted = order.map((i) => moved[i]!);
        sorted.slice(1).forEach((place, i) => {
          expect(place - sorted[i]!).toBeGreaterThanOrEqual(16 - 1e-9);
        });
        expect(sorted[0]!).toBeGreaterThanOrEqual(0);
        expect(sorted.at(-1)!).toBeLessThanOrEqual(400);
      }),
    );
  });

  test("places with room stay where they are", () => {
    expect(apart([200, 10, 100], 16, [0, 400])).toEqual([200, 10, 100]);
  });
});
