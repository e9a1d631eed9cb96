/**
 * Four floats at a time as a field: the formulas of the engine, written into a function.
 *
 * An element is a local of that function, so what a formula uses twice is computed once. Bits equal
 * those of the scalar field f32: + − × ÷ √ of four lanes are those of one, nothing is contracted,
 * and the rest moves bits.
 *
 * Next: pointers.ts
 */
import type { Machine } from "../../field.ts";
import { functions, meaningless } from "../../functions.ts";
import { cosineOfTurn } from "../../turn.ts";
import type { Code, Local, Pushed } from "./code.ts";
import type { SIMD } from "./opcodes.ts";

/** Where a float that a kernel uses lies in memory, in bytes. */
export type AddressOf = (constant: number) => number;

/** 1.5·2²³ + 127: added to n, it leaves n + 127 in the lowest bits. */
const BIASED = 12583039;

/** The machine that appends to the code. */
export function machineOf(c: Code, addressOf: AddressOf): Machine<Local> {
  const keep = (value: Pushed): Local => c.keep("v128", value);
  const binary =
    (name: keyof typeof SIMD) =>
    (a: Local, b: Local): Local =>
      keep(c.op(name, c.get(a), c.get(b)));
  const constant = (x: number): Local => c.splat(addressOf(x));
  const bits = (word: number): Pushed => c.v128([word, word, word, word]);
  const choose = (a: Local, b: Local, condition: () => Pushed): Local =>
    keep(c.op("v128.bitselect", c.get(a), c.get(b), condition()));
  const unordered = (x: Local): Pushed => c.op("f32x4.ne", c.get(x), c.get(x));

  const machine: Machine<Local> = {
    name: "f32 vectors",
    pivot: null,
    product: null,
    exceeds: null,
    of: constant,
    cosine: (k, n) => constant(Math.fround(cosineOfTurn(k, n))),
    add: binary("f32x4.add"),
    sub: binary("f32x4.sub"),
    mul: binary("f32x4.mul"),
    div: binary("f32x4.div"),
    sqrt: (x) => keep(c.op("f32x4.sqrt", c.get(x))),
    abs: (x) => keep(c.op("f32x4.abs", c.get(x))),
    fn: (name, x) => (functions[name].f32 ?? meaningless)(machine, x),
    gate: (x, a, b) => choose(a, b, () => c.op("f32x4.gt", c.get(x), bits(0))),
    lt(a, b, x, y) {
      // One instruction for five, and like a < b ? x : y it gives y where one of them is not a number.
      if (a === x && b === y) return keep(c.op("f32x4.pmin", c.get(b), c.get(a)));
      if (a === y && b === x) return keep(c.op("f32x4.pmax", c.get(a), c.get(b)));
      return choose(x, y, () => c.op("f32x4.lt", c.get(a), c.get(b)));
    },
    ifNaN: (x, a, b) => choose(a, b, () => unordered(x)),
    max: (a, b) =>
      choose(b, a, () => c.op("v128.or", c.op("f32x4.gt", c.get(b), c.get(a)), unordered(b))),
    equal: (a, b) =>
      keep(c.op("v128.and", c.op("f32x4.eq", c.get(a), c.get(b)), c.get(constant(1)))),
    mask(ct, v, w) {
      const difference = keep(c.op("f32x4.sub", c.get(v), c.get(v)));
      const masked = (): Pushed =>
        c.op(
          "v128.andnot",
          c.op("f32x4.eq", c.get(ct), bits(0)),
          c.op("f32x4.eq", c.get(difference), bits(0)),
        );
      return keep(c.op("v128.andnot", c.get(w), masked()));
    },
    tangent: () => keep(bits(0)),
    retangent: (x) => x,
    copysign: (x, s) => keep(c.op("v128.bitselect", c.get(s), c.get(x), c.get(constant(-0)))),
    exp2i(n) {
      const biased = c.op("f32x4.add", c.get(n), c.get(constant(BIASED)));
      return keep(c.op("i32x4.shl", biased, c.i32(23)));
    },
    exponent(x) {
      const biased = c.op("v128.and", c.op("i32x4.shr_s", c.get(x), c.i32(23)), bits(255));
      return keep(c.op("f32x4.sub", c.op("f32x4.convert_i32x4_s", biased), c.get(constant(127))));
    },
    mantissa: (x) =>
      keep(c.op("v128.or", c.op("v128.and", c.get(x), bits(0x807fffff | 0)), bits(0x3f800000))),
  };
  return machine;
}
