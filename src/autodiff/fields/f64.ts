/**
 * Doubles as a field: the interpreter that searches for counterexamples and checks accuracy.
 *
 * Its functions are `Math.*`, which are not the same in all runtimes, so it never decides a proof.
 *
 * Next: f32.ts
 */
import type { Field } from "../field.ts";
import { functions, meaningless } from "../functions.ts";
import { cosineOfTurn } from "../turn.ts";

/** a ∘ b in doubles, functions by `Math.*`. */
export const f64: Field<number> = {
  name: "f64",
  of: (x) => x,
  cosine: cosineOfTurn,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  fn: (name, x) => (functions[name].f64 ?? meaningless)(x),
  gate: (x, a, b) => (x > 0 ? a : b),
  max: (a, b) => (b > a || Number.isNaN(b) ? b : a),
  exceeds: (a, b) => a > b || (Number.isNaN(a) && !Number.isNaN(b)),
  equal: (a, b) => (a === b ? 1 : 0),
  mask: (ct, v, w) => (ct === 0 && !Number.isFinite(v) ? 0 : w),
  pivot: largest,
  product: null,
  tangent: () => 0,
  retangent: (x) => x,
};

/** The position of the first of the largest absolute values; a NaN is not larger than another. */
export function largest(column: readonly number[]): number {
  let at = 0;
  column.forEach((x, i) => {
    if (Math.abs(x) > Math.abs(column[at]!)) at = i;
  });
  return at;
}
