/**
 * Dual numbers x + ẋε with ε² = 0, over any field: forward mode, as exact as the field below.
 *
 * A graph read in dual(F) gives its value and its derivative along one direction, which is the
 * oracle for every VJP; dual(dual(F)) gives second derivatives.
 *
 * Next: height.ts
 */
import type { Field } from "../field.ts";
import { functions } from "../functions.ts";

/** x + ẋε: a value and its rate of change along the direction that is being followed. */
export interface Dual<T> {
  /** x */
  readonly value: T;
  /** ẋ */
  readonly tangent: T;
}

/**
 * F[ε]/ε²: (x + ẋε)(y + ẏε) = xy + (ẋy + xẏ)ε, f(x + ẋε) = f(x) + f′(x)ẋε.
 *
 * - The zero-cotangent law holds for ÷ and for singular functions: where ẋ is 0, so is its share.
 * - gate: h is piecewise constant, so the tangent is gated as the value is.
 * - max: the tangent of the larger; a tie takes the mean of both. Folding this over n > 2 entries
 *   does
 *   *not* share a tie equally ([1, 1, 1] gives ¼, ¼, ½): a reduction counts its ties itself.
 */
export function dual<T>(F: Field<T>): Field<Dual<T>> {
  const zero = F.of(0);
  const { pivot, exceeds, product } = F;
  const constant = (value: T): Dual<T> => ({ value, tangent: zero });
  /** w, but 0 where the factor t is 0 and the product w is not finite. */
  const law = (t: T, w: T) => F.mask(t, w, w);
  return {
    name: `dual(${F.name})`,
    differential: true,
    pivot: pivot && ((column) => pivot(column.map(({ value }) => value))),
    product:
      product &&
      ((a, b, size) => {
        const [x, dx] = partsOf(a);
        const [y, dy] = partsOf(b);
        const right = product(x, dy, size);
        const tangents = product(dx, y, size).map((t, i) => F.add(t, right[i]!));
        return product(x, y, size).map((value, i) => ({ value, tangent: tangents[i]! }));
      }),
    exceeds: exceeds && ((a, b) => exceeds(a.value, b.value)),
    of: (x) => constant(F.of(x)),
    cosine: (k, n) => constant(F.cosine(k, n)),
    add: (a, b) => ({ value: F.add(a.value, b.value), tangent: F.add(a.tangent, b.tangent) }),
    sub: (a, b) => ({ value: F.sub(a.value, b.value), tangent: F.sub(a.tangent, b.tangent) }),
    mul: (a, b) => ({
      value: F.mul(a.value, b.value),
      tangent: F.add(F.mul(a.tangent, b.value), F.mul(a.value, b.tangent)),
    }),
    div(a, b) {
      const value = F.div(a.value, b.value);
      const fromA = law(a.tangent, F.div(a.tangent, b.value));
      const fromB = law(b.tangent, F.div(F.mul(value, b.tangent), b.value));
      return { value, tangent: F.sub(fromA, fromB) };
    },
    fn(name, x) {
      const row = functions[name];
      const value = F.fn(name, x.value);
      const tangent = F.mul(row.slope(F, x.value, value), x.tangent);
      return { value, tangent: row.singular ? law(x.tangent, tangent) : tangent };
    },
    gate: (x, a, b) => ({
      value: F.gate(x.value, a.value, b.value),
      tangent: F.gate(x.value, a.tangent, b.tangent),
    }),
    max(a, b) {
      const value = F.max(a.value, b.value);
      const isA = F.equal(value, a.value);
      const isB = F.equal(value, b.value);
      const share = F.add(law(isA, F.mul(isA, a.tangent)), law(isB, F.mul(isB, b.tangent)));
      return { value, tangent: F.div(share, F.add(isA, isB)) };
    },
    equal: (a, b) => constant(F.equal(a.value, b.value)),
    mask: (ct, v, w) => ({
      value: F.mask(ct.value, v.value, w.value),
      tangent: F.mask(ct.value, v.value, w.tangent),
    }),
    tangent: (x) => constant(x.tangent),
    retangent: (x, t) => ({ value: x.value, tangent: t.value }),
  };
}

/** Values, and tangents. */
function partsOf<T>(x: ArrayLike<Dual<T>>): readonly [T[], T[]] {
  return [Array.from(x, ({ value }) => value), Array.from(x, ({ tangent }) => tangent)];
}
