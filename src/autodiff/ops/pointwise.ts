/**
 * Ops that work on each element by itself. Inputs have one shape: broadcasting is a node of its
 * own.
 *
 * Next: reduce.ts
 */
import type { FunctionName } from "../field.ts";
import { functions } from "../functions.ts";
import { graphField } from "../tensor/graph-field.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Attributes, None } from "./names.ts";
import { linear, oneShape, pointwise, type Row, total } from "./row.ts";

/** a + b */
export const add: Row<None> = {
  family: "pointwise",
  shape: oneShape("add"),
  vjp: (ct) => [ct, ct],
  jvp: total,
  batch: pointwise,
};

/** a − b */
export const sub: Row<None> = {
  family: "pointwise",
  shape: oneShape("sub"),
  vjp: (ct) => [ct, ct.neg()],
  jvp: ([da, db]) => (da && db ? da.sub(db) : (da ?? db!.neg())),
  batch: pointwise,
};

/** a · b */
export const mul: Row<None> = {
  family: "pointwise",
  shape: oneShape("mul"),
  vjp: (ct, _y, [a, b], _attrs, { wanted }) => [
    wanted(0) ? ct.mul(b!) : null,
    wanted(1) ? ct.mul(a!) : null,
  ],
  jvp: ([da, db], _y, [a, b]) => total([da?.mul(b!), db && a!.mul(db)]),
  batch: pointwise,
};

/**
 * a / b. Where b = 0 and the cotangent is 0, the cotangents of a and b are 0, not 0/0.
 * A divisor that is a written number needs no such care, and no cotangent.
 */
export const div: Row<None> = {
  family: "pointwise",
  shape: oneShape("div"),
  vjp(ct, y, [, b], _attrs, { wanted }) {
    if (b!.op === "full" && (b!.attrs as Attributes["full"]).value !== 0) return [ct.div(b!), null];
    return [
      wanted(0) ? ifSent(ct, ct.div(b!)) : null,
      wanted(1) ? ifSent(ct, sentTo(ct, y).div(b!).neg()) : null,
    ];
  },
  jvp: ([da, db], y, [, b]) =>
    total([da && ifSent(da, da.div(b!)), db && ifSent(db, sentTo(db, y).div(b!).neg())]),
  batch: pointwise,
};

/** −a */
export const neg: Row<None> = {
  family: "pointwise",
  shape: oneShape("neg"),
  vjp: (ct) => [ct.neg()],
  jvp: linear,
  batch: pointwise,
};

/** name(a): the slope is read from functions.ts, in the field that builds graph. */
export const fn: Row<Attributes["function"]> = {
  family: "pointwise",
  shape: oneShape("function"),
  vjp: (ct, y, [x], { name }) => [slopeTimes(name, ct, x!, y)],
  jvp: ([dx], y, [x], { name }) => slopeTimes(name, dx!, x!, y),
  batch: pointwise,
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
  jvp: ([, da, db], y, [x]) => (da || db ? x!.gate(da ?? y.like(0), db ?? y.like(0)) : null),
  batch: pointwise,
};

/** 1 where a = b, else 0; derivative 0. */
export const equal: Row<None> = {
  family: "pointwise",
  shape: oneShape("equal"),
  vjp: () => [null, null],
  jvp: () => null,
  batch: pointwise,
};

/** 0 where ct is 0 and v is not finite, else w: linear in w. */
export const mask: Row<None> = {
  family: "pointwise",
  shape: oneShape("mask"),
  vjp: (ct, _y, [zero, value]) => [null, null, zero!.mask(value!, ct)],
  jvp: ([, , dw], _y, [zero, value]) => (dw ? zero!.mask(value!, dw) : null),
  batch: pointwise,
};

/** ct · name′(x), by the zero-cotangent law if the function is singular somewhere. */
function slopeTimes(name: FunctionName, ct: Tensor, x: Tensor, y: Tensor): Tensor {
  const { slope, singular } = functions[name];
  const factor = slope(graphField(x), x, y);
  return singular ? sentTo(ct, factor) : ct.mul(factor);
}

/**
 * ct · factor by the zero-cotangent law: where no cotangent (or tangent) arrives, none leaves, so
 * 0 · ∞ is 0 and a NaN behind a gate stays behind it. The factor is masked, not the product: the
 * product sends its own cotangent times the factor to ct, and ∞ there would be NaN one order later.
 */
function sentTo(ct: Tensor, factor: Tensor): Tensor {
  return ct.mul(ifSent(ct, factor));
}

/** v; 0 where ct is 0 and v is not finite. */
function ifSent(ct: Tensor, v: Tensor): Tensor {
  return ct.mask(v, v);
}
