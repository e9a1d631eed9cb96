/** Products of powers behave as the integers that they may stand for. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  integers,
  lowest,
  multiple,
  ONE,
  over,
  product,
  safe,
  times,
} from "../../../src/autodiff/fields/factors.ts";

const integer = integers();
const small = fc.integer({ min: 1, max: 10_000 });

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

describe("products of integers", () => {
  test("are known, up to sign, and have the height of their value", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (n) => {
        expect(integer(-n)).toBe(integer(n));
        expect(integer(n).integer).toBe(n);
        expect(integer(n).degree).toBe(0);
        expect(integer(n).height).toBeGreaterThanOrEqual(Math.log2(n));
        expect(integer(n).height).toBeCloseTo(Math.log2(n), 9);
      }),
    );
    expect(integer(1)).toBe(ONE);
  });

  test("times, multiple and over are the product, the least common multiple and the quotient", () => {
    fc.assert(
      fc.property(small, small, (m, n) => {
        const [a, b] = [integer(m), integer(n)];
        const common = multiple(a, b);
        expect(times(a, b).integer).toBe(m * n);
        expect(common.integer).toBe((m / gcd(m, n)) * n);
        expect(over(common, a).integer).toBe(n / gcd(m, n));
        expect(over(times(a, b), b).powers).toEqual(a.powers);
      }),
    );
  });

  test("lowest terms have nothing in common", () => {
    fc.assert(
      fc.property(small, small, (m, n) => {
        const [numerator, denominator] = lowest(-m, integer(n));
        expect(numerator).toBe(-m / gcd(m, n));
        expect(denominator.integer).toBe(n / gcd(m, n));
      }),
    );
  });

  test("a multiple that adds nothing is the same object", () => {
    const [six, three] = [integer(6), integer(3)];
    expect([multiple(six, three), multiple(three, six), multiple(six, ONE)]).toEqual(
      new Array(3).fill(six),
    );
    expect(multiple(three, six)).toBe(six);
    expect(multiple(six, three)).toBe(six);
    expect(times(ONE, six)).toBe(six);
    expect(over(six, ONE)).toBe(six);
    expect(over(six, six)).toBe(ONE);
  });
});

test("a polynomial factor is itself: it is shared, and not known as an integer", () => {
  const s = product(new Map([[{ degree: 2, height: 3 }, 1]]));
  const t = product(new Map([[{ degree: 2, height: 3 }, 1]]));
  expect(multiple(s, s)).toBe(s);
  expect(multiple(times(s, s), times(s, t))).toMatchObject({ degree: 6, integer: undefined });
  expect(multiple(times(s, s), times(s, t)).height).toBeCloseTo(9, 9);
  expect(lowest(12, times(s, integer(8)))[1]).toMatchObject({ degree: 2 });
  expect(lowest(12, times(s, integer(8)))[0]).toBe(3);
});

test("what a double cannot hold exactly is not known", () => {
  expect(safe(2 ** 26, 2 ** 26)).toBe(2 ** 52);
  expect(safe(2 ** 27, 2 ** 26)).toBeUndefined();
  expect(safe(94906267, 94906267)).toBeUndefined();
  expect(safe(undefined, 1)).toBeUndefined();
  const big = times(integer(3 ** 33), integer(3));
  expect(big.integer).toBeUndefined();
  expect(big.height).toBeCloseTo(34 * Math.log2(3), 9);
});
