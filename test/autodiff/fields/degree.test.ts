/** Degrees bound the true degrees, and errorBound bounds the rate at which a small field is fooled. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Field } from "../../../src/autodiff/field.ts";
import { type Degree, degrees, errorBound, variable } from "../../../src/autodiff/fields/degree.ts";
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

const degreeOf = (e: Expression) => evaluate(degrees().field, e, () => variable);

describe("degrees", () => {
  const operations = ["add", "sub", "mul", "div", "gate", "tanh"] as const;

  test("bound the true degrees, and are exact where nothing cancels", () => {
    fc.assert(
      fc.property(expression(operations, 1, 3), (e) => {
        const { numerator: n, denominator: d } = degreeOf(e);
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
    const x = F.div(variable, variable);
    expect(F.mul(F.of(3), x)).toEqual(x);
    expect([F.add(zero, x), F.sub(x, zero), F.gate(zero, variable, x)]).toEqual([x, x, x]);
    expect([F.mul(x, zero), F.fn("tanh", zero), F.fn("abs", zero)]).toEqual([zero, zero, zero]);
    expect(F.gate(variable, variable, zero)).toEqual({ numerator: 2, denominator: 0 });
    expect(tally.applications).toBe(1);
    expect(() => F.div(x, zero)).toThrow(ZeroDenominator);
  });

  test("the tally counts applications, their degrees, divisors, tests and choices", () => {
    const { field: F, tally } = degrees();
    const square = F.mul(variable, variable);
    const cubeOverX = F.div(F.mul(square, variable), variable);
    expect(F.fn("exp", cubeOverX)).toEqual(variable);
    F.fn("tanh", square);
    expect(tally).toEqual(counts({ applications: 2, argumentDegree: 4, denominators: 1 }));
    F.gate(square, variable, variable);
    F.equal(square, variable);
    const choices = { equalities: 2, choices: 2 };
    // Three entries of max have three ranks, whatever the number of comparisons.
    expect(F.max(F.max(variable, { ...variable }), cubeOverX)).toEqual(cubeOverX);
    expect(tally).toEqual(
      counts({ applications: 6, argumentDegree: 4, denominators: 1, ...choices }),
    );
  });
});

function counts(some: Partial<ReturnType<typeof degrees>["tally"]>) {
  const none = { applications: 0, argumentDegree: 0, denominators: 0, equalities: 0, choices: 0 };
  return { ...none, ...some };
}

describe("errorBound", () => {
  const p = 101;
  type Side = <T>(F: Field<T>, x: T, y: T, z: T) => T;

  function boundOf(left: Side, right: Side): number {
    const { field: F, tally } = degrees();
    const difference = F.sub(
      left(F, variable, variable, variable),
      right(F, variable, variable, variable),
    );
    return errorBound(difference, tally, p).probability;
  }

  /** The share of the trials without a zero divisor in which both sides are equal. */
  function rateOf(left: Side, right: Side, trials: number): number {
    let counted = 0;
    let accepted = 0;
    for (let trial = 0; trial < trials; trial++) {
      const keying = { p, seed: 9, trial };
      const F = prime(keying);
      const value = keyed(keying);
      const [x, y, z] = [value("input:x", 0), value("input:y", 0), value("input:z", 0)];
      try {
        if (left(F, x, y, z) === right(F, x, y, z)) accepted++;
        counted++;
      } catch (error) {
        if (!(error instanceof ZeroDenominator)) throw error;
      }
    }
    return counted === 0 ? 0 : accepted / counted;
  }

  const falsehoods: Record<string, { left: Side; right: Side; rate: number }> = {
    "x(x − 1)(x − 2)(x − 3)(x − 4) = 0": {
      left: (F, x) => [0, 1, 2, 3, 4].map((i) => F.sub(x, F.of(i))).reduce(F.mul),
      right: (F) => F.of(0),
      rate: 5 / p,
    },
    "x/y = z/y": {
      left: (F, x, y) => F.div(x, y),
      right: (F, _x, y, z) => F.div(z, y),
      rate: 1 / p,
    },
    // x = ±y, or two values meet by accident.
    "tanh(x)² = tanh(y)²": {
      left: (F, x) => F.mul(F.fn("tanh", x), F.fn("tanh", x)),
      right: (F, _x, y) => F.mul(F.fn("tanh", y), F.fn("tanh", y)),
      rate: (2 / p) * (1 - 1 / p) * 2,
    },
    "relu(x) = x": { left: (F, x) => F.gate(x, x, F.of(0)), right: (_F, x) => x, rate: 2 / p },
    "[x = y] = 1": { left: (F, x, y) => F.equal(x, y), right: (F) => F.of(1), rate: 1 / p },
  };
  for (const [says, { left, right, rate }] of Object.entries(falsehoods)) {
    test(`${says} is accepted in GF(101) at the rate of theory, and no more than the bound`, () => {
      const trials = 10_000;
      const sigma = Math.sqrt((rate * (1 - rate)) / trials);
      const seen = rateOf(left, right, trials);
      expect(Math.abs(seen - rate)).toBeLessThan(4 * sigma);
      expect(boundOf(left, right)).toBeGreaterThanOrEqual(rate);
    });
  }

  test("a planted factor of degree 5 has the bound 5/101 exactly", () => {
    const { left, right } = falsehoods["x(x − 1)(x − 2)(x − 3)(x − 4) = 0"]!;
    expect(boundOf(left, right)).toBeCloseTo(5 / p, 15);
  });

  test("random false identities are accepted at most as often as the bound says", () => {
    const operations = ["add", "sub", "mul", "div", "gate", "abs", "tanh"] as const;
    const any = expression(operations, 3, 2);
    fc.assert(
      fc.property(any, any, (e1, e2) => {
        const [left, right]: Side[] = [e1, e2].map(
          (e): Side =>
            (F, x, y, z) =>
              evaluate(F, e, (i) => [x, y, z][i]!),
        ) as [Side, Side];
        let bound: number;
        try {
          bound = boundOf(left!, right!);
        } catch {
          return;
        }
        fc.pre(bound < 1 && !isTrue(left!, right!));
        const sigma = Math.sqrt((bound * (1 - bound)) / 200);
        expect(rateOf(left!, right!, 200)).toBeLessThan(bound + 5 * sigma);
      }),
    );
  });

  /** Whether both sides are equal, or neither is defined, at a point of a large field. */
  function isTrue(left: Side, right: Side): boolean {
    const keying = { p: P, seed: 3, trial: 0 };
    const F = prime(keying);
    const value = keyed(keying);
    const at = ["x", "y", "z"].map((name) => value(`input:${name}`, 0)) as [number, number, number];
    try {
      return left(F, ...at) === right(F, ...at);
    } catch {
      return true;
    }
  }

  test("k trials are the k-th power; it never underflows to 0, and is never above 1", () => {
    const d: Degree = { numerator: 8, denominator: 0 };
    const tally = counts({});
    const one = errorBound(d, tally, 2 ** 30);
    expect(one).toEqual({ log2: -27, probability: 2 ** -27 });
    expect(errorBound(d, tally, 2 ** 30, 3).log2).toBe(-81);
    expect(errorBound(d, tally, 2 ** 30, 64)).toEqual({ log2: -1728, probability: 5e-324 });
    const many = counts({ applications: 10 ** 5, argumentDegree: 3 });
    expect(errorBound(d, many, 2 ** 30, 64)).toEqual({ log2: 0, probability: 1 });
    const huge = counts({ applications: 2, argumentDegree: Infinity });
    expect(errorBound(d, huge, 2 ** 30)).toEqual({ log2: 0, probability: 1 });
  });

  test("is (d + m²e + E) / (p − D − m²e − E); a constant difference counts as degree 1", () => {
    const tally = counts({ applications: 3, argumentDegree: 2, denominators: 5, equalities: 4 });
    const bound = errorBound({ numerator: 7, denominator: 9 }, tally, 1009);
    expect(bound.probability).toBeCloseTo((7 + 18 + 4) / (1009 - 5 - 18 - 4), 15);
    const none = errorBound({ numerator: -Infinity, denominator: 0 }, counts({}), 1024);
    expect(none.log2).toBe(-10);
  });
});
