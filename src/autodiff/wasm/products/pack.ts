/**
 * A panel: a few columns of a matrix, copied so that the columns of one term lie side by side and
 * the terms follow each other, whatever the matrix looks like in memory.
 *
 * Next: panel.ts
 */
import type { Code, Local, Pushed } from "../write/code.ts";
import { gathered, range, turned } from "./lanes.ts";

/** What is copied: to[l, j] = from[l·term + j·column], distances in bytes. */
export interface Panel {
  /** How many columns. */
  readonly columns: number;
  /** How many terms, at least one. */
  readonly terms: Local;
  /** From one term to the next where it is read. */
  readonly term: number;
  /** From one column to the next where it is read. */
  readonly column: number;
  /** From one term of the panel to the next: a multiple of 16 that all columns fit in. */
  readonly row: number;
}

/** How many terms one step copies: four where they lie side by side, and columns do not. */
const stepOf = ({ term, column }: Panel): number => (term === 4 && column !== 4 ? 4 : 1);

/**
 * Copies a panel. Terms are read and written up to the next multiple of four, and so are columns:
 * what is there is never used.
 */
export function writePanel(c: Code, panel: Panel, from: Local, to: Local): void {
  const { columns, terms, term, column, row } = panel;
  const source = c.keep("i32", c.get(from));
  const target = c.keep("i32", c.get(to));
  const left = c.keep("i32", c.get(terms));
  const step = stepOf(panel);
  c.repeat(
    () => {
      for (let j = 0; j < columns; j += 4) {
        // A missing column reads the last one: beyond it there may be no memory.
        const offsets = range(4).map((lane) => Math.min(j + lane, columns - 1) * column);
        if (step === 4) {
          for (const [i, of] of columnsAt(c, source, offsets).entries()) {
            c.store("v128.store", c.get(target), c.get(of), i * row + 4 * j);
          }
        } else {
          const read = (): Pushed =>
            column === 4 ? c.load("v128.load", c.get(source), 4 * j) : gathered(c, source, offsets);
          c.store("v128.store", c.get(target), read(), 4 * j);
        }
      }
      c.advance(source, step * term);
      c.advance(target, step * row);
      c.advance(left, -step);
    },
    () => c.op("i32.gt_s", c.get(left), c.i32(0)),
  );
}

/** Four terms of four columns, each column at its offset: a vector for each term. */
function columnsAt(c: Code, source: Local, offsets: readonly number[]): Local[] {
  return turned(
    c,
    offsets.map((offset) => c.keep("v128", c.load("v128.load", c.get(source), offset))),
  );
}
