/** Forward mode against derivatives that are known exactly. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Field } from "../../../src/autodiff/field.ts";
import { type Dual, dual } from "../../../src/autodiff/fields/dual.ts";
import { prime } from "../../../src/autodiff/fields/prime.ts";
import { type Rational, rational } from "../../../src/autodiff/fields/rational.ts";

const P = 2147329799;
const F = prime({ p: P, seed: 5, trial: 0 });
const D = dual(F);
const residue = fc.nat(P - 1);
const along = (value: number, tangent = 1): Dual<number> => ({ value, tangent });

/** Σ cⱼ xʲ by Horner's rule. */
function polynomial<T>(field: Field<T>, c: readonly number[], x: T): T {
  return c.reduceRight((y, cj) => field.add(field.mul(y, x), field.of(cj)), field.of(0));
}
const derivative = (c: readonly number[]) => c.slice(1).map((cj, j) => cj * (j + 1));
const coefficients = fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 7 });

describe("dual", () => {
  test("a polynomial has its derivative, exactly", () => {
    fc.assert(
      fc.property(coefficients, residue, (c, x) => {
        expect(polynomial(D, c, along(x)).tangent).toBe(polynomial(F, derivative(c), x));
      }),
    );
  });

  test("(f/g)′ = (f′g − fg′)/g², exactly", () => {
    fc.assert(
      fc.property(coefficients, coefficients, residue, (c, d, x) => {
        const [f, g] = [polynomial(F, c, x), polynomial(F, d, x)];
        fc.pre(g !== 0);
        const df = F.mul(polynomial(F, derivative(c), x), g);
        const dg = F.mul(f, polynomial(F, derivative(d), x));
        const quotient = D.div(polynomial(D, c, along(x)), polynomial(D, d, along(x)));
        expect(quotient).toEqual({
          value: F.div(f, g),
          tangent: F.div(F.sub(df, dg), F.mul(g, g)),
        });
      }),
    );
  });

  test("tanh′ = 1 − t², log′ = 1/x, sqrt′ = 1/2y, φ′ = φ1, and the chain rule", () => {
    fc.assert(
      fc.property(residue, residue, (x, dx) => {
        fc.pre(x !== 0);
        const slope = (f: "tanh" | "log" | "sqrt" | "phi" | "exp") => D.fn(f, along(x, dx)).tangent;
        const t = F.fn("tanh", x);
        expect(slope("tanh")).toBe(F.mul(F.sub(1, F.mul(t, t)), dx));
        expect(slope("log")).toBe(F.div(dx, x));
        expect(slope("sqrt")).toBe(F.div(dx, F.mul(2, F.fn("sqrt", x))));
        expect(slope("phi")).toBe(F.mul(F.fn("phi1", x), dx));
        expect(slope("exp")).toBe(F.mul(F.fn("exp", x), dx));
      }),
    );
  });

  test("a gate passes the tangent that it passes the value of: relu′ = h", () => {
    fc.assert(
      fc.property(residue, residue, (x, dx) => {
        const relu = D.gate(along(x, dx), along(x, dx), D.of(0));
        expect(relu).toEqual({ value: F.gate(x, x, 0), tangent: F.gate(x, dx, 0) });
      }),
    );
  });

  test("tangent and retangent read and replace the tangent; constants have 0", () => {
    expect(D.tangent(along(3, 4))).toEqual(along(4, 0));
    expect(D.retangent(along(3, 4), along(7, 9))).toEqual(along(3, 7));
    expect(D.of(2)).toEqual(along(2, 0));
    expect(D.equal(along(2, 1), along(2, 5))).toEqual(along(1, 0));
    expect(D.mask(along(0, 1), along(5, 6), along(7, 8))).toEqual(along(7, 8));
    expect(D.name).toBe(`dual(GF(${P}))`);
  });
});

describe("max", () => {
  const Q = rational();
  const DQ = dual(Q);
  const q = (value: number, tangent: number): Dual<Rational> => ({
    value: Q.of(value),
    tangent: Q.of(tangent),
  });

  test("has the tangent of the larger, and at a tie the mean of both", () => {
    expect(DQ.max(q(1, 5), q(2, 7))).toEqual(q(2, 7));
    expect(DQ.max(q(2, 5), q(1, 7))).toEqual(q(2, 5));
    expect(DQ.max(q(2, 5), q(2, 8))).toEqual(q(2, 6.5));
  });

  test("folded over [1, 1, 1] it does not share equally: ¼, ¼, ½", () => {
    const share = (at: number) =>
      [0, 1, 2].map((i) => q(1, i === at ? 1 : 0)).reduce((a, b) => DQ.max(a, b)).tangent;
    expect([0, 1, 2].map(share)).toEqual([Q.of(0.25), Q.of(0.25), Q.of(0.5)]);
  });
});

describe("dual(dual(F))", () => {
  const DD = dual(D);
  /** x moving along both directions at once: the mixed part is the second derivative. */
  const twice = (x: number) => ({ value: along(x), tangent: along(1, 0) });

  test("the tangent of the tangent is the second derivative of a polynomial", () => {
    fc.assert(
      fc.property(coefficients, residue, (c, x) => {
        const y = polynomial(DD, c, twice(x));
        expect(y.tangent.tangent).toBe(polynomial(F, derivative(derivative(c)), x));
        expect(y.tangent.value).toBe(y.value.tangent);
      }),
    );
  });

  test("tanh″ = −2t(1 − t²), log″ = −1/x², φ″ = φ2", () => {
    fc.assert(
      fc.property(residue, (x) => {
        fc.pre(x !== 0);
        const second = (f: "tanh" | "log" | "phi") => DD.fn(f, twice(x)).tangent.tangent;
        const t = F.fn("tanh", x);
        expect(second("tanh")).toBe(F.mul(F.mul(F.of(-2), t), F.sub(1, F.mul(t, t))));
        expect(second("log")).toBe(F.div(F.of(-1), F.mul(x, x)));
        expect(second("phi")).toBe(F.fn("phi2", x));
      }),
    );
  });
});

describe("the zero-cotangent law", () => {
  /** Doubles, as far as these tests need them. */
  const reals = {
    ...(F as Field<number>),
    of: (x: number) => x,
    add: (a: number, b: number) => a + b,
    sub: (a: number, b: number) => a - b,
    mul: (a: number, b: number) => a * b,
    div: (a: number, b: number) => a / b,
    fn: (name: string, x: number) => (name === "sqrt" ? Math.sqrt(x) : Math.log(x)),
    mask: (ct: number, v: number, w: number) => (ct === 0 && !Number.isFinite(v) ? 0 : w),
  } satisfies Field<number>;
  const R = dual(reals);

  test("where ẋ is 0, a singular function and a quotient have tangent 0", () => {
    expect(R.fn("sqrt", along(0, 0)).tangent).toBe(0);
    expect(R.fn("log", along(0, 0)).tangent).toBe(0);
    expect(R.div(along(1, 0), along(0, 0)).tangent).toBe(0);
  });

  test("where ẋ is not 0, they are infinite", () => {
    expect(R.fn("sqrt", along(0, 1)).tangent).toBe(Infinity);
    expect(R.div(along(1, 1), along(0, 0)).tangent).toBe(Infinity);
  });
});
