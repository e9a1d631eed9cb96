/**
 * Floats as a field: the oracle that every fast f32 interpreter equals to the bit.
 *
 * Rounding the double result of + − × ÷ √ once more gives the float result exactly, because 53 bits
 * are at least 2·24 + 2 (Figueroa, "When is double rounding innocuous?", 1995). Functions are the
 * formulas of functions.ts, never `Math.*`, so the bits are the same in every runtime.
 *
 * Next: blocks.ts
 */
import type { Machine } from "../field.ts";
import { functions, meaningless } from "../functions.ts";
import { cosineOfTurn } from "../turn.ts";
import { largest } from "./f64.ts";

// One float seen as its bits: write one, read the other.
const float = new Float32Array(1);
const int = new Int32Array(float.buffer);
const SIGN = 0x80000000 | 0;

/** a ∘ b rounded to the nearest float, for elements that are floats. */
export const f32: Machine<number> = {
  name: "f32",
  of: (x) => Math.fround(x),
  cosine: (k, n) => Math.fround(cosineOfTurn(k, n)),
  add: (a, b) => Math.fround(a + b),
  sub: (a, b) => Math.fround(a - b),
  mul: (a, b) => Math.fround(a * b),
  div: (a, b) => Math.fround(a / b),
  sqrt: (x) => Math.fround(Math.sqrt(x)),
  fn: (name, x) => (functions[name].f32 ?? meaningless)(f32, x),
  gate: (x, a, b) => (x > 0 ? a : b),
  max: (a, b) => (b > a || Number.isNaN(b) ? b : a),
  exceeds: (a, b) => a > b || (Number.isNaN(a) && !Number.isNaN(b)),
  equal: (a, b) => (a === b ? 1 : 0),
  mask: (ct, v, w) => (ct === 0 && !Number.isFinite(v) ? 0 : w),
  pivot: largest,
  product: null,
  tangent: () => 0,
  retangent: (x) => x,
  lt: (a, b, x, y) => (a < b ? x : y),
  ifNaN: (x, a, b) => (Number.isNaN(x) ? a : b),
  abs: (x) => floatOf(bitsOf(x) & ~SIGN),
  copysign: (x, s) => floatOf((bitsOf(x) & ~SIGN) | (bitsOf(s) & SIGN)),
  exp2i: (n) => floatOf((n + 127) << 23),
  exponent: (x) => ((bitsOf(x) >> 23) & 255) - 127,
  mantissa: (x) => floatOf((bitsOf(x) & 0x807fffff) | 0x3f800000),
};

function bitsOf(x: number): number {
  float[0] = x;
  return int[0]!;
}

function floatOf(bits: number): number {
  int[0] = bits;
  return float[0]!;
}
