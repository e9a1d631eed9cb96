/** errorBound bounds the rate at which a small field, or a small pool of primes, is fooled. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Field } from "../../../src/autodiff/field.ts";
import { degrees, variable } from "../../../src/autodiff/fields/degree.ts";
import { errorBound, noTally, type Tally } from "../../../src/autodiff/fields/error-bound.ts";
import { keyed } from "../../../src/autodiff/fields/keyed.ts";
import { prime, ZeroDenominator } from "../../../src/autodiff/fields/prime.ts";
import { input, tensor } from "../../../src/autodiff/tensor/create.ts";
import type { Tensor } from "../../../src/autodiff/tensor/tensor.ts";
import { isPrime, LEAST, POOL } from "../../../src/claims/primes.ts";
import { prove } from "../../../src/claims/prove.ts";
import { evaluate, expression } from "./expressions.ts";

const P = 2147329799;

/** A formula in three inputs. */
type Side = <T>(F: Field<T>, x: T, y: T, z: T) => T;

describe("in one prime field", () => {
  const p = 101;

  function boundOf(left: Side, right: Side): number {
    const { field: F, tally } = degrees();
    const [x, y, z] = [variable(), variable(), variable()];
    const difference = F.sub(left(F, x, y, z), right(F, x, y, z));
    return errorBound(difference, tally, { p, pool: Infinity }).probability;
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
});

describe("over all primes of the pool", () => {
  const primes: number[] = [];
  for (let q = 27720 * Math.ceil(LEAST / 27720) - 1; q < 2 ** 31; q += 27720) {
    if (q > LEAST && isPrime(q)) primes.push(q);
  }
  const [q1, q2, q3] = [primes[0]!, primes[4000]!, primes[8700]!];
  const planted = <T>(F: Field<T>) => F.mul(F.mul(F.of(q1), F.of(q2)), F.of(q3));

  const falsehoods: Record<string, { left: Side; right: Side; fooled: number[] }> = {
    "3x = 3x + q₁q₂q₃y": {
      left: (F, x) => F.mul(F.of(3), x),
      right: (F, x, y) => F.add(F.mul(F.of(3), x), F.mul(planted(F), y)),
      fooled: [q1, q2, q3],
    },
    "3 = 3 + q₁q₂q₃": {
      left: (F) => F.of(3),
      right: (F) => F.add(F.of(3), planted(F)),
      fooled: [q1, q2, q3],
    },
    "q₁ = 0": { left: (F) => F.of(q1), right: (F) => F.of(0), fooled: [q1] },
    "(x + q₁)/q₂ = x/q₂, but for q₂": {
      left: (F, x) => F.div(F.add(x, F.of(q1)), F.of(q2)),
      right: (F, x) => F.div(x, F.of(q2)),
      fooled: [q1],
    },
    "exp(x) = exp(x + q₂y)": {
      left: (F, x) => F.fn("exp", x),
      right: (F, x, y) => F.fn("exp", F.add(x, F.mul(F.of(q2), y))),
      fooled: [q2],
    },
    "tanh(x) = −tanh(q₂y − x)": {
      left: (F, x) => F.fn("tanh", x),
      right: (F, x, y) => F.sub(F.of(0), F.fn("tanh", F.sub(F.mul(F.of(q2), y), x))),
      fooled: [q2],
    },
    "relu(q₃x) = 0": {
      left: (F, x) => F.gate(F.mul(F.of(q3), x), F.of(1), F.of(0)),
      right: (F) => F.of(0),
      fooled: [q3],
    },
    "[x = x + q₁q₃] = 1": {
      left: (F, x) => F.equal(x, F.add(x, F.mul(F.of(q1), F.of(q3)))),
      right: (F) => F.of(1),
      fooled: [q1, q3],
    },
  };
  for (const [says, { left, right, fooled }] of Object.entries(falsehoods)) {
    test(`${says} passes for the planted primes alone, and the bound admits them`, () => {
      const passed = primes.filter((q) => {
        const keying = { p: q, seed: 1, trial: 1 };
        const [x, y, z] = [0, 1, 2].map((i) => keyed(keying)("input:x", i)) as [
          number,
          number,
          number,
        ];
        const F = prime(keying);
        try {
          return left(F, x, y, z) === right(F, x, y, z);
        } catch (error) {
          if (!(error instanceof ZeroDenominator)) throw error;
          return false;
        }
      });
      expect(passed).toEqual(fooled);
      const { field: F, tally } = degrees(LEAST);
      const [x, y, z] = [variable(), variable(), variable()];
      const difference = F.sub(left(F, x, y, z), right(F, x, y, z));
      const bound = errorBound(difference, tally, { p: LEAST, pool: POOL }).probability;
      expect(bound).toBeGreaterThanOrEqual(fooled.length / POOL);
      expect(bound).toBeLessThan(10 / POOL);
    });
  }

  test("a false identity made of the very primes that are drawn is PROVED, with such a bound", () => {
    const x = input("x", [1]);
    const same = prove(x, x);
    if (same.verdict !== "PROVED") return expect.fail("x = x is not proved");
    const drawn = same.primes.map((q): Tensor => {
      const low = q % 2 ** 16;
      return tensor([(q - low) / 2 ** 16])
        .mul(2 ** 16)
        .add(low);
    });
    const zero = drawn.reduce((a, b) => a.mul(b));
    const verdict = prove(x, x.add(zero));
    if (verdict.verdict !== "PROVED") return expect.fail("a multiple of all p is not proved");
    expect(verdict.primes).toEqual(same.primes);
    expect(same.log2ErrorBound).toBeCloseTo(-90, 9);
    expect(verdict.log2ErrorBound).toBeCloseTo(3 * Math.log2(3 / POOL), 3);
    const bits = same.primes.reduce((sum, q) => sum + Math.log2(q), 0);
    expect(verdict.height).toBe(Math.ceil(bits));
  });
});

describe("errorBound", () => {
  const p = 2 ** 30;
  const pool = Infinity;
  const d = { numerator: 8, height: 100 };
  const counts = (some: Partial<Tally>): Tally => ({ ...noTally(), ...some });

  test("k trials are the k-th power; it never underflows to 0, and is never above 1", () => {
    expect(errorBound(d, noTally(), { p, pool })).toEqual({ log2: -27, probability: 2 ** -27 });
    expect(errorBound(d, noTally(), { p, pool, trials: 3 }).log2).toBe(-81);
    const many = { p, pool, trials: 64 };
    expect(errorBound(d, noTally(), many)).toEqual({ log2: -1728, probability: 5e-324 });
    for (const hopeless of [
      { applications: 10 ** 5, argumentDegree: 3 },
      { applications: 2, argumentDegree: Infinity },
      { applications: 2, argumentDegree: Number.NaN },
      { divisorDegree: 2 ** 30 },
    ]) {
      expect(errorBound(d, counts(hopeless), many)).toEqual({ log2: 0, probability: 1 });
    }
    for (const height of [Infinity, Number.NaN]) {
      const bound = errorBound({ ...d, height }, noTally(), { p, pool: 8701 });
      expect(bound).toEqual({ log2: 0, probability: 1 });
    }
  });

  test("is (a + A) / (1 − c − A); a constant difference counts as degree 1", () => {
    const tally = {
      applications: 3,
      argumentDegree: 2,
      argumentHeight: 25,
      lift: 2,
      divisorDegree: 5,
      divisorPrimes: 6,
      divisors: [],
      equalityDegree: 4,
      equalityPrimes: 7,
      equalities: [],
      choices: 0,
      roots: 0,
      gates: 0,
      turn: 1,
    };
    const draws = { p: 1024, pool: 500 };
    const bound = errorBound({ numerator: 7, height: 59 }, tally, draws).probability;
    const inside = (9 * 2 + 4) / 1024 + (9 * 2 + 7) / 500;
    const accepted = 7 / 1024 + 5 / 500 + inside;
    expect(bound).toBeCloseTo(accepted / (1 - 5 / 1024 - 6 / 500 - inside), 15);
    const none = { numerator: -Infinity, height: -Infinity };
    expect(errorBound(none, noTally(), draws).log2).toBe(-10);
  });
});
