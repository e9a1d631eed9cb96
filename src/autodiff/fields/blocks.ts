/**
 * Blocks of 256 floats as a field: the f32 formulas at the speed of typed loops.
 *
 * A formula runs once per block, not once per element, so dispatch is paid once in 256. A block is
 * a place in one fixed arena: nothing is ever allocated, and the loops read a constant array (with
 * an array per block they took twice as long). Bits equal those of the scalar field f32.
 *
 * Next: ../shape.ts
 */
import type { FunctionName, Machine } from "../field.ts";
import { functions, meaningless } from "../functions.ts";
import { cosineOfTurn } from "../turn.ts";

/** Where a block starts in the arena. */
export type Block = number;

// Registers grow from the bottom (the normal quantile and sin, the longest formulas, take about 80),
// constants from the top (all of them together are fewer than 140).
const SIZE = 256;
const BLOCKS = 256;
const SIGN = 0x80000000 | 0;

const floats = new Float32Array(SIZE * BLOCKS);
const ints = new Int32Array(floats.buffer);
const constants = new Map<number, Block>();
let registers = 0;
let lowest = floats.length;
let length = 0;

/** out[i] = name(x[i]), by the f32 formula of the row; out may be x. */
export function applyBlocks(name: FunctionName, x: Float32Array, out: Float32Array): void {
  for (let start = 0; start < x.length; start += SIZE) {
    begin(x.length - start);
    store(blocks.fn(name, load(x, start)), out, start);
  }
}

/** out[i] = formula(x[i], y[i]), for a formula over `blocks`; out may be x or y. */
export function applyBlocks2(
  formula: (x: Block, y: Block) => Block,
  x: Float32Array,
  y: Float32Array,
  out: Float32Array,
): void {
  for (let start = 0; start < x.length; start += SIZE) {
    begin(x.length - start);
    store(formula(load(x, start), load(y, start)), out, start);
  }
}

function begin(left: number): void {
  registers = 0;
  length = Math.min(SIZE, left);
}

function load(from: Float32Array, start: number): Block {
  const out = next();
  const n = length;
  for (let i = 0; i < n; i++) floats[(out + i) | 0] = from[(start + i) | 0]!;
  return out;
}

function store(block: Block, to: Float32Array, start: number): void {
  const n = length;
  for (let i = 0; i < n; i++) to[(start + i) | 0] = floats[(block + i) | 0]!;
}

function next(): Block {
  const out = registers;
  registers += SIZE;
  if (registers > lowest) throw new Error("internal: a formula needs more blocks than there are");
  return out;
}

/** The block full of c. Found by bits, as a Map takes −0 for 0. */
function constant(c: number): Block {
  const free = next();
  registers = free;
  floats[free] = c;
  const bits = ints[free]!;
  const known = constants.get(bits);
  if (known !== undefined) return known;
  lowest -= SIZE;
  floats.fill(c, lowest, lowest + SIZE);
  constants.set(bits, lowest);
  return lowest;
}

// Indices are written (a + i) | 0: with the overflow check that `| 0` removes, a loop takes 5.2 ns
// an element instead of 2.0 (Node 20); with `length` for n, 2.9. A fused × and + takes 4.5.

/** Elementwise operations on the first `length` floats of blocks. */
export const blocks: Machine<Block> = {
  name: "f32 blocks",
  of: constant,
  cosine: (k, n) => constant(Math.fround(cosineOfTurn(k, n))),
  pivot: null,
  product: null,
  exceeds: null,
  tangent: () => constant(0),
  retangent: (x) => x,
  fn: (name, x) => (functions[name].f32 ?? meaningless)(blocks, x),

  add(a, b) {
    const n = length;
    const out = next();
    for (let i = 0; i < n; i++) floats[(out + i) | 0] = floats[(a + i) | 0]! + floats[(b + i) | 0]!;
    return out;
  },
  sub(a, b) {
    const n = length;
    const out = next();
    for (let i = 0; i < n; i++) floats[(out + i) | 0] = floats[(a + i) | 0]! - floats[(b + i) | 0]!;
    return out;
  },
  mul(a, b) {
    const n = length;
    const out = next();
    for (let i = 0; i < n; i++) floats[(out + i) | 0] = floats[(a + i) | 0]! * floats[(b + i) | 0]!;
    return out;
  },
  div(a, b) {
    const n = length;
    const out = next();
    for (let i = 0; i < n; i++) floats[(out + i) | 0] = floats[(a + i) | 0]! / floats[(b + i) | 0]!;
    return out;
  },
  sqrt(x) {
    const n = length;
    const out = next();
    for (let i = 0; i < n; i++) floats[(out + i) | 0] = Math.sqrt(floats[(x + i) | 0]!);
    return out;
  },

  gate: (x, a, b) => blocks.lt(constant(0), x, a, b),
  lt(a, b, x, y) {
    const n = length;
    const out = next();
    for (let i = 0; i < n; i++) {
      // All ones where a < b: choosing by bits, as a mispredicted branch costs more than this loop.
      const all = -Number(floats[(a + i) | 0]! < floats[(b + i) | 0]!);
      const otherwise = ints[(y + i) | 0]!;
      ints[(out + i) | 0] = otherwise ^ ((ints[(x + i) | 0]! ^ otherwise) & all);
    }
    return out;
  },
  ifNaN(x, a, b) {
    const n = length;
    const out = next();
    for (let i = 0; i < n; i++) {
      const from = Number.isNaN(floats[(x + i) | 0]) ? a : b;
      ints[(out + i) | 0] = ints[(from + i) | 0]!;
    }
    return out;
  },
  max(a, b) {
    const n = length;
    const out = next();
    for (let i = 0; i < n; i++) {
      const left = floats[(a + i) | 0]!;
      const right = floats[(b + i) | 0]!;
      floats[(out + i) | 0] = right > left || Number.isNaN(right) ? right : left;
    }
    return out;
  },
  equal(a, b) {
    const n = length;
    const out = next();
    for (let i = 0; i < n; i++) {
      floats[(out + i) | 0] = Number(floats[(a + i) | 0]! === floats[(b + i) | 0]!);
    }
    return out;
  },
  mask(ct, v, w) {
    const n = length;
    const out = next();
    for (let i = 0; i < n; i++) {
      const masked = floats[(ct + i) | 0] === 0 && !Number.isFinite(floats[(v + i) | 0]);
      floats[(out + i) | 0] = masked ? 0 : floats[(w + i) | 0]!;
    }
    return out;
  },

  abs(x) {
    const n = length;
    const out = next();
    for (let i = 0; i < n; i++) ints[(out + i) | 0] = ints[(x + i) | 0]! & ~SIGN;
    return out;
  },
  copysign(x, s) {
    const n = length;
    const out = next();
    for (let i = 0; i < n; i++) {
      ints[(out + i) | 0] = (ints[(x + i) | 0]! & ~SIGN) | (ints[(s + i) | 0]! & SIGN);
    }
    return out;
  },
  exp2i(k) {
    const n = length;
    const out = next();
    for (let i = 0; i < n; i++) ints[(out + i) | 0] = (floats[(k + i) | 0]! + 127) << 23;
    return out;
  },
  exponent(x) {
    const n = length;
    const out = next();
    for (let i = 0; i < n; i++) floats[(out + i) | 0] = ((ints[(x + i) | 0]! >> 23) & 255) - 127;
    return out;
  },
  mantissa(x) {
    const n = length;
    const out = next();
    for (let i = 0; i < n; i++) {
      ints[(out + i) | 0] = (ints[(x + i) | 0]! & 0x807fffff) | 0x3f800000;
    }
    return out;
  },
};
