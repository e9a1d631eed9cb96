/** Tests of src/lab/checker/signs.ts and exponents.ts: they compute what the engine computes. */
import { describe, expect, test } from "vitest";
import { exponents as engineExponents } from "../../../src/autodiff/fields/exponents.ts";
import { signs as engineSigns } from "../../../src/autodiff/fields/signs.ts";
import { randomSafePrime } from "../../../src/claims/primes.ts";
import { exponents } from "../../../src/lab/checker/exponents.ts";
import { keyed, primeOf } from "../../../src/lab/checker/fields.ts";
import { contradict, legendre, power, signed } from "../../../src/lab/checker/signs.ts";

const draws = Array.from({ length: 20 }, (_, draw) => ({ seed: 5, trial: draw }));

test("χ is the power (p − 1)/2, also of 0 and of p − 1", () => {
  for (const { seed, trial } of draws) {
    const p = BigInt(primeOf(seed, trial));
    const value = keyed(p, seed, trial);
    for (const x of [0n, 1n, 2n, p - 1n, ...[1n, 2n, 3n, 4n].map((i) => value("x", i))]) {
      expect((BigInt(legendre(x, p)) + p) % p).toBe(power(x, (p - 1n) / 2n, p));
    }
  }
});

test("safe primes are the engine's, and (p − 1)/2 is odd", () => {
  for (const { seed, trial } of draws) {
    const p = primeOf(seed, trial, true);
    expect(p).toBe(randomSafePrime(seed, trial));
    expect(p % 4).toBe(3);
  }
});

/** What it gives, or that it gives nothing. */
function outcome<T>(of: () => T): T | null {
  try {
    return of();
  } catch {
    return null;
  }
}

const constants = [0, 1, -1, 0.1, -0.375, 3e38].map(Math.fround);

test("GF(p) with signs is the engine's", () => {
  for (const { seed, trial } of draws) {
    const p = primeOf(seed, trial);
    const [F, G] = [
      engineSigns({ p, seed, trial }),
      signed(BigInt(p), keyed(BigInt(p), seed, trial)),
    ];
    for (const x of constants) {
      for (const name of ["sqrt", "log", "phi2"] as const) {
        const found = outcome(() => G.fn(name, G.of(x)));
        expect(found === null ? null : Number(found)).toBe(outcome(() => F.fn(name, F.of(x))));
      }
      for (const y of constants) {
        expect(Number(G.max(G.of(x), G.of(y)))).toBe(F.max(F.of(x), F.of(y)));
        expect(Number(G.gate(G.of(x), G.of(y), 7n))).toBe(F.gate(F.of(x), F.of(y), 7));
      }
    }
  }
});

test("pairs of residues are the engine's: all ops and functions", () => {
  for (const { seed, trial } of draws) {
    const p = primeOf(seed, trial, true);
    const F = engineExponents({ p, seed, trial });
    const [big, q] = [BigInt(p), BigInt((p - 1) / 2)];
    const G = exponents(signed(big, keyed(big, seed, trial)), big, keyed(q, seed, trial));
    type There = ReturnType<typeof F.of> | null;
    const same = (here: ReturnType<typeof G.of> | null, there: There): void =>
      expect(here?.map(Number)).toEqual(
        there === null ? undefined : [there.residue, there.exponent],
      );
    const functions = ["exp", "tanh", "sqrt", "log", "phi", "cos", "atan"] as const;
    for (const x of constants) {
      for (const name of functions) {
        const twice = (): There => F.fn("exp", F.fn(name, F.of(x)));
        same(
          outcome(() => G.fn("exp", G.fn(name, G.of(x)))),
          outcome(twice),
        );
        const below = outcome(() => F.sub(F.of(0), F.fn(name, F.of(x))));
        same(
          outcome(() => G.sub(G.of(0), G.fn(name, G.of(x)))),
          below,
        );
      }
      for (const y of constants) {
        const [a, b, c, d] = [F.of(x), F.of(y), G.of(x), G.of(y)];
        for (const op of ["add", "sub", "mul", "div", "max", "equal"] as const) {
          same(
            outcome(() => G[op](c, d)),
            outcome(() => F[op](a, b)),
          );
        }
        same(G.gate(c, d, c), F.gate(a, b, a));
      }
    }
    for (const [k, n] of [
      [1, 5],
      [2, 7],
      [5, 12],
      [3, 4],
    ] as const) {
      same(G.cos((27720 * k) / n), F.cosine(k, n));
    }
  }
});

describe("positive numbers contradict the order of sums", () => {
  const p = 1009n;
  const of = (...x: bigint[]) => contradict(new Set(x), p);

  test.each([
    ["three of them", [2n, 7n, 1000n]],
    ["twice one, and another", [4n, 1001n]],
    ["four of them", [1n, 2n, 3n, 1003n]],
    ["one three times, and another", [3n, 1000n]],
    ["two, twice each", [505n, 1008n, 504n]],
  ])("if %s sum to 0", (_what, x) => {
    expect(of(...x)).toBe(true);
  });

  test("but not if five do, nor if nothing was read, nor if over 500 were", () => {
    expect(of(1n, 1005n)).toBe(false); // 1 + 1 + 1 + 1 + 1005
    expect(of()).toBe(false);
    const many = Array.from({ length: 500 }, (_, i) => BigInt(i + 1));
    expect(of(...many)).toBe(true);
    expect(of(...many, 501n)).toBe(false);
  });
});
