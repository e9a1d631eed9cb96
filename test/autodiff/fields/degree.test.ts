/** Degrees bound the true degrees, and the tally counts what a proof can stumble over. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Field } from "../../../src/autodiff/field.ts";
import { type Degree, degrees, variable } from "../../../src/autodiff/fields/degree.ts";
import { noTally, type Tally } from "../../../src/autodiff/fields/error-bound.ts";
import { keyed } from "../../../src/autodiff/fields/keyed.ts";
import { prime, ZeroDenominator } from "../../../src/autodiff/fields/prime.ts";
import { type Expression, evaluate, expression } from "./expressions.ts";

const P = 2147329799;

/**
 * The ideal experiment along a line: at t, each input and each application of a function is a linear
 * form in t of its own, so the value is a rational function of t of the degree that is claimed.
 */
function alongLine(e: Expression, t: number): number {
  const F = prime({ p: P, seed: 0, trial: 0 });
  const value = keyed({ p: P, seed: 1, trial: 1 });
  let fresh = 0;
  const form = () => F.add(F.mul(value("slope", fresh), t), value("offset", fresh++));
  const ideal: Field<number> = {
    ...F,
    fn: form,
    gate: (_x, a, b) => F.add(b, F.mul(form(), F.sub(a, b))),
  };
  return evaluate(ideal, e, form);
}

/** Whether some N/D with deg N ≤ n, deg D ≤ d takes the values of f at n + d + 5 points. */
function isRational(f: (t: number) => number, n: number, d: number): boolean {
  if (n < 0 || d < 0) return false;
  const F = prime({ p: P, seed: 0, trial: 0 });
  const rows = Array.from({ length: n + d + 5 }, (_, i) => {
    const t = F.of(i + 2);
    const powers = [1];
    for (let k = 0; k < Math.max(n, d); k++) powers.push(F.mul(powers[k]!, t));
    const y = f(t);
    return [...powers.slice(0, n + 1), ...powers.slice(0, d + 1).map((x) => F.mul(x, y))];
  });
  let rank = 0;
  for (let column = 0; column < n + d + 2; column++) {
    const at = rows.findIndex((row, i) => i >= rank && row[column] !== 0);
    if (at < 0) return true;
    [rows[rank], rows[at]] = [rows[at]!, rows[rank]!];
    const pivot = rows[rank]!;
    for (const row of rows.slice(rank + 1)) {
      const factor = F.div(row[column]!, pivot[column]!);
      for (const [k, x] of row.entries()) row[k] = F.sub(x, F.mul(factor, pivot[k]!));
    }
    rank++;
  }
  return false;
}

const degreeOf = (e: Expression) => evaluate(degrees().field, e, variable);

describe("degrees", () => {
  const operations = ["add", "sub", "mul", "div", "gate", "tanh"] as const;

  test("bound the true degrees, and are exact where nothing cancels", () => {
    fc.assert(
      fc.property(expression(operations, 1, 3), (e) => {
        const [n, d] = sizes(degreeOf(e));
        fc.pre(n + d < 30);
        const f = (t: number) => alongLine(e, t);
        expect(isRational(f, n, d)).toBe(true);
        expect(isRational(f, n - 1, d) || isRational(f, n, d - 1)).toBe(false);
      }),
    );
  });

  test("constants have degree 0, and the zeros of a graph vanish from sums and products", () => {
    const { field: F, tally } = degrees();
    const zero = F.of(0);
    const v = variable();
    const x = F.div(v, variable());
    expect(sizes(F.mul(F.of(3), x))).toEqual([1, 1]);
    expect([F.add(zero, x), F.sub(x, zero), F.gate(zero, v, x)]).toEqual([x, x, x]);
    expect([F.mul(x, zero), F.fn("tanh", zero), F.fn("abs", zero)]).toEqual([zero, zero, zero]);
    expect(F.div(zero, x)).toEqual(zero);
    expect(sizes(F.gate(v, v, zero))).toEqual([2, 0]);
    expect(tally.applications).toBe(1);
    expect(() => F.div(x, zero)).toThrow(ZeroDenominator);
  });

  test("the tally counts applications, their degrees, divisors, tests and choices", () => {
    const { field: F, tally } = degrees();
    const [u, v] = [variable(), variable()];
    const square = F.mul(u, v);
    const cubeOverX = F.div(F.mul(square, u), v);
    expect(sizes(F.fn("exp", cubeOverX))).toEqual([1, 0]);
    F.fn("tanh", square);
    const expected = {
      applications: 2,
      argumentDegree: 4,
      lift: 3,
      divisorDegree: 1,
      divisors: [v],
    };
    expect(rounded(tally)).toEqual({ ...noTally(), ...expected, argumentHeight: 1 });
    F.gate(square, u, v);
    F.equal(square, u);
    // Three entries of max have three ranks, whatever the number of comparisons.
    expect(sizes(F.max(F.max(u, v), cubeOverX))).toEqual([3, 1]);
    expect(rounded(tally)).toEqual({
      ...noTally(),
      ...expected,
      gates: 1,
      applications: 6,
      equalityDegree: 2,
      equalities: [expect.objectContaining({ numerator: 2 })],
      choices: 2,
      argumentHeight: 1,
    });
  });

  test("one object is one function: it is applied, ranked and divided by once", () => {
    const { field: F, tally } = degrees();
    const [u, v] = [variable(), variable()];
    expect(F.fn("exp", u)).toBe(F.fn("exp", u));
    expect(F.fn("exp", v)).not.toBe(F.fn("exp", u));
    expect(F.fn("exp", F.sub(F.of(0), u))).not.toBe(F.fn("exp", u));
    F.gate(u, u, v);
    F.gate(u, v, u);
    expect(tally.applications).toBe(4);
    F.div(u, v);
    F.div(F.of(1), v);
    expect(tally.divisorDegree).toBe(1);
    expect(F.max(u, u)).toBe(u);
    const chosen = F.max(u, F.of(0));
    expect(chosen).not.toBe(u);
    expect(sizes(F.sub(chosen, u))).toEqual([1, 0]);
    F.max(chosen, v);
    expect(tally).toMatchObject({ applications: 7, choices: 3 });
  });

  test("primes that divide a divisor or a difference, and the height of arguments, are counted", () => {
    const p = 1009;
    const { field: F, tally } = degrees(p);
    const x = variable();
    F.div(x, F.of(1000));
    expect(tally.divisorPrimes).toBe(0);
    const [a, b] = [F.mul(F.of(1013), x), F.of(1013 * 1019)];
    F.div(x, a);
    F.div(x, b);
    expect(tally.divisorPrimes).toBe(3);
    F.equal(F.mul(F.of(1013 * 1019 - 7), x), F.mul(F.of(7), x));
    expect(tally.equalityPrimes).toBe(2);
    // 0 or 1, we do not know which: its difference from 1 is not known to be 0
    expect(sizes(F.sub(F.of(1), F.equal(x, variable())))).toEqual([0, 0]);
    F.fn("exp", F.div(F.of(5), F.of(6)));
    F.fn("exp", F.of(16));
    expect(tally.argumentHeight).toBeCloseTo(4 + Math.log2(6) + 1, 9);
  });
});

/** The degrees of numerator and denominator. */
function sizes(x: Degree): readonly [number, number] {
  return [x.numerator, x.denominator.degree];
}

/** The tally, its height rounded to a whole number of bits. */
function rounded(tally: Readonly<Tally>): Tally {
  return { ...tally, argumentHeight: Math.round(tally.argumentHeight) };
}
