/** Modular arithmetic against BigInt, which shares none of its roundings. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inverse, multiplier, power } from "../../../src/autodiff/fields/modular.ts";

/** Small, even, at both ends of the range, and anything between. */
const modulus = fc.oneof(
  fc.constantFrom(2, 3, 4, 101, 2 ** 30, 2 ** 31 - 2, 2 ** 31 - 1),
  fc.integer({ min: 2, max: 2 ** 31 - 1 }),
);
const twoBelow = modulus.chain((n) => {
  const below = fc.oneof(fc.nat(n - 1), fc.constant(n - 1), fc.constant(n >>> 1));
  return fc.tuple(fc.constant(n), below, below);
});

describe("multiplier", () => {
  test("multiplier(n)(a, b) is a · b mod n", () => {
    fc.assert(
      fc.property(twoBelow, ([n, a, b]) => {
        expect(multiplier(n)(a, b)).toBe(Number((BigInt(a) * BigInt(b)) % BigInt(n)));
      }),
      { numRuns: 1000 },
    );
  });

  test("a modulus that is too large, too small or no integer is an error", () => {
    for (const n of [1, 2 ** 31, 2.5, Number.NaN]) {
      expect(() => multiplier(n)).toThrow(`modulus: expected an integer 2 ≤ n < 2^31, got ${n}`);
    }
  });
});

test("power(mul, a, e) is the product of e times a", () => {
  fc.assert(
    fc.property(twoBelow, fc.nat(40), ([n, a], e) => {
      expect(power(multiplier(n), a, e)).toBe(
        Number(BigInt(a) ** BigInt(e) % BigInt(n)) || +(e < 1),
      );
    }),
  );
  expect(power(multiplier(2147483647), 5, 2147483646)).toBe(1);
});

describe("inverse", () => {
  test("a · inverse(n, a) = 1 for a prime n", () => {
    fc.assert(
      fc.property(fc.constantFrom(3, 101, 2147329799, 2147483647), fc.nat(), (n, x) => {
        const a = 1 + (x % (n - 1));
        const b = inverse(n, a);
        expect(b > 0 && b < n).toBe(true);
        expect(multiplier(n)(a, b)).toBe(1);
      }),
      { numRuns: 1000 },
    );
  });

  test("a common factor is an error", () => {
    expect(() => inverse(91, 14)).toThrow("inverse: expected a number coprime to 91, got 14");
  });
});
