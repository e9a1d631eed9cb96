/**
 * A vector times a matrix, out[j] = Σₗ x[l] · b[l, j]: each number of b is read once, so what counts
 * is to read memory in the order in which it lies.
 *
 * Next: gathered.ts
 */
import type { Code } from "../write/code.ts";
import type { Local } from "../write/locals.ts";
import { addProduct, gathered, range, storeLanes, turned, ZEROS } from "./lanes.ts";

/** A vector of k numbers times a matrix [k, m]: distances in bytes. */
export interface VectorProduct {
  /** Terms of each sum. */
  readonly k: number;
  /** Columns of b. */
  readonly m: number;
  /** From one number of x to the next. */
  readonly x: number;
  /** From one term of b to the next, and from one column to the next. */
  readonly b: { readonly term: number; readonly column: number };
  /** May round once where two roundings are written. */
  readonly relaxed: boolean;
}

/** Where x, b and out begin. */
export interface Start {
  /** The first number of x. */
  readonly x: Local;
  /** The first number of b. */
  readonly b: Local;
  /** The first output. */
  readonly out: Local;
}

/** How many rows of b are added to `out` in one pass over it. */
const ROWS = 8;

/** The rows of b lie densely: out += x[l] · b[l, …] for a few l at a time. */
export function writeRows(c: Code, product: VectorProduct, at: Start): void {
  const { k, b } = product;
  const x = c.keep("i32", c.get(at.x));
  const rows = c.keep("i32", c.get(at.b));
  const pass = (count: number, continues: boolean): void => {
    writePass(c, product, count, continues, { x, b: rows, out: at.out });
    c.advance(x, count * product.x);
    c.advance(rows, count * b.term);
  };
  const first = Math.min(k, ROWS);
  pass(first, false);
  c.times(Math.floor((k - first) / ROWS), () => pass(ROWS, true));
  if ((k - first) % ROWS > 0) pass((k - first) % ROWS, true);
}

/** out = (continues ? out : +0) + x[0] · b[0, …] + x[1] · b[1, …] + … */
function writePass(
  c: Code,
  { m, x, b, relaxed }: VectorProduct,
  rows: number,
  continues: boolean,
  at: Start,
): void {
  const factors = range(rows).map((l) =>
    c.keep("v128", c.load("v128.load32_splat", c.get(at.x), l * x)),
  );
  const source = c.keep("i32", c.get(at.b));
  const target = c.keep("i32", c.get(at.out));
  const sum = c.local("v128");
  const y = c.local("v128");
  const add = (lanes: number): void => {
    c.set(sum, continues ? c.load("v128.load", c.get(target)) : c.v128(ZEROS));
    for (const [l, factor] of factors.entries()) {
      c.set(y, c.load("v128.load", c.get(source), l * b.term));
      addProduct(c, sum, factor, y, relaxed);
    }
    storeLanes(c, target, sum, lanes, 0);
  };
  c.times(Math.floor(m / 4), () => {
    add(4);
    c.advance(source, 16);
    c.advance(target, 16);
  });
  if (m % 4 > 0) add(m % 4);
}

/** How many columns of b are summed up at the same time: each is a stream of memory. */
const COLUMNS = 8;

/** The columns of b lie densely: four of them fill the lanes of one sum. */
export function writeColumns(c: Code, product: VectorProduct, at: Start): void {
  const b = c.keep("i32", c.get(at.b));
  const out = c.keep("i32", c.get(at.out));
  const group = (columns: number): void => {
    writeGroup(c, product, columns, { x: at.x, b, out });
    c.advance(b, columns * product.b.column);
    c.advance(out, 4 * columns);
  };
  c.times(Math.floor(product.m / COLUMNS), () => group(COLUMNS));
  if (product.m % COLUMNS > 0) group(product.m % COLUMNS);
}

/**
 * Four terms of four columns at a time: products first, then turned, so that a vector holds one term
 * of each column and sums take their terms in order (7.7 GFLOP/s; turned first, 5.8).
 */
function writeGroup(c: Code, { k, x, b }: VectorProduct, columns: number, at: Start): void {
  const factor = c.keep("i32", c.get(at.x));
  const source = c.keep("i32", c.get(at.b));
  const starts = range(Math.ceil(columns / 4)).map((v) => 4 * v);
  const sums = starts.map(() => c.keep("v128", c.v128(ZEROS)));
  const add = (terms: number): void => {
    const some = c.keep(
      "v128",
      x === 4
        ? c.load("v128.load", c.get(factor))
        : gathered(
            c,
            factor,
            range(terms).map((l) => l * x),
          ),
    );
    for (const [v, first] of starts.entries()) {
      const products = range(4).map((i) => {
        // A missing column reads the last one: beyond it there may be no memory.
        const offset = Math.min(first + i, columns - 1) * b.column;
        return c.keep(
          "v128",
          c.op("f32x4.mul", c.get(some), c.load("v128.load", c.get(source), offset)),
        );
      });
      for (const term of turned(c, products).slice(0, terms)) {
        c.set(sums[v]!, c.op("f32x4.add", c.get(sums[v]!), c.get(term)));
      }
    }
    c.advance(factor, 4 * x);
    c.advance(source, 16);
  };
  c.times(Math.floor(k / 4), () => add(4));
  if (k % 4 > 0) add(k % 4);
  for (const [v, first] of starts.entries()) {
    storeLanes(c, at.out, sums[v]!, Math.min(4, columns - first), 4 * first);
  }
}
