/**
 * GF(p) with an exponential: eᵃ⁺ᵇ = eᵃeᵇ, and eˣ > 0.
 *
 * The squares modulo a safe prime p = 2q + 1 are the powers of any of them but 1, so an exponent
 * counts modulo q. An element is therefore a pair: its residues modulo p and modulo q, computed
 * side by side by the same operations. x and eˣ are independent, as they are for real numbers: a
 * random input has two independent residues, and e is a random square (were it 4, e = 4 would be
 * proved).
 *
 * Next: degree.ts
 */
import type { Field } from "../field.ts";
import { type Keying, keyed } from "./keyed.ts";
import { multiplier, power as powerOf } from "./modular.ts";
import { prime } from "./prime.ts";
import { type Reader, signs } from "./signs.ts";

/** A number, as itself and as an exponent. */
export interface Exponent {
  /** Modulo p. */
  readonly residue: number;
  /** Modulo q = (p − 1)/2. */
  readonly exponent: number;
}

/** The symbol of the keyed hash for exponents of values of functions. */
export const EXPONENT = "exponent";

/** The symbol for log₄ e. */
export const BASE = "base";

/** The symbol for the exponents of the input called NAME, index = row-major position. */
export const EXPONENT_OF = "exponent:";

/**
 * Pairs of GF(p) with signs and GF(q), p = 2q + 1.
 *
 *   eˣ       4^(b · exponent(x)) modulo p, b = 1 + value("base", 0) modulo q, or 1 where that is 0
 *   tanh x   (e²ˣ − 1)/(e²ˣ + 1)
 *   other    as in `signs`, of the residue
 *
 * What a function gives has, as an exponent, value("exponent", residue) modulo q, odd in the
 * residue: nothing is known of it but that equal values have equal exponents. Choices go by the
 * residue, and take the whole pair.
 * @param keying p a safe prime ≡ 3 (mod 4)
 * @param told   is told the signs that are read
 * @throws RangeError unless p ≡ 3 (mod 4)
 */
export function exponents(keying: Keying, told?: Reader): Field<Exponent> {
  const { p, seed, trial } = keying;
  const q = (p - 1) / 2;
  const P = signs(keying, told);
  const Q = prime({ p: q, seed, trial });
  const mul = multiplier(p);
  const value = keyed({ p: q, seed, trial });
  const both = (residue: number, exponent: number): Exponent => ({ residue, exponent });
  /** A value of a function: its exponent is a hash of it, odd. */
  const fresh = (r: number): Exponent => {
    if (r === 0) return both(0, 0);
    return both(r, r < p - r ? value(EXPONENT, r) : Q.sub(0, value(EXPONENT, p - r)));
  };
  const logE = Math.max(1, Q.add(1, value(BASE, 0)));
  const power = (e: number): number => powerOf(mul, 4, Q.mul(logE, e));
  const F: Field<Exponent> = {
    name: `GF(${p}) with signs and exponents`,
    of: (x) => both(P.of(x), Q.of(x)),
    cosine: (k, n) => both(P.cosine(k, n), Q.cosine(k, n)),
    add: (a, b) => both(P.add(a.residue, b.residue), Q.add(a.exponent, b.exponent)),
    sub: (a, b) => both(P.sub(a.residue, b.residue), Q.sub(a.exponent, b.exponent)),
    mul: (a, b) => both(P.mul(a.residue, b.residue), Q.mul(a.exponent, b.exponent)),
    div: (a, b) => both(P.div(a.residue, b.residue), Q.div(a.exponent, b.exponent)),
    fn(name, x) {
      if (name === "exp") return fresh(power(x.exponent));
      if (name === "tanh") {
        const square = power(Q.add(x.exponent, x.exponent)); // not −1, which is no square
        return fresh(P.div(P.sub(square, 1), P.add(square, 1)));
      }
      if (name === "sign") return F.of(signOf(P.fn(name, x.residue)));
      if (name === "abs") return F.mul(x, F.of(signOf(P.fn("sign", x.residue))));
      return fresh(P.fn(name, x.residue));
    },
    gate: (x, a, b) => (P.gate(x.residue, 1, 0) === 1 ? a : b),
    max: (a, b) => (P.max(a.residue, b.residue) === a.residue ? a : b),
    equal: (a, b) => F.of(a.residue === b.residue ? 1 : 0),
    mask: (_ct, _v, w) => w,
    pivot: null,
    product: null,
    exceeds: null,
    tangent: () => F.of(0),
    retangent: (x) => x,
  };
  /** −1, 0 or 1, from its residue. */
  const signOf = (r: number): number => (r > 1 ? -1 : r);
  return F;
}
