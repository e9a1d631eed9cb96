/** GF(p): exact arithmetic, and functions that have the symmetry of the real ones and nothing else. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyedResidue, prime, ZeroDenominator } from "../../../src/autodiff/fields/prime.ts";
import { functions } from "../../../src/autodiff/functions.ts";

const P = 2147329799;
const keying = { p: P, seed: 11, trial: 2 };
const F = prime(keying);
const residue = fc.oneof(fc.nat(P - 1), fc.constantFrom(0, 1, 2, P - 1, (P - 1) / 2, (P + 1) / 2));
const neg = (x: number) => F.sub(0, x);
const runs = { numRuns: 500 };

describe("of", () => {
  test("of(x) · 2^k is x · 2^k, whenever that is an integer", () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(2n ** 53n), 2n ** 53n),
        fc.integer({ min: -1000, max: 960 }),
        (m, e) => {
          const x = Number(m) * 2 ** e;
          fc.pre(Number.isFinite(x) && x / 2 ** e === Number(m));
          const p = BigInt(P);
          const scale = 2n ** BigInt(Math.abs(e)) % p;
          const left = (BigInt(F.of(x)) * (e < 0 ? scale : 1n)) % p;
          const right = m * (e < 0 ? 1n : scale);
          expect(left).toBe(((right % p) + p) % p);
        },
      ),
      runs,
    );
  });

  test("of(0.1 in f32) is 13421773 / 2^27", () => {
    expect(F.of(Math.fround(0.1))).toBe(F.div(13421773, 2 ** 27));
    expect(F.mul(F.of(5e-324), F.mul(F.of(2 ** 1000), F.of(2 ** 74)))).toBe(1);
    expect(Object.is(F.of(-0), 0)).toBe(true);
  });

  test("NaN and ∞ are errors", () => {
    for (const x of [Number.NaN, Infinity, -Infinity]) {
      expect(() => F.of(x)).toThrow(new RangeError(`prime: expected a finite number, got ${x}`));
    }
  });
});

describe("prime", () => {
  test("+ − × ÷ are those of BigInt modulo p", () => {
    const p = BigInt(P);
    const mod = (x: bigint) => Number(((x % p) + p) % p);
    fc.assert(
      fc.property(residue, residue, (a, b) => {
        expect(F.add(a, b)).toBe(mod(BigInt(a) + BigInt(b)));
        expect(F.sub(a, b)).toBe(mod(BigInt(a) - BigInt(b)));
        expect(F.mul(a, b)).toBe(mod(BigInt(a) * BigInt(b)));
        if (b !== 0) expect(mod(BigInt(F.div(a, b)) * BigInt(b))).toBe(a);
      }),
      runs,
    );
  });

  test("a / 0 throws ZeroDenominator", () => {
    expect(() => F.div(1, 0)).toThrow(ZeroDenominator);
    expect(() => F.div(1, 0)).toThrow(`div: expected a divisor other than 0 in GF(${P}), got 0`);
  });

  test("p must be odd and below 2^31", () => {
    for (const p of [2, 4, 2 ** 31 + 11, 7.5, Number.NaN]) {
      const message = `prime: expected an odd prime p < 2^31, got ${p}`;
      expect(() => prime({ p, seed: 0, trial: 0 })).toThrow(message);
    }
  });

  test("there are no tangents, and mask keeps w", () => {
    expect([
      F.tangent(5),
      F.retangent(5, 6),
      F.mask(0, 1, 7),
      F.equal(3, 3),
      F.equal(3, 4),
    ]).toEqual([0, 5, 7, 1, 0]);
  });
});

describe("fn", () => {
  test("a function without symmetry is the keyed hash of its argument", () => {
    fc.assert(
      fc.property(residue, (x) => {
        for (const f of ["exp", "log", "sqrt", "phi", "phi1", "phi2", "phi3"] as const) {
          expect(F.fn(f, x)).toBe(keyedResidue(f, x, keying));
        }
      }),
    );
  });

  test("an odd function is odd, and is its hash at the canonical argument", () => {
    fc.assert(
      fc.property(residue, (x) => {
        expect(F.fn("tanh", neg(x))).toBe(neg(F.fn("tanh", x)));
        if (x > 0) {
          const c = Math.min(x, P - x);
          expect(F.fn("tanh", c)).toBe(keyedResidue("tanh", c, keying));
        }
      }),
    );
    expect(F.fn("tanh", 0)).toBe(0);
  });

  test("every named function has the symmetry of its row", () => {
    fc.assert(
      fc.property(residue, (x) => {
        for (const [name, { symmetry }] of Object.entries(functions)) {
          const f = (y: number) => F.fn(name as keyof typeof functions, y);
          if (symmetry === "odd") expect(f(neg(x)), name).toBe(neg(f(x)));
          if (symmetry === "even") expect(f(neg(x)), name).toBe(f(x));
        }
      }),
    );
  });

  test("|x| = x · sign x, sign² = 1 nowhere but by accident, sign 0 = 0", () => {
    expect(F.fn("abs", 9)).toBe(F.mul(9, F.fn("sign", 9)));
    expect(F.fn("sign", 9)).toBe(F.sub(F.gate(9, 1, 0), F.gate(neg(9), 1, 0)));
    expect(F.fn("sign", 0)).toBe(0);
  });

  test("another trial is another function", () => {
    const G = prime({ ...keying, trial: 3 });
    for (const f of ["exp", "tanh"] as const) expect(F.fn(f, 5)).not.toBe(G.fn(f, 5));
    expect(F.gate(5, 1, 0)).not.toBe(G.gate(5, 1, 0));
  });
});

describe("gate", () => {
  const h = (x: number) => F.gate(x, 1, 0);

  test("h(−x) = 1 − h(x), h(0) = 0, and h is the hash at the canonical argument", () => {
    fc.assert(
      fc.property(residue, (x) => {
        if (x === 0) expect(h(x)).toBe(0);
        else expect(h(neg(x))).toBe(F.sub(1, h(x)));
        const c = Math.min(x, P - x);
        if (c > 0) expect(h(c)).toBe(keyedResidue("gate", c, keying));
      }),
    );
  });

  test("gate(x, a, b) = b + h(x)(a − b), so relu(x) − relu(−x) = x", () => {
    fc.assert(
      fc.property(residue, residue, residue, (x, a, b) => {
        expect(F.gate(x, a, b)).toBe(F.add(b, F.mul(h(x), F.sub(a, b))));
        expect(F.sub(F.gate(x, x, 0), F.gate(neg(x), neg(x), 0))).toBe(x);
      }),
    );
  });
});

describe("max", () => {
  test("is the entry with the larger rank, whatever the order and the brackets", () => {
    const rank = (x: number) => keyedResidue("order", x, keying);
    fc.assert(
      fc.property(residue, residue, residue, (a, b, c) => {
        expect(F.max(a, b)).toBe(rank(a) > rank(b) ? a : rank(b) > rank(a) ? b : Math.max(a, b));
        expect(F.max(a, b)).toBe(F.max(b, a));
        expect(F.max(F.max(a, b), c)).toBe(F.max(a, F.max(b, c)));
        expect(F.max(a, a)).toBe(a);
      }),
    );
  });

  test("is a total order in a small field too, where ranks collide", () => {
    const G = prime({ p: 101, seed: 0, trial: 0 });
    for (let a = 0; a < 101; a++) {
      for (let b = 0; b < 101; b++) expect(G.max(a, b)).toBe(G.max(b, a));
    }
  });
});
