/** Tests of src/lab/checker/fields.ts: two programs written from one specification agree. */
import { expect, test } from "vitest";
import * as engine from "../../../src/autodiff/fields/keyed.ts";
import { prime } from "../../../src/autodiff/fields/prime.ts";
import { isPrime, POOL, randomPrime } from "../../../src/claims/primes.ts";
import { fnv1a, keyed, primeOf, residues, threefry } from "../../../src/lab/checker/fields.ts";

test("threefry has the published values", () => {
  expect(threefry([0, 0], [0, 0])).toBe(0x6b200159_99ba4efen);
  expect(threefry([-1, 2 ** 32 - 1], [-1, -1])).toBe(0x1cb996fc_bb002be7n);
  const pi = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344] as const;
  expect(threefry(pi.slice(2), pi.slice(0, 2))).toBe(0xc4923a9c_483df7a0n);
});

test.each(["", "a", "input:θ₀", "𝔼", "\ud800", "input:x%41"])(
  "the hash of %j is the engine's",
  (text) => {
    expect(fnv1a(text)).toBe(engine.fnv1a(text));
  },
);

test("values and primes are the engine's, for seeds of any size", () => {
  for (const seed of [0, 1, -1, 2 ** 31, 2 ** 40 + 3]) {
    for (let draw = 0; draw < 40; draw++) {
      const p = primeOf(seed, draw);
      expect(p).toBe(randomPrime(seed, draw));
      expect(isPrime(p) && (p + 1) % 27720 === 0 && p > 2 ** 30 && p < 2 ** 31).toBe(true);
      const here = keyed(BigInt(p), seed, draw)("input:w", 5n);
      expect(here).toBe(BigInt(engine.keyedResidue("input:w", 5, { p, seed, trial: draw })));
    }
  }
  expect(POOL).toBe(8701);
});

test("GF(p) computes what the engine's field computes", () => {
  const keying = { p: 1073923919, seed: 3, trial: 4 };
  const F = prime(keying);
  const value = keyed(BigInt(keying.p), keying.seed, keying.trial);
  const G = residues(BigInt(keying.p), value, true);
  const numbers = [0, 1, -1, 2, 0.1, -0.375, 2 ** -149, 3e38, Math.fround(1 / 3)].map(Math.fround);
  for (const x of numbers) {
    const [a, b] = [F.of(x), G.of(x)];
    expect(b).toBe(BigInt(a));
    for (const name of ["exp", "tanh", "sqrt", "phi1", "sin", "cos", "acos", "erf"] as const) {
      expect(G.fn(name, b)).toBe(BigInt(F.fn(name, a)));
    }
    for (const y of numbers) {
      const [c, d] = [F.of(y), G.of(y)];
      for (const op of ["add", "sub", "mul", "max", "equal"] as const) {
        expect(G[op](b, d)).toBe(BigInt(F[op](a, c)));
      }
      if (y !== 0) expect(G.div(b, d)).toBe(BigInt(F.div(a, c)));
      expect(G.gate(b, d, 7n)).toBe(BigInt(F.gate(a, c, 7)));
    }
  }
});
