/**
 * Pointwise ops: the formula at each element.
 *
 * Next: reduce.ts
 */
import type { Field } from "../../field.ts";
import type { Attributes } from "../../ops/names.ts";
import type { Call, Lowering } from "./lowering.ts";

/** A formula of up to three elements. */
type Formula = <T>(F: Field<T>, a: T, b: T, c: T) => T;

/** a + b */
export const add: Lowering = each((F, a, b) => F.add(a, b));
/** a − b */
export const sub: Lowering = each((F, a, b) => F.sub(a, b));
/** a · b */
export const mul: Lowering = each((F, a, b) => F.mul(a, b));
/** a / b */
export const div: Lowering = each((F, a, b) => F.div(a, b));
/** −a, as −1 · a, which negates a zero too. */
export const neg: Lowering = each((F, a) => F.mul(F.of(-1), a));
/** a if x > 0 else b */
export const gate: Lowering = each((F, x, a, b) => F.gate(x, a, b));
/** 1 if a = b else 0 */
export const equal: Lowering = each((F, a, b) => F.equal(a, b));
/** 0 where ct is 0 and v is not finite, else w */
export const mask: Lowering = each((F, ct, v, w) => F.mask(ct, v, w));
/** The same value, with tangent 0. */
export const stopGradient: Lowering = each((F, a) => F.retangent(a, F.of(0)));

/** name(a) */
export const fn: Lowering = ({ F, node, ins }) => {
  const { name } = node.attrs as Attributes["function"];
  return Array.from(ins[0]!, (x) => F.fn(name, x));
};

function each(formula: Formula): Lowering {
  return <T>({ F, node, ins: [a, b = a, c = a] }: Call<T>) =>
    Array.from({ length: node.size }, (_, i) => formula(F, a![i]!, b![i]!, c![i]!));
}
