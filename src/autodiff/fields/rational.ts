/**
 * ℚ: fractions of BigInts, for witnesses that nobody has to believe.
 *
 * A counterexample in rational numbers is a sum that a reader can do by hand. Slow, and rare: only
 * witnesses are evaluated here, never a proof.
 *
 * Next: bounded.ts
 */
import { rangeError } from "../errors.ts";
import type { Field } from "../field.ts";
import { functions } from "../functions.ts";
import { cosineOfTurn } from "../turn.ts";
import { type PhiInstance, phiValue } from "./phi.ts";
import { ZeroDenominator } from "./prime.ts";

/** numerator/denominator in lowest terms, the denominator positive. */
export interface Rational {
  /** Any integer. */
  readonly numerator: bigint;
  /** A positive integer, coprime to the numerator. */
  readonly denominator: bigint;
}

/**
 * ℚ, exact, with the order of the real numbers.
 *
 * Functions without a formula over ℚ (exp, log, tanh, sqrt) have no value here; φ has one, and its
 * derivatives exactly, where it is given as a polynomial.
 * @throws ZeroDenominator on a / 0; RangeError on a function that leaves ℚ
 */
export function rational(options: { readonly phi?: PhiInstance } = {}): Field<Rational> {
  const F: Field<Rational> = {
    name: "ℚ",
    of: rationalOf,
    cosine(k, n) {
      const value = cosineOfTurn(k, n);
      if (Number.isInteger(2 * value)) return rationalOf(value);
      throw rangeError("rootOfUnity", "a rational number", `cos of ${k}/${n} of a turn`);
    },
    add: (a, b) => sum(a, b.numerator, b.denominator),
    sub: (a, b) => sum(a, -b.numerator, b.denominator),
    mul: (a, b) => reduced(a.numerator * b.numerator, a.denominator * b.denominator),
    div(a, b) {
      if (b.numerator === 0n) throw new ZeroDenominator("ℚ");
      return reduced(a.numerator * b.denominator, a.denominator * b.numerator);
    },
    fn(name, x) {
      const row = functions[name];
      if (row.exact) return row.exact(F, x);
      const value = phiValue(F, options.phi, name, x);
      if (value) return value;
      throw rangeError(name, "a function with rational values", formatRational(x));
    },
    gate: (x, a, b) => (x.numerator > 0n ? a : b),
    max: (a, b) => (compareRational(b, a) > 0 ? b : a),
    exceeds: (a, b) => compareRational(a, b) > 0,
    equal: (a, b) => rationalOf(compareRational(a, b) === 0 ? 1 : 0),
    mask: (_ct, _v, w) => w,
    pivot: null,
    product: null,
    tangent: () => rationalOf(0),
    retangent: (x) => x,
  };
  return F;
}

/**
 * x = m · 2⁻ᵏ, exactly.
 * @throws RangeError when x is not finite
 */
export function rationalOf(x: number): Rational {
  if (!Number.isFinite(x)) throw rangeError("rational", "a finite number", String(x));
  let m = x;
  let k = 0n;
  for (; !Number.isInteger(m); k++) m *= 2;
  return reduced(BigInt(m), 1n << k);
}

/** "a/b", or "a" for an integer: the exact strings of witnesses. */
export function formatRational({ numerator, denominator }: Rational): string {
  return denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`;
}

/**
 * The fraction that "a/b" or "a" spells, in lowest terms.
 * @throws RangeError on any other text, and on a denominator of 0
 */
export function parseRational(text: string): Rational {
  const [, numerator, denominator = "1"] = /^(-?\d+)(?:\/(\d+))?$/.exec(text) ?? [];
  if (numerator === undefined || /^0+$/.test(denominator)) {
    throw rangeError("rational", 'an integer "a" or a fraction "a/b"', JSON.stringify(text));
  }
  return reduced(BigInt(numerator), BigInt(denominator));
}

/** The sign of a − b: −1, 0 or 1. */
export function compareRational(a: Rational, b: Rational): -1 | 0 | 1 {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

function sum(a: Rational, numerator: bigint, denominator: bigint): Rational {
  return reduced(
    a.numerator * denominator + numerator * a.denominator,
    a.denominator * denominator,
  );
}

/** n/d in lowest terms, d ≠ 0 of either sign. */
function reduced(n: bigint, d: bigint): Rational {
  let g = n < 0n ? -n : n;
  for (let r = d < 0n ? -d : d; r !== 0n; ) [g, r] = [r, g % r];
  if (d < 0n) g = -g;
  return { numerator: n / g, denominator: d / g };
}
