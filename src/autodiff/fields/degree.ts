/**
 * Degrees and heights: reading a graph in this field bounds how often a proof can be wrong.
 *
 * Every entry of a graph is a rational function of the inputs and of the values of uninterpreted
 * functions. This field keeps the size of its numerator and denominator (see fraction.ts), and
 * counts on the side what else can go wrong.
 *
 * Next: error-bound.ts
 */
import type { Field } from "../field.ts";
import { functions } from "../functions.ts";
import { cosineOfTurn, stepsOf, TURN } from "../turn.ts";
import { gcd } from "./circle.ts";
import { noTally, type Tally } from "./error-bound.ts";
import { integers, type Product, product as productOf } from "./factors.ts";
import * as fraction from "./fraction.ts";
import { type Degree, isZero, variable, ZERO } from "./fraction.ts";
import { primesWithin, up } from "./height.ts";
import { ZeroDenominator } from "./prime.ts";

export { type Degree, variable } from "./fraction.ts";

/**
 * The field of `Degree`s.
 *
 * An application of an uninterpreted function, of h or of an order rank is a new variable, of
 * degree 1, and is counted; h is v or 1 − v, hence of height 1. A function with an exact formula
 * is its formula.
 * @param p the least prime that may be drawn, 2³⁰ when left out
 * @returns the field, and the tally that it writes to
 */
export function degrees(p: number = 2 ** 30): {
  readonly field: Field<Degree>;
  readonly tally: Readonly<Tally>;
} {
  const tally = noTally();
  const integer = integers();
  const divisors = new WeakMap<Degree, Product>();
  const { apply, choose } = applications(tally);
  const turn = turns(tally, integer(2));
  /** N of a divisor N/D, counted once: the primes of a known integer, or else a new factor. */
  const below = (b: Degree): Product => {
    const known = divisors.get(b);
    if (known) return known;
    tally.divisorDegree += b.numerator;
    tally.divisorPrimes += primesWithin(b.height, p);
    tally.divisors.push(b);
    const factor = { degree: b.numerator, height: b.height };
    const fresh =
      b.constant === undefined ? productOf(new Map([[factor, 1]])) : integer(b.constant);
    divisors.set(b, fresh);
    return fresh;
  };
  const F: Field<Degree> = {
    name: "degrees",
    of: (x) => fraction.constant(x, integer(2)),
    cosine: (k, n) => turn(k, n) ?? fraction.constant(cosineOfTurn(k, n), integer(2)),
    add: (a, b) => fraction.sum(a, b, 1),
    sub: (a, b) => fraction.sum(a, b, -1),
    mul: fraction.product,
    div(a, b) {
      if (isZero(b)) throw new ZeroDenominator(F.name);
      return fraction.quotient(a, b, below(b));
    },
    fn(name, x) {
      const row = functions[name];
      if (row.exact) return row.exact(F, x);
      return row.symmetry === "odd" && isZero(x) ? ZERO : apply(name, x);
    },
    // b + h·(a − b) over a common denominator: ‖va + (1 − v)b‖ ≤ 2 (‖a‖ + ‖b‖).
    gate(x, a, b) {
      if (isZero(x)) return b;
      return fraction.product({ ...apply("gate", x), height: 1 }, fraction.either(a, b));
    },
    max(a, b) {
      tally.choices++;
      return choose(a, b);
    },
    equal(a, b) {
      const difference = fraction.sum(a, b, -1);
      tally.equalityDegree += Math.max(0, difference.numerator);
      tally.equalityPrimes += primesWithin(difference.height, p);
      if (!isZero(difference)) tally.equalities.push(difference);
      return { ...variable(), numerator: 0 };
    },
    mask: (_ct, _v, w) => w,
    pivot: null,
    product: null,
    exceeds: null,
    tangent: () => ZERO,
    retangent: (x) => x,
  };
  return { field: F, tally };
}

/**
 * cos(2πk/n) = (ζ + ζ⁻¹)/2, a sum of two roots of unity over 2; undefined where it is rational.
 * Each is one object, however often it is asked for.
 */
function turns(tally: Tally, two: Product): (k: number, n: number) => Degree | undefined {
  const known = new Map<number, Degree>();
  return (k, n) => {
    const steps = stepsOf(k, n);
    if (Number.isInteger(2 * cosineOfTurn(k, n))) return undefined;
    const order = TURN / gcd(steps, TURN);
    tally.turn = (tally.turn * order) / gcd(tally.turn, order);
    const half = Math.min(steps, TURN - steps);
    const value = known.get(half) ?? {
      numerator: 0,
      height: 1,
      constant: undefined,
      denominator: two,
    };
    known.set(half, value);
    return value;
  };
}

/** Applications of uninterpreted functions, written to the tally. */
function applications(tally: Tally) {
  const values = new Map<string, WeakMap<Degree, Degree>>();
  const largest = { numerator: 0, height: 0 };
  const denominator = { degree: 0, height: 0 };
  /** The value at x: one variable for each function and argument, counted when it is first met. */
  const apply = (name: string, x: Degree): Degree => {
    const ofName = values.get(name) ?? new WeakMap<Degree, Degree>();
    values.set(name, ofName);
    const known = ofName.get(x);
    if (known) return known;
    tally.applications++;
    if (name === "sqrt") tally.roots++;
    if (name === "gate") tally.gates++;
    largest.numerator = Math.max(largest.numerator, x.numerator);
    largest.height = Math.max(largest.height, x.height);
    denominator.degree = Math.max(denominator.degree, x.denominator.degree);
    denominator.height = Math.max(denominator.height, x.denominator.height);
    tally.argumentDegree = largest.numerator + denominator.degree;
    tally.lift = Math.max(largest.numerator, 2 + denominator.degree);
    // ‖N₁D₂ ± N₂D₁‖ ≤ 2 max ‖N‖ max ‖D‖
    tally.argumentHeight = up(largest.height + denominator.height + 1);
    const value = variable();
    ofName.set(x, value);
    return value;
  };
  /** One of a and b: its rank is that of one of them, and is counted with them. */
  const choose = (a: Degree, b: Degree): Degree => {
    if (a === b) return a;
    const rank = apply("order", a);
    apply("order", b);
    const chosen = fraction.either(a, b);
    values.get("order")!.set(chosen, rank);
    return chosen;
  };
  return { apply, choose };
}
