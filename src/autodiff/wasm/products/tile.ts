/**
 * The innermost loop of a matrix product: a tile of outputs in registers, and the terms one by one.
 *
 * A tile is a few rows times a few vectors of four columns. A term costs one load for each vector of
 * b, one load for each row of a, and a multiplication and an addition for each of both.
 *
 * Next: pack.ts
 */
import type { Code, Pushed } from "../write/code.ts";
import type { Local } from "../write/locals.ts";
import { addProduct, range, storeLanes } from "./lanes.ts";

/** A tile: its size, and the distances in bytes. */
export interface Tile {
  /** Rows. */
  readonly rows: number;
  /** Columns; the last vector may be short. */
  readonly columns: number;
  /** The terms in their order, at least one. */
  readonly runs: readonly Run[];
  /** From one row of a to the next, unless a table says it, and from one term to the next. */
  readonly a: { readonly row: number; readonly term: number };
  /** From one term of b to the next, not 0; columns lie side by side. */
  readonly b: { readonly term: number };
  /** From one row of outputs to the next; columns lie side by side. */
  readonly out: { readonly row: number };
  /** Adds to what is in `out` instead of to +0. */
  readonly continues: boolean;
  /** May round once where two roundings are written. */
  readonly relaxed: boolean;
}

/** Terms that lie evenly in a row of a, then a gap of some bytes; all of it so many times. */
export interface Run {
  /** How many terms, here or in a local. */
  readonly terms: number | Local;
  /** Bytes from behind the last term to the next run. */
  readonly gap: number;
  /** How often. */
  readonly times: number;
}

/** Where a tile begins: locals that hold addresses. */
export interface Corner {
  /** The first term of the first row of a, or what the table counts from. */
  readonly a: Local;
  /** Where it is written how many bytes behind a each row begins; null if rows lie evenly. */
  readonly table: Local | null;
  /** The first term of the first column of b. */
  readonly b: Local;
  /** The first output. */
  readonly out: Local;
}

/**
 * out[i, j] = ((+0 + a[i, 0]·b[0, j]) + a[i, 1]·b[1, j]) + …, for the rows i and columns j of a tile.
 *
 * b and out are read in whole vectors, beyond the last column if need be; only columns of the tile
 * are written.
 */
export function writeTile(c: Code, tile: Tile, at: Corner): void {
  const { rows, columns, a, b, out } = tile;
  const vectors = Math.ceil(columns / 4);
  const zero = c.local("v128"); // as every local begins
  const start = (i: number, v: number): Pushed =>
    tile.continues ? c.load("v128.load", c.get(at.out), i * out.row + 16 * v) : c.get(zero);
  const sums = range(rows).map((i) => range(vectors).map((v) => c.keep("v128", start(i, v))));
  const lefts = at.table === null ? [c.keep("i32", c.get(at.a))] : rowsAt(c, rows, at.a, at.table);
  const right = c.keep("i32", c.get(at.b));
  const end = c.local("i32");
  const of = range(vectors).map(() => c.local("v128"));
  const x = c.local("v128");
  const term = (): void => {
    for (let v = 0; v < vectors; v++) c.set(of[v]!, c.load("v128.load", c.get(right), 16 * v));
    for (let i = 0; i < rows; i++) {
      const left = lefts[at.table === null ? 0 : i]!;
      c.set(x, c.load("v128.load32_splat", c.get(left), at.table === null ? i * a.row : 0));
      for (let v = 0; v < vectors; v++) addProduct(c, sums[i]![v]!, x, of[v]!, tile.relaxed);
    }
    for (const left of lefts) c.advance(left, a.term);
    c.advance(right, b.term);
  };
  for (const { terms, gap, times } of tile.runs) {
    c.times(times, () => {
      c.set(end, c.op("i32.add", c.get(right), bytes(c, terms, b.term)));
      c.repeat(term, () => c.op("i32.ne", c.get(right), c.get(end)));
      for (const left of lefts) c.advance(left, gap);
    });
  }
  for (let i = 0; i < rows; i++) {
    for (let v = 0; v < vectors; v++) {
      storeLanes(c, at.out, sums[i]![v]!, Math.min(4, columns - 4 * v), i * out.row + 16 * v);
    }
  }
}

/** The addresses of some rows of a, by the table. */
function rowsAt(c: Code, rows: number, a: Local, table: Local): Local[] {
  return range(rows).map((i) =>
    c.keep("i32", c.op("i32.add", c.get(a), c.load("i32.load", c.get(table), 4 * i))),
  );
}

/** count · size, of a number now or of a local at run time. */
function bytes(c: Code, count: number | Local, size: number): Pushed {
  if (typeof count === "number") return c.i32(count * size);
  return c.op("i32.mul", c.get(count), c.i32(size));
}
