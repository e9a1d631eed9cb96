/**
 * A product whose left matrix is not there: its rows are pieces of another tensor, as the windows of
 * an image are. Convolution is this product, without the copy that would lay windows side by side.
 *
 * Next: matmul.ts
 */
import type { Module } from "../write/module.ts";
import { COLUMNS, multiplyPanel } from "./panel.ts";
import type { Run } from "./tile.ts";

/** out[i, j] = Σₗ a[rowᵢ + placeₗ] · b[l, j]: lengths and distances in elements. */
export interface GatheredProduct {
  /** Rows of out. */
  readonly n: number;
  /** Columns of b and of out. */
  readonly m: number;
  /** The address of n whole numbers: how many bytes behind a each row begins. */
  readonly table: number;
  /** The terms of a row in their order, piece by piece; they lie side by side from an offset on. */
  readonly pieces: readonly Piece[];
  /** Element (l, j) of b is at l·term + j·column. */
  readonly b: { readonly term: number; readonly column: number };
}

/** Some neighbours in a row. */
export interface Piece {
  /** From the beginning of the row to its first term, in elements. */
  readonly offset: number;
  /** At least one. */
  readonly length: number;
}

/**
 * The function (a, b, out, scratch: addresses in bytes) ↦ nothing; out is dense [n, m]. The order of
 * terms is that of the pieces; the rest is as `multiply` says.
 */
export function multiplyGathered(
  module: Module,
  product: GatheredProduct,
  relaxed: boolean,
): number {
  const { n, m, b, table, pieces } = product;
  const key = `gathered ${JSON.stringify([n, m, table, pieces, b, relaxed])}`;
  return module.share(key, ["i32", "i32", "i32", "i32"], (c, left, right, out, scratch) => {
    if (n === 0 || m === 0) return;
    const [first] = pieces;
    if (first === undefined) {
      c.fill(c.get(out), c.i32(0), c.i32(4 * n * m));
      return;
    }
    c.advance(left, 4 * first.offset);
    const a = { table, runs: runsOf(pieces) };
    const shape = { n, m, a, b, packed: copiesB(product), continues: false, relaxed };
    const panel = (columns: number): void => {
      const index = multiplyPanel(module, { ...shape, columns });
      const terms = termsOf(pieces);
      c.call(index, c.get(left), c.get(right), c.get(out), c.get(scratch), c.i32(terms));
      c.advance(right, 4 * columns * b.column);
      c.advance(out, 4 * columns);
    };
    c.times(Math.floor(m / COLUMNS), () => panel(COLUMNS));
    if (m % COLUMNS > 0) panel(m % COLUMNS);
  });
}

/** How many floats of scratch it needs: a panel of b, or 0. */
export function scratchOfGathered(product: GatheredProduct): number {
  return copiesB(product) ? COLUMNS * 4 * Math.ceil(termsOf(product.pieces) / 4) : 0;
}

/** The weights of a convolution are read by every pixel: they are copied unless they lie as a panel. */
function copiesB({ m, b }: GatheredProduct): boolean {
  return b.column !== 1 || b.term === 0 || m > COLUMNS;
}

const termsOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, { length }) => sum + length, 0);

/** Pieces with the way to the next, equal neighbours as one: a window's rows are a loop. */
function runsOf(pieces: readonly Piece[]): Run[] {
  const runs: Run[] = [];
  for (const [i, { offset, length }] of pieces.entries()) {
    const last = runs[runs.length - 1];
    const next = pieces[i + 1];
    // After the last piece nothing is read: its gap may be that of the piece before.
    const gap = next === undefined ? last?.gap : 4 * (next.offset - offset - length);
    if (last?.terms === length && last.gap === gap) {
      runs[runs.length - 1] = { ...last, times: last.times + 1 };
    } else runs.push({ terms: length, gap: gap ?? 0, times: 1 });
  }
  return runs;
}
