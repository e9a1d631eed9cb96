/** The primes of a proof: what they are congruent to, how many there are, and that they are primes. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { multiplier, power } from "../../src/autodiff/fields/modular.ts";
import {
  isPrime,
  LEAST,
  POOL,
  randomPrime,
  randomSafePrime,
  SAFE_POOL,
} from "../../src/claims/primes.ts";

function byTrialDivision(n: number): boolean {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
  return n >= 2;
}

const seeds = fc.tuple(fc.integer(), fc.nat(1000));

describe("isPrime", () => {
  test("agrees with trial division", () => {
    for (let n = -3; n < 20_000; n++) expect(isPrime(n), `${n}`).toBe(byTrialDivision(n));
    fc.assert(
      fc.property(fc.integer({ min: 2 ** 30, max: 2 ** 31 - 1 }), (n) => {
        expect(isPrime(n)).toBe(byTrialDivision(n));
      }),
    );
  });

  test("is not fooled by strong pseudoprimes to 2, to 2, 3 and to 2, 3, 5", () => {
    // OEIS A014233 and A001262: 2047 passes base 2, 1373653 bases 2 and 3, 25326001 bases 2, 3, 5.
    for (const n of [2047, 1373653, 25326001, 1194649, 12327121]) expect(isPrime(n)).toBe(false);
    expect(isPrime(2147483647)).toBe(true);
  });

  test("there are 18 193 primes ≡ −1 mod 27720 below 2^31, and 8 701 of them above 2^30, 2 020 safe", () => {
    let all = 0;
    let large = 0;
    let safe = 0;
    for (let p = 27719; p < 2 ** 31; p += 27720) {
      if (!isPrime(p)) continue;
      all++;
      if (p > LEAST) large++;
      if (p > LEAST && isPrime((p - 1) / 2)) safe++;
    }
    expect([all, large, safe]).toEqual([18_193, 8_701, 2_020]);
    expect([LEAST, POOL, SAFE_POOL]).toEqual([2 ** 30, large, safe]);
  });

  test("beyond 2^31 it does not guess", () => {
    expect(() => isPrime(2 ** 31)).toThrow("isPrime: expected an integer n < 2^31, got 2147483648");
    expect(() => isPrime(2.5)).toThrow("isPrime: expected an integer n < 2^31, got 2.5");
  });
});

describe("randomPrime", () => {
  test("is a prime p ≡ −1 mod 27720 with 2^30 < p < 2^31", () => {
    fc.assert(
      fc.property(seeds, ([seed, trial]) => {
        const p = randomPrime(seed, trial);
        expect(p % 27720).toBe(27719);
        expect(p > 2 ** 30 && p < 2 ** 31 && byTrialDivision(p)).toBe(true);
      }),
    );
  });

  test("−1 is no square in it, and 2, 3, 5, 7, 11 are", () => {
    fc.assert(
      fc.property(seeds, ([seed, trial]) => {
        const p = randomPrime(seed, trial);
        const sign = (x: number) => power(multiplier(p), x, (p - 1) / 2);
        expect([p - 1, 2, 3, 5, 7, 11].map(sign)).toEqual([p - 1, 1, 1, 1, 1, 1]);
      }),
    );
  });

  test("is a function of seed and trial: stored values, and 1 000 trials give over 900 primes", () => {
    const drawn = Array.from({ length: 1000 }, (_, trial) => randomPrime(1, trial));
    expect(drawn.slice(0, 3)).toEqual([1788549839, 1123325279, 1600802279]);
    // 1 000 draws from 8 701 leave 945 different on average, with a standard deviation of 7.
    expect(new Set(drawn).size).toBeGreaterThan(900);
    expect(Math.min(...drawn)).toBeLessThan(2 ** 30 * 1.02);
    expect(Math.max(...drawn)).toBeGreaterThan(2 ** 31 * 0.99);
  });
});

test("randomSafePrime is the first safe prime of the same sequence", () => {
  fc.assert(
    fc.property(seeds, ([seed, trial]) => {
      const p = randomSafePrime(seed, trial);
      expect([isPrime(p), isPrime((p - 1) / 2), (p + 1) % 27720, p > LEAST]).toEqual([
        true,
        true,
        0,
        true,
      ]);
      const first = randomPrime(seed, trial);
      if (isPrime((first - 1) / 2)) expect(p).toBe(first);
    }),
  );
});
