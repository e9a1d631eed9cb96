/** GF(p) with signs: the squares are positive, and what has a sign obeys its laws. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { multiplier, power } from "../../../src/autodiff/fields/modular.ts";
import { prime } from "../../../src/autodiff/fields/prime.ts";
import { legendre, OutsideDomain, signs } from "../../../src/autodiff/fields/signs.ts";
import { randomPrime } from "../../../src/claims/primes.ts";

const drawn = fc.record({ seed: fc.nat(), trial: fc.nat(1000) }).map((at) => {
  const p = randomPrime(at.seed, at.trial);
  return { keying: { p, ...at }, p, F: signs({ p, ...at }), mul: multiplier(p) };
});
/** A field, and residues of it. */
const withResidues = drawn.chain((at) =>
  fc.tuple(fc.constant(at), fc.array(fc.nat(at.p - 1), { minLength: 3, maxLength: 3 })),
);
const runs = { numRuns: 300 };

test("legendre is Euler's criterion, at odd primes of every residue", () => {
  for (const p of [3, 5, 7, 11, 13, 101, 10007, 998244353, 2 ** 31 - 1]) {
    const mul = multiplier(p);
    for (let x = 0; x < 200; x++) {
      const at = (x * 7919) % p;
      const euler = power(mul, at, (p - 1) / 2);
      expect([p, at, legendre(p, at)]).toEqual([p, at, euler === p - 1 ? -1 : euler]);
    }
  }
});

test("−1 is negative; 2, 3, 5, 7 and 11 are positive in every field of a proof, 13 in half of them", () => {
  let positive = 0;
  for (let trial = 0; trial < 200; trial++) {
    const p = randomPrime(3, trial);
    expect([p - 1, 2, 3, 5, 7, 11].map((x) => legendre(p, x))).toEqual([-1, 1, 1, 1, 1, 1]);
    if (legendre(p, 13) === 1) positive++;
  }
  expect(Math.abs(positive - 100)).toBeLessThan(5 * Math.sqrt(50));
});

describe("signs", () => {
  test("relu x − relu(−x) = x, |xy| = |x||y|, √(x²) = |x|, max(x, y) = y + relu(x − y)", () => {
    fc.assert(
      fc.property(withResidues, ([{ F }, [x, y]]) => {
        const zero = 0;
        const relu = (a: number) => F.gate(a, a, zero);
        const neg = (a: number) => F.sub(zero, a);
        const abs = (a: number) => F.fn("abs", a);
        expect(F.sub(relu(x!), relu(neg(x!)))).toBe(x);
        expect(abs(F.mul(x!, y!))).toBe(F.mul(abs(x!), abs(y!)));
        expect(F.fn("sqrt", F.mul(x!, x!))).toBe(abs(x!));
        expect(F.max(x!, y!)).toBe(F.add(y!, relu(F.sub(x!, y!))));
        expect(F.max(x!, y!)).toBe(F.max(y!, x!));
        expect(neg(F.max(neg(x!), neg(y!)))).toBe(F.sub(F.add(x!, y!), F.max(x!, y!)));
      }),
      runs,
    );
  });

  test("√x is the root that is positive; of a negative number there is none", () => {
    fc.assert(
      fc.property(withResidues, ([{ F, p, mul }, [x]]) => {
        if (legendre(p, x!) === -1) expect(() => F.fn("sqrt", x!)).toThrow(OutsideDomain);
        else {
          const root = F.fn("sqrt", x!);
          expect(mul(root, root)).toBe(x);
          expect(legendre(p, root)).toBe(x === 0 ? 0 : 1);
        }
      }),
      runs,
    );
  });

  test("every other function is that of prime", () => {
    fc.assert(
      fc.property(withResidues, ([{ F, keying }, [x]]) => {
        for (const name of ["exp", "log", "tanh", "phi"] as const) {
          expect(F.fn(name, x!)).toBe(prime(keying).fn(name, x!));
        }
      }),
      runs,
    );
  });

  test("tells every sign that it reads, with the absolute value", () => {
    const seen: [number, number][] = [];
    const p = randomPrime(0, 0);
    const F = signs({ p, seed: 0, trial: 0 }, (...read) => void seen.push(read));
    F.gate(4, 1, 2);
    F.gate(p - 4, 1, 2);
    F.gate(0, 1, 2);
    F.max(5, 9);
    F.max(9, 9);
    expect(seen).toEqual([
      [1, 4],
      [-1, 4],
      [0, 0],
      [-1, 4],
    ]);
  });

  test("needs a field in which −1 is no square", () => {
    expect(() => signs({ p: 998244353, seed: 0, trial: 0 })).toThrow(
      new RangeError("signs: expected a prime p ≡ 3 (mod 4), got 998244353"),
    );
  });
});
