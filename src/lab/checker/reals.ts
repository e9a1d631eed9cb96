/**
 * Where witnesses are evaluated: rational numbers, and doubles with an error bound.
 *
 * Next: bound.ts
 */

import { dyadic } from "./fields.ts";
import { CannotCheck, type Field, Vanishes } from "./graph.ts";
import { folded, rationalCosine, TURN } from "./turns.ts";

/** c₀, c₁, … of "φ(x) = 2·x^3 - x + 1", the one function that a witness may spell; [] if none. */
export function coefficientsOf(texts: unknown): number[] {
  const c: number[] = [];
  if (!Array.isArray(texts) || texts.length > 1) throw new CannotCheck("expected at most one φ");
  if (texts.length === 0) return c;
  const [, body] = spelled(/^φ\(x\) = (.+)$/, String(texts[0]));
  for (const term of body!.replaceAll(" - ", " + -").split(" + ")) {
    const [, factor, x, power] = spelled(/^(-?[\d.]*)·?(?:(x)(?:\^(\d+))?)?$/, term);
    const size = factor === "" || factor === "-" ? Number(`${factor}1`) : Number(factor);
    c[x === undefined ? 0 : Number(power ?? 1)] = size;
  }
  return Array.from(c, (size) => size ?? 0);
}

/** φ⁽ᵏ⁾(x) for φ = Σ cⱼ xʲ, by Horner's rule; undefined if the name is not that of a φ. */
function phi<T>(F: Field<T>, c: readonly number[], name: string, x: T): T | undefined {
  const order = ["phi", "phi1", "phi2", "phi3"].indexOf(name);
  if (order < 0 || c.length === 0) return undefined;
  let result = F.of(0);
  for (let j = c.length - 1; j >= order; j--) {
    let slope = c[j]!;
    for (let i = 0; i < order; i++) slope *= j - i;
    result = F.add(F.mul(result, x), F.of(slope));
  }
  return result;
}

/** Real numbers, as far as we can compute them. */
export interface Reals<T> extends Field<T> {
  /** The number that a witness spells. */
  read(text: string): T;
  /** Whether they are one number, for all we know. */
  same(a: T, b: T): boolean;
}

function spelled(form: RegExp, text: string): RegExpExecArray {
  const found = form.exec(text);
  if (found === null) throw new CannotCheck(`expected a number, got ${JSON.stringify(text)}`);
  return found;
}

/** n/d in lowest terms, d > 0. */
type Rational = readonly [n: bigint, d: bigint];

/** ℚ; where a gate or a test for equality reads 0, a witness would rest on a convention. */
export function rationals(coefficients: readonly number[]): Reals<Rational> {
  const zero = (x: Rational): boolean => x[0] === 0n;
  const reduced = (n: bigint, d: bigint): Rational => {
    if (d === 0n) throw new Vanishes();
    let [g, r] = [n, d];
    while (r !== 0n) [g, r] = [r, g % r];
    if (g < 0n !== d < 0n) g = -g;
    return [n / g, d / g];
  };
  const F: Reals<Rational> = {
    read(text) {
      const [, n, d = "1"] = spelled(/^(-?\d+)(?:\/(\d+))?$/, text);
      return reduced(BigInt(n!), BigInt(d));
    },
    same: (a, b) => zero(F.sub(a, b)),
    of: (x) => dyadic(x),
    add: ([a, b], [c, d]) => reduced(a * d + c * b, b * d),
    sub: ([a, b], [c, d]) => reduced(a * d - c * b, b * d),
    mul: ([a, b], [c, d]) => reduced(a * c, b * d),
    div: ([a, b], [c, d]) => reduced(a * d, b * c),
    cos(turn) {
      const value = rationalCosine(turn);
      if (value === undefined) throw new CannotCheck(`cos 2π·${turn}/${TURN} is not rational`);
      return F.of(value);
    },
    fn(name, x) {
      const value = phi(F, coefficients, name, x);
      if (value === undefined) throw new CannotCheck(`${name} has no rational value`);
      return value;
    },
    gate(x, a, b) {
      if (zero(x)) throw new CannotCheck("the witness rests on a gate that reads 0");
      return x[0] > 0n ? a : b;
    },
    max: (a, b) => (F.sub(b, a)[0] > 0n ? b : a),
    equal(a, b) {
      const tie = a !== b && zero(F.sub(a, b));
      if (tie) throw new CannotCheck("the witness rests on a tie");
      return F.of(a === b ? 1 : 0);
    },
  };
  return F;
}

/** A double and how far from the truth it may be. */
type Bounded = readonly [value: number, error: number];

/** All of them monotone, but sin and cos, whose slope is at most 1. */
const ELEMENTARY: ReadonlyMap<string, (x: number) => number> = new Map([
  ["exp", Math.exp],
  ["log", Math.log],
  ["tanh", Math.tanh],
  ["sqrt", Math.sqrt],
  ["asin", Math.asin],
  ["acos", Math.acos],
  ["atan", Math.atan],
  ["floor", Math.floor],
  ["sin", Math.sin],
  ["cos", Math.cos],
]);

/** One rounding, as a share; four of them for a library function. */
const UNIT = 2 ** -53;

/** What differs by no more than so many error bounds is one number for all we know. */
export const MARGIN = 100;

/** Doubles with a running error bound, itself good to a factor of 2: the margin is wider. */
export function doubles(coefficients: readonly number[]): Reals<Bounded> {
  const near = (value: number, moved: number, roundings = 1): Bounded => {
    const error = moved + roundings * UNIT * Math.abs(value) + Number.MIN_VALUE; // for underflow
    if (!Number.isFinite(value) || !Number.isFinite(error)) throw new Vanishes();
    return [value, error];
  };
  const certain = ([value, error]: Bounded): boolean => Math.abs(value) > 2 * error;
  const F: Reals<Bounded> = {
    read: (text) => F.of(Number(spelled(/^-?\d+(\.\d+)?(e[+-]?\d+)?$/, text)[0])),
    same: (a, b) => Math.abs(a[0] - b[0]) <= MARGIN * (a[1] + b[1]),
    of: (x) => [dyadic(x) && x, 0],
    add: ([a, s], [b, t]) => near(a + b, s + t),
    sub: ([a, s], [b, t]) => near(a - b, s + t),
    mul: ([a, s], [b, t]) => near(a * b, Math.abs(a) * t + Math.abs(b) * s + s * t),
    div(a, b) {
      if (!certain(b)) throw new Vanishes();
      return near(a[0] / b[0], (a[1] + Math.abs(a[0] / b[0]) * b[1]) / (Math.abs(b[0]) - b[1]));
    },
    cos(turn) {
      const value = rationalCosine(turn);
      if (value !== undefined) return F.of(value);
      const angle = (2 * Math.PI * folded(turn)) / TURN; // three roundings of at most π
      return near(Math.cos(angle), 4 * UNIT * Math.PI, 8);
    },
    fn(name, x) {
      const value = phi(F, coefficients, name, x);
      if (value !== undefined) return value;
      const f = ELEMENTARY.get(name);
      if (f === undefined) throw new CannotCheck(`${name} has no value in doubles`);
      if (name === "sin" || name === "cos") return near(f(x[0]), x[1], 8);
      const ends = [f(x[0] - x[1]), f(x[0] + x[1])].map((end) => Math.abs(end - f(x[0])));
      return near(f(x[0]), Math.max(...ends), 8);
    },
    gate(x, a, b) {
      if (!certain(x)) throw new CannotCheck("the witness rests on a gate that reads 0");
      return x[0] > 0 ? a : b;
    },
    max(a, b) {
      if (a === b || certain(F.sub(a, b))) return a[0] >= b[0] ? a : b;
      return [Math.max(a[0], b[0]), Math.max(a[1], b[1]) + Math.abs(a[0] - b[0])];
    },
    equal(a, b) {
      if (a !== b && !certain(F.sub(a, b))) throw new CannotCheck("the witness rests on a tie");
      return [a === b ? 1 : 0, 0];
    },
  };
  return F;
}
