/** Pairs modulo p and q: exp turns sums into products, and is positive. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Exponent, exponents } from "../../../src/autodiff/fields/exponents.ts";
import { legendre } from "../../../src/autodiff/fields/signs.ts";
import { randomSafePrime } from "../../../src/claims/primes.ts";

const at = fc.record({ seed: fc.nat(), trial: fc.nat(1000) }).chain((keying) => {
  const p = randomSafePrime(keying.seed, keying.trial);
  const exponent = fc.nat((p - 1) / 2 - 1);
  const element = fc.record({ residue: fc.integer({ min: 1, max: p - 1 }), exponent });
  const F = exponents({ p, ...keying });
  return fc.record({ F: fc.constant(F), p: fc.constant(p), x: element, y: element });
});
const runs = { numRuns: 300 };

describe("exponents", () => {
  test("eˣ⁺ʸ = eˣeʸ, e⁰ = 1, eˣ > 0, (eˣ)² = e²ˣ", () => {
    fc.assert(
      fc.property(at, ({ F, p, x, y }) => {
        const exp = (a: Exponent) => F.fn("exp", a);
        expect(exp(F.add(x, y)).residue).toBe(F.mul(exp(x), exp(y)).residue);
        expect(exp(F.of(0)).residue).toBe(1);
        expect(legendre(p, exp(x).residue)).toBe(1);
        expect(F.fn("sqrt", exp(F.add(x, x))).residue).toBe(exp(x).residue);
      }),
      runs,
    );
  });

  test("tanh is odd and has its addition theorem", () => {
    fc.assert(
      fc.property(at, ({ F, x, y }) => {
        const tanh = (a: Exponent) => F.fn("tanh", a);
        const [s, t] = [tanh(x), tanh(y)];
        const sum = F.div(F.add(s, t), F.add(F.of(1), F.mul(s, t)));
        expect(tanh(F.add(x, y)).residue).toBe(sum.residue);
        expect(tanh(F.sub(F.of(0), x))).toEqual(F.sub(F.of(0), s));
      }),
      runs,
    );
  });

  test("e is another number in every draw: it is not 4, nor any other rational", () => {
    const values = Array.from({ length: 50 }, (_, trial) => {
      const F = exponents({ p: randomSafePrime(1, trial), seed: 1, trial });
      return F.fn("exp", F.of(1)).residue;
    });
    expect(new Set(values).size).toBe(50);
    expect(values).not.toContain(4);
  });

  test("|x| = x · sign x, of the residue and of the exponent", () => {
    fc.assert(
      fc.property(at, ({ F, p, x }) => {
        const negated = F.sub(F.of(0), x);
        expect(F.fn("abs", x)).toEqual(legendre(p, x.residue) === -1 ? negated : x);
        expect(F.mul(x, F.fn("sign", x))).toEqual(F.fn("abs", x));
        expect(F.fn("abs", negated)).toEqual(F.fn("abs", x));
      }),
      runs,
    );
  });

  test("gate and max choose by the residue, and take the whole pair", () => {
    fc.assert(
      fc.property(at, ({ F, p, x, y }) => {
        const positive = legendre(p, x.residue) === 1;
        expect(F.gate(x, x, y)).toBe(positive ? x : y);
        const larger = legendre(p, F.sub(x, y).residue) === -1 ? y : x;
        expect(F.max(x, y)).toEqual(larger);
      }),
      runs,
    );
  });
});
