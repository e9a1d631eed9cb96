/** The unit circle of GF(p): rotations of every order up to 12, exact. */
import { describe, expect, test } from "vitest";
import { cosines } from "../../../src/autodiff/fields/circle.ts";
import { multiplier } from "../../../src/autodiff/fields/modular.ts";
import { TURN } from "../../../src/autodiff/turn.ts";
import { randomPrime } from "../../../src/claims/primes.ts";

describe.each([0, 1, 2, 3])("draw %i", (trial) => {
  const p = randomPrime(9, trial);
  const cos = cosines({ p, seed: 9, trial });
  const sin = (k: number, n: number) => cos((k * TURN) / n - TURN / 4, TURN);
  const mul = multiplier(p);

  test("cos² + sin² = 1, and sin of a quarter of a turn is ±1, that of none 0", () => {
    for (let n = 1; n <= 12; n++) {
      for (let k = 0; k < n; k++) {
        expect((mul(cos(k, n), cos(k, n)) + mul(sin(k, n), sin(k, n))) % p).toBe(1);
      }
    }
    expect([cos(0, 1), cos(1, 2), cos(1, 4), sin(1, 2)]).toEqual([1, p - 1, 0, 0]);
    expect(mul(2, cos(1, 6))).toBe(1);
  });

  test("cos(a + b) = cos a cos b − sin a sin b, and likewise sin", () => {
    for (let a = 0; a < 12; a++) {
      for (let b = 0; b < 11; b++) {
        const sum = a * 11 + b * 12;
        const [c, s, d, t] = [cos(a, 12), sin(a, 12), cos(b, 11), sin(b, 11)];
        expect(cos(sum, 132)).toBe((mul(c, d) - mul(s, t) + p) % p);
        expect(sin(sum, 132)).toBe((mul(s, d) + mul(c, t)) % p);
      }
    }
  });

  test("a rotation of order n has no smaller order", () => {
    for (let n = 1; n <= 12; n++) {
      for (let k = 1; k < n; k++) expect(cos(k, n)).not.toBe(1);
    }
  });
});

test("no rotation is made up where there is none", () => {
  expect(() => cosines({ p: 2 ** 31 - 1, seed: 0, trial: 0 })(1, 3)).toThrow(
    "rootOfUnity: expected a part of a turn whose order divides 8, got 1 of 3 modulo 2147483647",
  );
  expect(() => cosines({ p: 998244353, seed: 0, trial: 0 })(1, 4)).toThrow(RangeError);
});
