/** Heights are rounded upwards, by next to nothing, and count the primes that a norm has room for. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { heightOf, heightOfSum, primesWithin, up } from "../../../src/autodiff/fields/height.ts";

test("heightOf(n) is log₂ |n|, and no less", () => {
  for (let k = 0; k < 1000; k++) {
    expect(heightOf(2 ** k)).toBeGreaterThanOrEqual(k);
    expect(heightOf(-(2 ** k))).toBeCloseTo(k, 9);
  }
  expect(heightOf(3)).toBeGreaterThan(Math.log2(3));
});

test("the height of a sum is that of the sum of norms, and no less", () => {
  const norm = fc.integer({ min: 1, max: 2 ** 50 });
  fc.assert(
    fc.property(norm, norm, (m, n) => {
      const height = heightOfSum(heightOf(m), heightOf(n));
      expect(height).toBeGreaterThan(Math.log2(m + n));
      expect(height).toBeCloseTo(Math.log2(m + n), 9);
    }),
  );
  expect(heightOfSum(0, 5000)).toBeGreaterThan(5000);
  expect(heightOfSum(Infinity, Infinity)).toBe(Infinity);
});

test("a norm below p has room for no prime, and pᵏ for k", () => {
  const p = 2147329799;
  expect(primesWithin(heightOf(p - 1), p)).toBe(0);
  for (let k = 0; k < 100; k++) {
    const height = Array.from({ length: k }, () => heightOf(p)).reduce((a, b) => up(a + b), 0);
    expect(primesWithin(height, p)).toBe(k);
    expect(primesWithin(k * 30, 2 ** 30)).toBe(k);
  }
  expect(primesWithin(-Infinity, p)).toBe(0);
  expect(primesWithin(Infinity, p)).toBe(Infinity);
});
