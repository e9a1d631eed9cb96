/**
 * A few columns of a product, all its rows: the panel of b that they need stays in the first-level
 * cache while tile after tile of rows passes over it.
 *
 * It is a function of its own, called once a panel: an engine puts optimised code in place between
 * calls only, so a single large product is fast after its first panels, not at its second run.
 *
 * Next: vector.ts
 */
import type { Module } from "../write/module.ts";
import { writePanel } from "./pack.ts";
import { type Run, writeTile } from "./tile.ts";

/** Columns of a panel: four vectors. With two rows, eight sums are in registers. */
export const COLUMNS = 16;

/** Rows of a tile that is so many vectors wide: more leave Node 20 too few registers (3 × 16: −15 %). */
const ROWS = [0, 4, 4, 3, 2] as const;

/** Rows that begin anywhere, and whose terms lie in pieces. */
export interface GatheredRows {
  /** The address of one whole number for each row: how many bytes behind a it begins. */
  readonly table: number;
  /** The terms of a row, in elements: those of a run lie side by side. */
  readonly runs: readonly Run[];
}

/** A panel: lengths and distances in elements. */
export interface PanelProduct {
  /** Rows. */
  readonly n: number;
  /** Columns of the panel, at most COLUMNS. */
  readonly columns: number;
  /** Columns of out. */
  readonly m: number;
  /** Element (i, l) of a is at i·row + l·term, or where a table says. */
  readonly a: { readonly row: number; readonly term: number } | GatheredRows;
  /** Element (l, j) of b is at l·term + j·column. */
  readonly b: { readonly term: number; readonly column: number };
  /** Is the panel of b copied to scratch first? */
  readonly packed: boolean;
  /** Adds to what is in `out` instead of to +0. */
  readonly continues: boolean;
  /** May round once where two roundings are written. */
  readonly relaxed: boolean;
}

/** The function (a, b, out, scratch: addresses in bytes; terms ≥ 1) ↦ nothing. */
export function multiplyPanel(module: Module, panel: PanelProduct): number {
  const { n, columns, m, a, b, packed, continues, relaxed } = panel;
  const ofA = "table" in a ? JSON.stringify(a) : `${a.row},${a.term}`;
  const key = ["panel", n, columns, m, ofA, b.term, b.column, packed, continues, relaxed].join();
  return module.share(
    key,
    ["i32", "i32", "i32", "i32", "i32"],
    (c, left, right, out, scratch, terms) => {
      const vectors = Math.ceil(columns / 4);
      const row = 16 * vectors;
      if (packed) {
        const shape = { columns, terms, term: 4 * b.term, column: 4 * b.column, row };
        writePanel(c, shape, right, scratch);
      }
      const table = "table" in a ? c.keep("i32", c.i32(a.table)) : null;
      const corner = { a: left, table, b: packed ? scratch : right, out };
      const shape = {
        columns,
        runs: "table" in a ? a.runs : [{ terms, gap: 0, times: 1 }],
        a: "table" in a ? { row: 0, term: 4 } : { row: 4 * a.row, term: 4 * a.term },
        b: { term: packed ? row : 4 * b.term },
        out: { row: 4 * m },
        continues,
        relaxed,
      };
      const tile = (rows: number): void => {
        writeTile(c, { ...shape, rows }, corner);
        c.advance(left, rows * shape.a.row);
        if (table !== null) c.advance(table, 4 * rows);
        c.advance(out, rows * shape.out.row);
      };
      const rows = relaxed && vectors === 1 ? 8 : ROWS[vectors]!;
      c.times(Math.floor(n / rows), () => tile(rows));
      if (n % rows > 0) tile(n % rows);
    },
  );
}
