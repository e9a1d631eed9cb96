/**
 * Ops that work on each element by itself. Inputs have one shape: broadcasting is a node of its
 * own.
 *
 * Next: reduce.ts
 */
import { functions } from "../functions.ts";
import { graphField } from "../tensor/graph-field.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Attributes, None } from "./names.ts";
import { oneShape, type Row } from "./row.ts";

/** a + b */
export const add: Row<None> = {
  family: "pointwise",
  shape: oneShape("add"),
  vjp: (ct) => [ct, ct],
};

/** a − b */
export const sub: Row<None> = {
  family: "pointwise",
  shape: oneShape("sub"),
  vjp: (ct) => [ct, ct.neg()],
};

/** a · b */
export const mul: Row<None> = {
  family: "pointwise",
  shape: oneShape("mul"),
  vjp: (ct, _y, [a, b]) => [ct.mul(b!), ct.mul(a!)],
};

/**
 * a / b. Where b = 0 and the cotangent is 0, the cotangents of a and b are 0, not 0/0.
 * A divisor that is a written number needs no such care, and no cotangent.
 */
export const div: Row<None> = {
  family: "pointwise",
  shape: oneShape("div"),
  vjp(ct, y, [, b]) {
    const da = ct.div(b!);
    if (b!.op === "full" && (b!.attrs as Attributes["full"]).value !== 0) return [da, null];
    return [zeroCotangentLaw(ct, da), zeroCotangentLaw(ct, ct.mul(y).div(b!).neg())];
  },
};

/** −a */
export const neg: Row<None> = {
  family: "pointwise",
  shape: oneShape("neg"),
  vjp: (ct) => [ct.neg()],
};

/** name(a): the slope is read from functions.ts, in the field that builds graph. */
export const fn: Row<Attributes["function"]> = {
  family: "pointwise",
  shape: oneShape("function"),
  vjp(ct, y, [x], { name }) {
    const row = functions[name];
    const product = ct.mul(row.slope(graphField(x!), x!, y));
    return [row.singular ? zeroCotangentLaw(ct, product) : product];
  },
};

/**
 * a where x > 0, else b: `where` on a comparison, relu and abs are this row. No derivative in x.
 */
export const gate: Row<None> = {
  family: "pointwise",
  shape: oneShape("where"),
  vjp(ct, _y, [x]) {
    const zero = ct.like(0);
    return [null, x!.gate(ct, zero), x!.gate(zero, ct)];
  },
};

/** 1 where a = b, else 0; derivative 0. */
export const equal: Row<None> = {
  family: "pointwise",
  shape: oneShape("equal"),
  vjp: () => [null, null],
};

/** 0 where ct is 0 and v is not finite, else w: linear in w. */
export const mask: Row<None> = {
  family: "pointwise",
  shape: oneShape("mask"),
  vjp: (ct, _y, [zero, value]) => [null, null, zero!.mask(value!, ct)],
};

/**
 * Where no cotangent arrives, none leaves: 0 · ∞ is 0 here, and a NaN behind a gate stays behind
 * it.
 */
function zeroCotangentLaw(ct: Tensor, product: Tensor): Tensor {
  return ct.mask(product, product);
}
