/**
 * Tier 2 with exp: an element is a residue modulo p and one modulo q = (p − 1)/2, and exp is
 * 4 to the power of the second, so that eˣ⁺ʸ = eˣ eʸ: 4 has order q modulo p.
 *
 * Next: trials.ts
 */
import { type Modular, modular } from "./fields.ts";
import type { Field, Value } from "./graph.ts";
import { power, type Signed } from "./signs.ts";

/** A number modulo p, and modulo q. */
export type Pair = readonly [p: bigint, q: bigint];

/**
 * Pairs of residues.
 * @param F       GF(p), where squares are positive
 * @param p       a prime; q = (p − 1)/2 is one too
 * @param keyedQ the keyed hash modulo q
 */
export function exponents(F: Signed, p: bigint, keyedQ: Value): Field<Pair> {
  const q = (p - 1n) / 2n;
  const G: Modular = modular(q, keyedQ);
  const base = (1n + keyedQ("base", 0n)) % q || 1n;
  const exp = (e: bigint): bigint => power(4n, (base * e) % q, p);
  /** What a function gave, with its exponent: odd, so that −f has minus that of f. */
  const given = (r: bigint): Pair => {
    if (r === 0n) return [r, 0n];
    return [r, r <= p - r ? keyedQ("exponent", r) : G.sub(0n, keyedQ("exponent", p - r))];
  };
  const whole = (n: bigint): Pair => [n, n];
  return {
    of: (x) => [F.of(x), G.of(x)],
    add: (a, b) => [F.add(a[0], b[0]), G.add(a[1], b[1])],
    sub: (a, b) => [F.sub(a[0], b[0]), G.sub(a[1], b[1])],
    mul: (a, b) => [F.mul(a[0], b[0]), G.mul(a[1], b[1])],
    div: (a, b) => [F.div(a[0], b[0]), G.div(a[1], b[1])],
    cos: (turn) => [F.cos(turn), G.cos(turn)],
    fn(name, x) {
      if (name === "exp") return given(exp(x[1]));
      if (name !== "tanh") return given(F.fn(name, x[0]));
      const square = exp(2n * x[1]);
      return given(F.div(F.sub(square, 1n), F.add(square, 1n)));
    },
    gate: (x, a, b) => (F.gate(x[0], 1n, 0n) === 1n ? a : b),
    max: (a, b) => (F.max(a[0], b[0]) === a[0] ? a : b),
    equal: (a, b) => whole(F.equal(a[0], b[0])),
  };
}
