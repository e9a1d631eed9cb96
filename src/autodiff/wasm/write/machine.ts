/**
 * Four floats at a time as a field: the formulas of the engine, written into a function.
 *
 * An element is a local of that function, so what a formula uses twice is computed once. Bits equal
 * those of the scalar field f32: + − × ÷ √ of four lanes are those of one, nothing is contracted,
 * and the rest moves bits.
 *
 * Next: pointers.ts
 */
import type { FunctionName, Machine } from "../../field.ts";
import { functions, meaningless } from "../../functions.ts";
import { cosineOfTurn } from "../../turn.ts";
import type { Code, Pushed } from "./code.ts";
import type { Local } from "./locals.ts";
import type { OpcodeName } from "./opcodes.ts";

/** Where a float that a kernel uses lies in memory, in bytes. */
export type AddressOf = (constant: number) => number;

/** 1.5·2²³ + 127: added to n, it leaves n + 127 in the lowest bits. */
const BIASED = 12583039;

/** The machine of vectors: one more word than formulas know. */
export interface VectorMachine extends Machine<Local> {
  /** −x: the sign bit flipped. */
  neg(x: Local): Local;
}

/** The machine that appends to a function. */
export function machineOf(code: Code, addressOf: AddressOf): VectorMachine {
  return new Vectors(code, addressOf);
}

class Vectors implements VectorMachine {
  readonly name = "f32 vectors";
  readonly pivot = null;
  readonly product = null;
  readonly exceeds = null;
  private readonly code: Code;
  private readonly addressOf: AddressOf;

  constructor(code: Code, addressOf: AddressOf) {
    this.code = code;
    this.addressOf = addressOf;
  }

  of(x: number): Local {
    return this.code.splat(this.addressOf(x));
  }

  cosine(k: number, n: number): Local {
    return this.of(Math.fround(cosineOfTurn(k, n)));
  }

  add(a: Local, b: Local): Local {
    return this.binary("f32x4.add", a, b);
  }

  sub(a: Local, b: Local): Local {
    return this.binary("f32x4.sub", a, b);
  }

  mul(a: Local, b: Local): Local {
    return this.binary("f32x4.mul", a, b);
  }

  div(a: Local, b: Local): Local {
    return this.binary("f32x4.div", a, b);
  }

  neg(x: Local): Local {
    return this.unary("f32x4.neg", x);
  }

  sqrt(x: Local): Local {
    return this.unary("f32x4.sqrt", x);
  }

  abs(x: Local): Local {
    return this.unary("f32x4.abs", x);
  }

  fn(name: FunctionName, x: Local): Local {
    return (functions[name].f32 ?? meaningless)(this, x);
  }

  gate(x: Local, a: Local, b: Local): Local {
    const c = this.code;
    return this.choose(a, b, () => c.op("f32x4.gt", c.get(x), bits(c, 0)));
  }

  lt(a: Local, b: Local, x: Local, y: Local): Local {
    // One instruction for five, and like a < b ? x : y it gives y where one of them is not a number.
    if (a === x && b === y) return this.binary("f32x4.pmin", b, a);
    if (a === y && b === x) return this.binary("f32x4.pmax", a, b);
    const c = this.code;
    return this.choose(x, y, () => c.op("f32x4.lt", c.get(a), c.get(b)));
  }

  ifNaN(x: Local, a: Local, b: Local): Local {
    return this.choose(a, b, () => unordered(this.code, x));
  }

  max(a: Local, b: Local): Local {
    const c = this.code;
    return this.choose(b, a, () =>
      c.op("v128.or", c.op("f32x4.gt", c.get(b), c.get(a)), unordered(c, b)),
    );
  }

  equal(a: Local, b: Local): Local {
    const c = this.code;
    const isEqual = c.op("f32x4.eq", c.get(a), c.get(b));
    return this.keep(c.op("v128.and", isEqual, c.get(this.of(1))));
  }

  mask(ct: Local, v: Local, w: Local): Local {
    const c = this.code;
    const difference = this.sub(v, v);
    const masked = (): Pushed =>
      c.op(
        "v128.andnot",
        c.op("f32x4.eq", c.get(ct), bits(c, 0)),
        c.op("f32x4.eq", c.get(difference), bits(c, 0)),
      );
    return this.keep(c.op("v128.andnot", c.get(w), masked()));
  }

  tangent(): Local {
    return this.keep(bits(this.code, 0));
  }

  retangent(x: Local): Local {
    return x;
  }

  copysign(x: Local, s: Local): Local {
    const c = this.code;
    return this.choose(s, x, () => c.get(this.of(-0)));
  }

  exp2i(n: Local): Local {
    const c = this.code;
    const biased = c.op("f32x4.add", c.get(n), c.get(this.of(BIASED)));
    return this.keep(c.op("i32x4.shl", biased, c.i32(23)));
  }

  exponent(x: Local): Local {
    const c = this.code;
    const biased = c.op("v128.and", c.op("i32x4.shr_s", c.get(x), c.i32(23)), bits(c, 255));
    const float = c.op("f32x4.convert_i32x4_s", biased);
    return this.keep(c.op("f32x4.sub", float, c.get(this.of(127))));
  }

  mantissa(x: Local): Local {
    const c = this.code;
    const fraction = c.op("v128.and", c.get(x), bits(c, 0x807fffff | 0));
    return this.keep(c.op("v128.or", fraction, bits(c, 0x3f800000)));
  }

  private keep(value: Pushed): Local {
    return this.code.keep("v128", value);
  }

  private unary(name: OpcodeName, x: Local): Local {
    const c = this.code;
    return c.keep("v128", c.op(name, c.get(x)));
  }

  private binary(name: OpcodeName, a: Local, b: Local): Local {
    const c = this.code;
    return c.keep("v128", c.op(name, c.get(a), c.get(b)));
  }

  /** The bits of a where those of the condition are 1, else those of b. */
  private choose(a: Local, b: Local, condition: () => Pushed): Local {
    const c = this.code;
    return this.keep(c.op("v128.bitselect", c.get(a), c.get(b), condition()));
  }
}

/** Four times the same 32 bits. */
function bits(c: Code, word: number): Pushed {
  return c.v128([word, word, word, word]);
}

/** Where x is not a number. */
function unordered(c: Code, x: Local): Pushed {
  return c.op("f32x4.ne", c.get(x), c.get(x));
}
