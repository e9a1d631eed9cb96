/** ℚ: exact values, their text, and φ as a polynomial. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dual } from "../../../src/autodiff/fields/dual.ts";
import { formatPhi } from "../../../src/autodiff/fields/phi.ts";
import { ZeroDenominator } from "../../../src/autodiff/fields/prime.ts";
import {
  compareRational,
  formatRational,
  parseRational,
  rational,
  rationalOf,
} from "../../../src/autodiff/fields/rational.ts";

const F = rational();
const q = parseRational;
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const text = fc
  .tuple(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.bigInt(1n, 10n ** 30n))
  .map(([a, b]) => `${a}/${b}`);

describe("rationalOf", () => {
  test("is exact: numerator / denominator gives the double back, and the denominator is 2^k", () => {
    fc.assert(
      fc.property(finite, (x) => {
        const { numerator, denominator } = rationalOf(x);
        expect(denominator & (denominator - 1n)).toBe(0n);
        const k = denominator.toString(2).length - 1;
        const half = 2 ** -Math.floor(k / 2);
        // Two factors, since 2^-1074 · odd would underflow before it is multiplied.
        expect(Number(numerator) * half * 2 ** -(k - Math.floor(k / 2))).toBe(x + 0);
      }),
    );
    expect(formatRational(rationalOf(Math.fround(0.1)))).toBe("13421773/134217728");
  });

  test("NaN and ∞ are errors", () => {
    expect(() => F.of(Number.NaN)).toThrow("rational: expected a finite number, got NaN");
    expect(() => F.of(-Infinity)).toThrow("rational: expected a finite number, got -Infinity");
  });
});

describe("parseRational", () => {
  test("formatRational writes lowest terms, and parses back to the same", () => {
    fc.assert(
      fc.property(text, (t) => {
        const x = q(t);
        expect(q(formatRational(x))).toEqual(x);
        const [a, b] = t.split("/").map(BigInt);
        expect(x.numerator * b!).toBe(a! * x.denominator);
      }),
    );
    expect(["6/4", "-6/3", "0/7", "5"].map((t) => formatRational(q(t)))).toEqual([
      "3/2",
      "-2",
      "0",
      "5",
    ]);
  });

  test("other text is an error", () => {
    for (const bad of ["", "1/0", "1/-2", "1.5", "a", "1/2/3", " 1"]) {
      expect(() => q(bad)).toThrow(
        `rational: expected an integer "a" or a fraction "a/b", got ${JSON.stringify(bad)}`,
      );
    }
  });
});

describe("rational", () => {
  test("1/3 + 1/6 = 1/2, 2/3 ÷ −4/9 = −3/2", () => {
    expect(F.add(q("1/3"), q("1/6"))).toEqual(q("1/2"));
    expect(F.div(q("2/3"), q("-4/9"))).toEqual(q("-3/2"));
    expect(F.sub(q("1/2"), q("1/3"))).toEqual(q("1/6"));
    expect(() => F.div(q("1"), q("0"))).toThrow(ZeroDenominator);
    expect(() => F.div(q("1"), q("0"))).toThrow("div: expected a divisor other than 0 in ℚ, got 0");
  });

  test("gate, max, abs, sign and compare follow the order of the numbers", () => {
    fc.assert(
      fc.property(finite, finite, (x, y) => {
        const [a, b] = [F.of(x), F.of(y)];
        expect(compareRational(a, b)).toBe(x < y ? -1 : x > y ? 1 : 0);
        expect(F.max(a, b)).toEqual(F.of(Math.max(x, y)));
        expect(F.gate(a, a, b)).toEqual(x > 0 ? a : b);
        expect(F.fn("abs", a)).toEqual(F.of(Math.abs(x)));
        expect(F.fn("sign", a)).toEqual(F.of(Math.sign(x)));
        expect(F.equal(a, b)).toEqual(F.of(x === y ? 1 : 0));
      }),
    );
    const tied = [F.of(2), F.of(2)] as const;
    expect(F.max(...tied)).toBe(tied[0]);
  });

  test("a function that leaves ℚ is an error, and so is φ without an instance", () => {
    expect(() => F.fn("tanh", q("1/2"))).toThrow(
      "tanh: expected a function with rational values, got 1/2",
    );
    expect(() => F.fn("phi1", q("1"))).toThrow(
      "phi1: expected an instance of φ in ℚ, got none; pass { phi }",
    );
  });
});

describe("phi", () => {
  test("φ = x³ + x: φ, φ′, φ″, φ‴ at 1/2 are 5/8, 7/4, 3, 6", () => {
    const G = rational({ phi: { coefficients: [0, 1, 0, 1] } });
    const at = (["phi", "phi1", "phi2", "phi3"] as const).map((f) => G.fn(f, q("1/2")));
    expect(at.map(formatRational)).toEqual(["5/8", "7/4", "3", "6"]);
  });

  test("each derivative is the derivative of the one before, in dual numbers", () => {
    const coefficients = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 6 });
    fc.assert(
      fc.property(coefficients, text, (c, t) => {
        const G = rational({ phi: { coefficients: c } });
        const D = dual(G);
        let x = { value: q(t), tangent: G.of(1) };
        const one = x;
        for (const [f, df] of [
          ["phi", "phi1"],
          ["phi1", "phi2"],
          ["phi2", "phi3"],
        ] as const) {
          x = c.reduceRight((y, cj) => D.add(D.mul(y, one), D.of(cj)), D.of(0));
          expect(D.fn(f, one).tangent).toEqual(G.fn(df, one.value));
          if (f === "phi") expect(D.fn(f, one)).toEqual(x);
        }
      }),
    );
  });

  test("formatPhi prints the polynomial, highest power first", () => {
    const print = (...coefficients: number[]) => formatPhi({ coefficients });
    expect(print(0, 0, 1)).toBe("φ(x) = x^2");
    expect(print(0, 1, 0, 1)).toBe("φ(x) = x^3 + x");
    expect(print(-1, -2, 0.5)).toBe("φ(x) = 0.5·x^2 - 2·x - 1");
    expect(print(0, 0)).toBe("φ(x) = 0");
  });
});
