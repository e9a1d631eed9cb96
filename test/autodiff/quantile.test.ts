import { describe, expect, test } from "vitest";
import { f32 } from "../../src/autodiff/fields/f32.ts";
import { normalQuantile } from "../../src/autodiff/quantile.ts";

/** The upper tail ½·erfc(z/√2) in doubles: a series about 0, a continued fraction beyond 3. */
function upperTail(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z > 3) {
    let fraction = z;
    for (let k = 200; k > 0; k--) fraction = z + k / fraction;
    return density / fraction;
  }
  let sum = 0;
  for (let k = 0, term = z; k < 100; k++, term *= (z * z) / (2 * k + 1)) sum += term;
  return 0.5 - density * sum;
}

/** Φ⁻¹(1 − p) by bisection. */
function exactQuantile(p: number): number {
  let [low, high] = [0, 8];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (upperTail(middle) > p) low = middle;
    else high = middle;
  }
  return low;
}

const quantile = (p: number): number => {
  const q = Math.fround(0.5 - p);
  return normalQuantile(f32, q, Math.fround(p));
};

describe("normalQuantile", () => {
  test("is Φ⁻¹ to 4e−7 of its size, from the centre to p = 2⁻³³", () => {
    for (let i = 1; i < 660; i++) {
      const p = Math.fround(0.5 * 2 ** (-i / 20));
      const exact = exactQuantile(p);
      expect(Math.abs(quantile(p) - exact) / exact, `p = ${p}`).toBeLessThan(4e-7);
    }
  });

  test("agrees with the tables: 95 % lies within ±1.96", () => {
    expect(quantile(0.025)).toBeCloseTo(1.959964, 6);
  });

  test("is odd in q to the bit, and 0 at 0", () => {
    for (const q of [0, 2 ** -33, 0.1, 0.425, 0.4999]) {
      const p = Math.fround(0.5 - q);
      expect(normalQuantile(f32, -q, p)).toBe(-normalQuantile(f32, q, p));
    }
    expect(normalQuantile(f32, 0, 0.5)).toBe(0);
  });
});
