/** Fractions read back from a prime field. */
import { expect, test } from "vitest";
import { formatRatio, modulo, ratioFrom } from "../../../src/claims/discover/ratio.ts";
import { randomPrime } from "../../../src/claims/primes.ts";

test("every fraction with |n|, m ≤ 60 in lowest terms is read back as itself", () => {
  const p = randomPrime(0, 0);
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  for (let m = 1; m <= 60; m++) {
    for (let n = -60; n <= 60; n++) {
      if (gcd(Math.abs(n), m) !== 1) continue;
      expect(ratioFrom(p, modulo(p, [n, m]))).toEqual([n, m]);
    }
  }
});

test("a residue that is no small fraction is not read as one", () => {
  const p = randomPrime(0, 0);
  const read = Array.from({ length: 1000 }, (_, i) => ratioFrom(p, 123456789 + 7919 * i));
  // 500 · 1000 fractions of 2³⁰ residues: one in two thousand
  expect(read.filter((ratio) => ratio !== null).length).toBeLessThan(5);
});

test("a fraction is written as a person writes it", () => {
  expect([[2, 1] as const, [-1, 3] as const].map(formatRatio)).toEqual(["2", "-1/3"]);
});
