/**
 * A tile of a product of matrices of residues modulo an odd p < 2³¹: 4 rows × 4 columns, exact.
 *
 * Two residues multiply to less than 2⁶²: a lane of 64 bits holds four products, and what the four
 * before them left in its lower half. After every four terms the upper half goes to a sum of its own.
 * Nothing is divided by p before all terms are summed.
 *
 * Next: ../../index.ts
 */
import type { Code, Pushed } from "../write/code.ts";
import type { Local } from "../write/locals.ts";
import type { Body } from "../write/module.ts";
import { range, ZEROS } from "./lanes.ts";

/** Rows and columns of a tile, and terms between two carries. */
export const TILE = 4;

/**
 * The most rows, columns and terms of one call: 3 · 256² words are 768 kB, which a level-2 cache holds.
 * Of 256 terms the upper halves sum to less than 256/4 · 2³² = 2³⁸.
 */
export const BLOCK = 256;

/** 2³² − 1 in each lane. */
const LOWER = [-1, 0, -1, 0];
/** The double 2⁵²: with an integer below 2⁵² in its bits, minus itself, it is that integer as a double. */
const SHIFT = [0, 0x43300000, 0, 0x43300000];
/** The doubles 1 and 2¹⁶. */
const ONE = [0, 0x3ff00000, 0, 0x3ff00000];
const HALF_WORD = [0, 0x40f00000, 0, 0x40f00000];

/**
 * out = left @ right modulo p, for the parameters (tiles of rows, tiles of columns, terms / 4, p), all ≥ 1.
 *
 * left is panels of 4 rows, and right of 4 columns, the 4 entries of a term side by side; out is tiles,
 * row by row.
 * @param places the addresses of left, right and out
 */
export function blockAt(places: readonly [number, number, number]): Body {
  return (c, rowTiles, columnTiles, quads, p) => {
    const modulus = modulusOf(c, p);
    const panel = c.keep("i32", c.op("i32.shl", c.get(quads), c.i32(6)));
    const left = c.keep("i32", c.i32(places[0]));
    const right = c.local("i32");
    const out = c.keep("i32", c.i32(places[2]));
    const columnsLeft = c.local("i32");
    countdown(c, rowTiles, () => {
      c.set(right, c.i32(places[1]));
      c.set(columnsLeft, c.get(columnTiles));
      countdown(c, columnsLeft, () => {
        writeTile(c, left, right, out, panel, modulus);
        c.set(right, c.op("i32.add", c.get(right), c.get(panel)));
        c.advance(out, 4 * TILE * TILE);
      });
      c.set(left, c.op("i32.add", c.get(left), c.get(panel)));
    });
  };
}

/** do body() while (--count) */
function countdown(c: Code, count: Local, body: () => void): void {
  c.repeat(body, () => {
    c.set(count, c.op("i32.sub", c.get(count), c.i32(1)));
    return c.get(count);
  });
}

/** Sixteen sums of products, then what they are modulo p. */
function writeTile(
  c: Code,
  left: Local,
  right: Local,
  out: Local,
  panel: Local,
  modulus: Modulus,
): void {
  const sums = range(2 * TILE).map(() => c.keep("v128", c.v128(ZEROS)));
  const uppers = range(2 * TILE).map(() => c.keep("v128", c.v128(ZEROS)));
  const a = c.keep("i32", c.get(left));
  const b = c.keep("i32", c.get(right));
  const end = c.keep("i32", c.op("i32.add", c.get(left), c.get(panel)));
  const [x, y] = [c.local("v128"), c.local("v128")];
  const halves = ["i64x2.extmul_low_i32x4_u", "i64x2.extmul_high_i32x4_u"] as const;
  c.repeat(
    () => {
      for (const term of range(TILE)) {
        c.set(y, c.load("v128.load", c.get(b), 16 * term));
        for (const row of range(TILE)) {
          c.set(x, c.load("v128.load32_splat", c.get(a), 16 * term + 4 * row));
          for (const [h, product] of halves.entries()) {
            const sum = sums[2 * row + h]!;
            c.set(sum, c.op("i64x2.add", c.get(sum), c.op(product, c.get(x), c.get(y))));
          }
        }
      }
      for (const [i, sum] of sums.entries()) {
        const upper = c.op("i64x2.shr_u", c.get(sum), c.i32(32));
        c.set(uppers[i]!, c.op("i64x2.add", upper, c.get(uppers[i]!)));
        c.set(sum, c.op("v128.and", c.get(sum), c.v128(LOWER)));
      }
      c.advance(a, 16 * TILE);
      c.advance(b, 16 * TILE);
    },
    () => c.op("i32.ne", c.get(a), c.get(end)),
  );
  for (const row of range(TILE)) {
    const [low, high] = [2 * row, 2 * row + 1].map((i) =>
      remainder(c, sums[i]!, uppers[i]!, modulus),
    );
    c.store("v128.store", c.get(out), residuesOf(c, low!, high!, modulus), 16 * row);
  }
}

/** p in every lane: as an integer, as a double, and one divided by it. */
interface Modulus {
  readonly p: Local;
  readonly double: Local;
  readonly reciprocal: Local;
}

function modulusOf(c: Code, modulus: Local): Modulus {
  const p = c.keep("v128", c.op("i32x4.splat", c.get(modulus)));
  const double = c.keep("v128", c.op("f64x2.convert_low_i32x4_s", c.get(p)));
  const reciprocal = c.keep("v128", c.op("f64x2.div", c.v128(ONE), c.get(double)));
  return { p, double, reciprocal };
}

/** (upper · 2³² + sum) mod p between ±p/2, as doubles: three times 16 bits, each below 2⁴⁷. */
function remainder(c: Code, sum: Local, upper: Local, modulus: Modulus): Local {
  const x = c.keep("v128", doubled(c, upper));
  reduce(c, x, modulus);
  c.set(x, c.op("f64x2.mul", c.get(x), c.v128(HALF_WORD)));
  reduce(c, x, modulus);
  c.set(x, c.op("f64x2.add", c.op("f64x2.mul", c.get(x), c.v128(HALF_WORD)), doubled(c, sum)));
  reduce(c, x, modulus);
  return x;
}

/** Integers below 2⁵² as doubles. */
function doubled(c: Code, x: Local): Pushed {
  return c.op("f64x2.sub", c.op("v128.or", c.get(x), c.v128(SHIFT)), c.v128(SHIFT));
}

/**
 * x − p · round(x / p), with |x| < 2⁴⁷. The quotient in doubles is off by at most |x| / p · 2⁻⁵², so the
 * result is at most p/2 + 2⁻⁵ away from 0: an integer, and p is odd, so it lies between ±(p − 1)/2.
 */
function reduce(c: Code, x: Local, { double, reciprocal }: Modulus): void {
  const quotient = (): Pushed =>
    c.op("f64x2.nearest", c.op("f64x2.mul", c.get(x), c.get(reciprocal)));
  c.set(x, c.op("f64x2.sub", c.get(x), c.op("f64x2.mul", c.get(double), quotient())));
}

/** The lower two lanes of two vectors of 32 bits. */
const PAIRS = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];

/** Four residues 0 … p − 1 from four doubles between ±p/2. */
function residuesOf(c: Code, low: Local, high: Local, { p }: Modulus): Pushed {
  const whole = (x: Local): Pushed => c.op("i32x4.trunc_sat_f64x2_s_zero", c.get(x));
  const x = c.keep("v128", c.shuffle(PAIRS, whole(low), whole(high)));
  const negative = (): Pushed => c.op("i32x4.shr_s", c.get(x), c.i32(31));
  return c.op("i32x4.add", c.get(x), c.op("v128.and", c.get(p), negative()));
}
