/** Heights bound the true norms: every fraction is compared with one computed in full. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Field } from "../../../src/autodiff/field.ts";
import { type Degree, degrees, variable } from "../../../src/autodiff/fields/degree.ts";
import type { Factor, Product } from "../../../src/autodiff/fields/factors.ts";
import { rationalOf } from "../../../src/autodiff/fields/rational.ts";
import { functions } from "../../../src/autodiff/functions.ts";
import { type Expression, evaluate, expression } from "./expressions.ts";
import { exactly, integer, monomial, norm, type Polynomial, plus, times } from "./polynomials.ts";

/** A fraction n/d, and what the field of degrees says of it. */
interface Pair {
  readonly size: Degree;
  readonly n: Polynomial;
  readonly d: Polynomial;
}

const minus = (a: Polynomial) => times(integer(-1), a);
const log2 = (a: bigint) => Math.log2(Number(a));

/**
 * Both at once. Inputs are powers of t, high enough to be told apart, and so are the values of
 * functions: h is 1 − t⁷, the worst it may be, tanh is −t⁵, and max is its first argument.
 */
function pairs(): { F: Field<Pair>; input: (k: number) => Pair; check: (x: Pair) => void } {
  const { field: S } = degrees();
  const factors = new Map<Factor, Polynomial>();
  const polynomialOf = ({ powers }: Product) => {
    let value = integer(1);
    for (const [factor, k] of powers) {
      const one = factors.get(factor) ?? integer(factor.integer!);
      for (let i = 0; i < k; i++) value = times(value, one);
    }
    return value;
  };
  /** N of N/D, where D is what the field says it is. */
  const numeratorOf = ({ size, n, d }: Pair) =>
    exactly(times(n, polynomialOf(size.denominator)), d) ??
    expect.fail("D is not what it should be");
  const check = (x: Pair) => {
    const N = numeratorOf(x);
    const D = polynomialOf(x.size.denominator);
    if (N.length > 0) expect(x.size.height).toBeGreaterThan(log2(norm(N)) - 1e-9);
    expect(x.size.denominator.height).toBeGreaterThan(log2(norm(D)) - 1e-9);
    const { constant } = x.size;
    if (constant !== undefined) expect(N).toEqual(integer(constant));
  };
  const known = (size: Degree, n: Polynomial, d: Polynomial = integer(1)): Pair => {
    const pair = { size, n, d };
    check(pair);
    return pair;
  };
  const sum = (size: Degree, a: Pair, b: Pair) =>
    known(size, plus(times(a.n, b.d), times(b.n, a.d)), times(a.d, b.d));
  const F: Field<Pair> = {
    name: "pairs",
    of(x) {
      const { numerator, denominator } = rationalOf(x);
      return known(S.of(x), integer(numerator), integer(denominator));
    },
    cosine: () => expect.fail("these expressions have no roots of unity"),
    add: (a, b) => sum(S.add(a.size, b.size), a, b),
    sub: (a, b) => sum(S.sub(a.size, b.size), a, { ...b, n: minus(b.n) }),
    mul: (a, b) => known(S.mul(a.size, b.size), times(a.n, b.n), times(a.d, b.d)),
    div(a, b) {
      fc.pre(b.n.length > 0);
      if (b.size.constant === undefined) {
        const [factor] = [...S.div(S.of(1), b.size).denominator.powers.keys()];
        factors.set(factor!, numeratorOf(b));
      }
      return known(S.div(a.size, b.size), times(a.n, b.d), times(a.d, b.n));
    },
    fn(name, x) {
      const exact = functions[name].exact;
      if (exact) return exact(F, x);
      const size = S.fn(name, x.size);
      return known(size, size.numerator === -Infinity ? [] : minus(monomial(5)));
    },
    gate(x, a, b) {
      const size = S.gate(x.size, a.size, b.size);
      if (x.size.numerator === -Infinity) return b;
      const h = plus(integer(1), minus(monomial(7)));
      const ha = times(times(h, a.n), b.d);
      return known(size, plus(ha, times(times(monomial(7), b.n), a.d)), times(a.d, b.d));
    },
    max: (a, b) => known(S.max(a.size, b.size), a.n, a.d),
    equal: (a, b) => known(S.equal(a.size, b.size), integer(1)),
    mask: (_ct, _v, w) => w,
    pivot: null,
    product: null,
    exceeds: null,
    tangent: () => F.of(0),
    retangent: (x) => x,
  };
  return { F, input: (k) => known(variable(), monomial(k)), check };
}

const CONSTANTS = [0, 1, 2, 0.75, -3, 12, 0.1];

/** The expression, with equal parts shared, as a graph shares them. */
function shared(e: Expression): Pair {
  const { F, input, check } = pairs();
  const leaves = [input(1), input(11), input(3), ...CONSTANTS.map(F.of)];
  const parts = new Map<string, Pair>();
  const visit = (part: Expression): Pair => {
    if (typeof part === "number") return leaves[part]!;
    const [op, ...operands] = part;
    const key = JSON.stringify(part);
    const values = operands.map(visit);
    const found = parts.get(key) ?? evaluate(F, [op, ...values.keys()], (i) => values[i]!);
    parts.set(key, found);
    return found;
  };
  const value = visit(e);
  check(value);
  return value;
}

describe("heights", () => {
  const arithmetic = ["add", "sub", "mul", "div"] as const;
  const all = [...arithmetic, "gate", "max", "abs", "tanh"] as const;

  for (const [says, operations, depth] of [
    ["fractions", arithmetic, 4],
    ["fractions, functions and gates", all, 3],
  ] as const) {
    test(`bound the norms of numerator and denominator: ${says}`, () => {
      const leaves = 3 + CONSTANTS.length;
      fc.assert(
        fc.property(expression(operations, leaves, depth), (e) => {
          shared(e);
        }),
        { numRuns: 300 },
      );
    });
  }

  const bits = (x: Degree) => [x.height, x.denominator.height].map((h) => Number(h.toFixed(6)));

  test("are exact where nothing cancels", () => {
    const { field: F } = degrees();
    const [x, y] = [variable(), variable()];
    const square = F.mul(F.add(x, y), F.sub(x, y));
    expect(bits(square)).toEqual([2, 0]);
    expect(bits(F.mul(F.of(0.75), square))).toEqual([Number((2 + Math.log2(3)).toFixed(6)), 2]);
    expect(bits(F.gate(x, y, F.of(0)))).toEqual([1, 0]);
  });

  test("a sum of averages over 12 is divided by 12, whatever the number of terms", () => {
    const { field: F } = degrees();
    const mean = () => F.div(variable(), F.of(12));
    const sum = Array.from({ length: 1024 }, mean).reduce((a, b) => F.add(a, b));
    expect(sum.denominator.integer).toBe(12);
    expect(bits(sum)[0]).toBe(10);
    expect(bits(F.mul(F.of(12), sum))).toEqual([10, 0]);
    expect(bits(F.div(sum, F.of(18)))[0]).toBe(10);
    expect(F.div(sum, F.of(18)).denominator.integer).toBe(216);
  });

  test("a softmax is divided by its sum, and so is what is made of it", () => {
    const { field: F } = degrees();
    const e = Array.from({ length: 8 }, variable);
    const total = e.reduce((a, b) => F.add(a, b));
    const p = e.map((x) => F.div(x, total));
    const weighted = p.map((x) => F.mul(variable(), x)).reduce((a, b) => F.add(a, b));
    expect(weighted).toMatchObject({ numerator: 2, denominator: { degree: 1 } });
    expect(bits(weighted)).toEqual([3, 3]);
    expect(F.div(p[0]!, p[1]!)).toMatchObject({ numerator: 1, denominator: { degree: 1 } });
    expect(F.sub(weighted, weighted).numerator).toBe(-Infinity);
  });

  test("constants are known: they cancel to 0, and 1/3 + 1/6 is 1/2", () => {
    const { field: F } = degrees();
    const half = F.add(F.div(F.of(1), F.of(3)), F.div(F.of(-1), F.of(-6)));
    expect([half.constant, half.denominator.integer]).toEqual([1, 2]);
    expect(F.sub(half, F.of(0.5)).numerator).toBe(-Infinity);
    expect(F.sub(F.of(0), half).constant).toBe(-1);
    const large = F.mul(F.of(2 ** 40), F.of(2 ** 40));
    expect([large.constant, large.height.toFixed(6)]).toEqual([undefined, "80.000000"]);
    expect(F.of(2 ** 60).constant).toBeUndefined();
    expect(F.sub(large, F.mul(F.of(2 ** 40), F.of(2 ** 40))).numerator).toBe(0);
  });

  test("what is not finite has no size", () => {
    const { field: F } = degrees();
    expect(() => F.of(Number.NaN)).toThrow("degrees: expected a finite number, got NaN");
    expect(() => F.of(Infinity)).toThrow("degrees: expected a finite number, got Infinity");
  });
});
