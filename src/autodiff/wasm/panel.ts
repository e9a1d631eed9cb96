/**
 * A few columns of a product, all its rows: the panel of b that they need stays in the first-level
 * cache while tile after tile of rows passes over it.
 *
 * It is a function of its own, called once a panel: an engine puts optimised code in place between
 * calls only, so a single large product is fast after its first panels, not at its second run.
 *
 * Next: matmul.ts
 */
import type { Local } from "./code.ts";
import type { Module } from "./module.ts";
import { writePanel } from "./pack.ts";
import { writeTile } from "./tile.ts";

/** Columns of a panel: four vectors. With two rows, eight sums are in registers. */
export const COLUMNS = 16;

/** Rows of a tile that is so many vectors wide. */
const ROWS = [0, 8, 4, 2, 2] as const;

/** A panel: lengths and distances in elements. */
export interface PanelProduct {
  readonly n: number;
  /** Columns of the panel, at most COLUMNS. */
  readonly columns: number;
  /** Columns of out. */
  readonly m: number;
  readonly a: { readonly row: number; readonly term: number };
  readonly b: { readonly term: number; readonly column: number };
  /** Is the panel of b copied to scratch first? */
  readonly packed: boolean;
  /** Adds to what is in `out` instead of to +0. */
  readonly continues: boolean;
  readonly relaxed: boolean;
}

/** The function (a, b, out, scratch: addresses in bytes; terms ≥ 1) ↦ nothing. */
export function multiplyPanel(module: Module, panel: PanelProduct): number {
  const { n, columns, m, a, b, packed, continues, relaxed } = panel;
  const strides = [a.row, a.term, b.term, b.column];
  const key = ["panel", n, columns, m, ...strides, packed, continues, relaxed].join();
  return module.share(key, ["i32", "i32", "i32", "i32", "i32"], (c) => {
    const [left, right, out, scratch, terms] = c.arguments as [Local, Local, Local, Local, Local];
    const vectors = Math.ceil(columns / 4);
    const row = 16 * vectors;
    if (packed) {
      const shape = { columns, terms, term: 4 * b.term, column: 4 * b.column, row };
      writePanel(c, shape, right, scratch);
    }
    const tile = (rows: number): void => {
      const shape = {
        rows,
        columns,
        terms,
        a: { row: 4 * a.row, term: 4 * a.term },
        b: { term: packed ? row : 4 * b.term },
        out: { row: 4 * m },
        continues,
        relaxed,
      };
      writeTile(c, shape, { a: left, b: packed ? scratch : right, out });
      c.advance(left, 4 * rows * a.row);
      c.advance(out, 4 * rows * m);
    };
    const rows = ROWS[vectors]!;
    c.times(Math.floor(n / rows), () => tile(rows));
    if (n % rows > 0) tile(n % rows);
  });
}
