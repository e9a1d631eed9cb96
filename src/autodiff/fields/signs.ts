/**
 * GF(p) with signs: the squares are the positive numbers.
 *
 * Where −1 is no square, χ(x) = ±1 (Legendre's symbol) behaves as a sign does under × and ÷:
 * χ(xy) = χ(x)χ(y), χ(−x) = −χ(x), χ(x²) = 1. So relu, |x|, sign, √ and max obey their laws here,
 * all but one: sums of squares may be negative. A point of this field has a pattern of signs, as
 * a point of ℝⁿ has, and more patterns occur than in ℝⁿ.
 *
 * Next: exponents.ts
 */
import { rangeError } from "../errors.ts";
import type { Field, FunctionName } from "../field.ts";
import { functions } from "../functions.ts";
import type { Keying } from "./keyed.ts";
import { multiplier, power } from "./modular.ts";
import { prime } from "./prime.ts";

/** √ of a number that is no square: this draw is outside the domain, and `prove` takes another. */
export class OutsideDomain extends Error {
  override readonly name = "OutsideDomain";
  constructor(field: string) {
    super(`sqrt: expected a square in ${field}, got a non-square`);
  }
}

/** Is told the sign and the absolute value of every number whose sign a gate, or max, reads. */
export type Reader = (sign: -1 | 0 | 1, size: number) => void;

/**
 * GF(p), p ≡ 3 (mod 4), its elements the integers 0 … p − 1, with
 *
 *   gate(x, a, b)  a if χ(x) = 1, else b
 *   max(a, b)      b if χ(a − b) = −1, else a
 *   √x             x^((p + 1)/4), the root that is a square; OutsideDomain unless x is one
 *
 * All else, and the other functions, as in `prime`.
 * @param keying p a prime ≡ 3 (mod 4) below 2³¹
 * @param told   is told the signs that are read
 * @throws RangeError unless p ≡ 3 (mod 4)
 */
export function signs(keying: Keying, told?: Reader): Field<number> {
  const { p } = keying;
  if (p % 4 !== 3) throw rangeError("signs", "a prime p ≡ 3 (mod 4)", String(p));
  const F = prime(keying);
  const mul = multiplier(p);
  const read = (x: number): -1 | 0 | 1 => {
    const sign = legendre(p, x);
    told?.(sign, sign === -1 ? p - x : x);
    return sign;
  };
  const exceeds = (a: number, b: number) => a !== b && read(F.sub(b, a)) === -1;
  const S: Field<number> = {
    ...F,
    name: `GF(${p}) with signs`,
    fn(name: FunctionName, x: number): number {
      if (name === "sqrt") {
        if (legendre(p, x) === -1) throw new OutsideDomain(S.name);
        return power(mul, x, (p + 1) / 4);
      }
      return functions[name].exact?.(S, x) ?? F.fn(name, x);
    },
    gate: (x, a, b) => (read(x) === 1 ? a : b),
    max: (a, b) => (exceeds(b, a) ? b : a),
    exceeds,
  };
  return S;
}

/**
 * χ(x): 0 at 0, 1 if x is another square modulo p, else −1.
 *
 * Jacobi's binary algorithm in 32-bit integers, 0.3 µs; the power x^((p−1)/2) takes 3.5.
 * @param p an odd prime < 2³¹
 * @param x 0 ≤ x < p
 */
export function legendre(p: number, x: number): -1 | 0 | 1 {
  let [a, n]: [number, number] = [x, p];
  let sign: -1 | 1 = 1;
  while (a !== 0) {
    const twos = 31 - Math.clz32(a & -a);
    a >>>= twos;
    // (2/n) = −1 for n ≡ 3, 5 (mod 8)
    if (twos % 2 === 1 && (n % 8 === 3 || n % 8 === 5)) sign = sign === 1 ? -1 : 1;
    if (a < n) {
      [a, n] = [n, a];
      if (a % 4 === 3 && n % 4 === 3) sign = sign === 1 ? -1 : 1; // quadratic reciprocity
    }
    a -= n;
  }
  return n === 1 ? sign : 0;
}
