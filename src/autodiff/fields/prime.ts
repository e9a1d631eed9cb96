/**
 * GF(p): the field in which a proof evaluates both graphs.
 *
 * + − × ÷ are exact. Every function without a formula is uninterpreted: a keyed random function
 * that has the symmetry of the real one and nothing else, so what holds here holds for all such
 * functions.
 *
 * Next: dual.ts
 */
import { complaint, rangeError } from "../errors.ts";
import type { Field } from "../field.ts";
import { functions } from "../functions.ts";
import { residueProduct } from "../wasm/products/residues.ts";
import { cosines } from "./circle.ts";
import { type Keying, keyed } from "./keyed.ts";
import { inverse, multiplier, power } from "./modular.ts";

export { keyedResidue } from "./keyed.ts";

/** x / 0 in an exact field: this draw proves nothing, and `prove` takes another. */
export class ZeroDenominator extends Error {
  override readonly name = "ZeroDenominator";
  constructor(field: string) {
    super(complaint("div", `a divisor other than 0 in ${field}`, "0"));
  }
}

/**
 * GF(p), its elements the integers 0 … p − 1.
 *
 * With value(symbol, index) the keyed hash of keyed.ts, and c = min(x, p − x):
 *
 *   f(x), no symmetry  value(f, x)
 *   f(x), f odd        value(f, c) if x = c, else −value(f, c); f(0) = 0
 *   f(x), f even       value(f, c)
 *   f(x), f exact      its formula, over gate: abs(x) = x·sign(x), sign(x) = h(x) − h(−x)
 *   h(x) of gate       value("gate", c) if x = c, else 1 − value("gate", c); h(0) = 0
 *   cos(2πk/n)         on the circle c² + s² = 1, see circle.ts
 *   max(a, b)          the one with the larger value("order", ·), then the larger residue
 *
 * The second key of `max` makes it a total order, so max is commutative and associative always,
 * not only when no two ranks collide.
 * @param options p an odd prime < 2³¹; seed and trial are taken modulo 2³²
 * @throws RangeError unless p is odd and 3 ≤ p < 2³¹ (whether it is prime is not tested here)
 */
export function prime(options: Keying): Field<number> {
  const { p } = options;
  if (!Number.isInteger(p) || p < 3 || p >= 2 ** 31 || p % 2 === 0) {
    throw rangeError("prime", "an odd prime p < 2^31", String(p));
  }
  const name = `GF(${p})`;
  const mul = multiplier(p);
  const product = residueProduct();
  const value = keyed(options);
  const add = (a: number, b: number) => (a + b >= p ? a + b - p : a + b);
  const sub = (a: number, b: number) => (a < b ? a - b + p : a - b);
  const reciprocal = (x: number) => {
    if (x === 0) throw new ZeroDenominator(name);
    return inverse(p, x);
  };
  const gate = (x: number) => {
    if (x === 0) return 0;
    return x < p - x ? value("gate", x) : sub(1, value("gate", p - x));
  };
  const exceeds = (a: number, b: number) => {
    const ahead = value("order", a) - value("order", b);
    return ahead === 0 ? a > b : ahead > 0;
  };
  const F: Field<number> = {
    name,
    of: (x) => residue(x, p, mul),
    cosine: cosines(options),
    add,
    sub,
    mul,
    div: (a, b) => mul(a, reciprocal(b)),
    fn(f, x) {
      const row = functions[f];
      if (row.exact) return row.exact(F, x);
      if (row.symmetry === "none" || x < p - x) {
        return row.symmetry === "odd" && x === 0 ? 0 : value(f, x);
      }
      return row.symmetry === "odd" ? sub(0, value(f, p - x)) : value(f, p - x);
    },
    gate: (x, a, b) => add(b, mul(gate(x), sub(a, b))),
    max: (a, b) => (exceeds(b, a) ? b : a),
    exceeds,
    equal: (a, b) => (a === b ? 1 : 0),
    mask: (_ct, _v, w) => w,
    pivot: null,
    product: product && ((a, b, size) => product(p, a, b, size)),
    tangent: () => 0,
    retangent: (x) => x,
  };
  return F;
}

/** The dyadic rational x modulo p: m · 2⁻ᵏ with m an integer. Both steps are exact in doubles. */
function residue(x: number, p: number, mul: (a: number, b: number) => number): number {
  if (!Number.isFinite(x)) throw rangeError("prime", "a finite number", String(x));
  let m = Math.abs(x);
  let k = 0;
  for (; !Number.isInteger(m); k++) m *= 2;
  const r = mul(m % p, power(mul, (p + 1) / 2, k));
  return x < 0 && r !== 0 ? p - r : r;
}
