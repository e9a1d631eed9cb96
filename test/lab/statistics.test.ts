/** Tests of src/lab/statistics.ts. */
import { expect, test } from "vitest";
import { spread } from "../../src/lab/statistics.ts";

test("mean, sample standard deviation, count", () => {
  expect(spread([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, sd: Math.sqrt(32 / 7), n: 8 });
});

test("one value has no spread", () => {
  expect(spread([3])).toEqual({ mean: 3, sd: 0, n: 1 });
});

test("no value has no mean", () => {
  expect(() => spread([])).toThrow("spread: expected at least one value, got none");
});
