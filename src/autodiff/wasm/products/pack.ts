/**
 * A panel: a few columns of a matrix, copied so that the columns of one term lie side by side and
 * the terms follow each other, whatever the matrix looks like in memory.
 *
 * Next: panel.ts
 */
import type { Code, Pushed } from "../write/code.ts";
import type { Local } from "../write/locals.ts";
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

/**
 * Copies a panel. Terms are read and written up to the next multiple of four, and so are columns:
 * what is there is never used.
 */
export function writePanel(c: Code, panel: Panel, from: Local, to: Local): void {
  const { terms, term, column, row } = panel;
  const source = c.keep("i32", c.get(from));
  const target = c.keep("i32", c.get(to));
  const left = c.keep("i32", c.get(terms));
  // Four terms at once where they lie side by side, and columns do not.
  const step = term === 4 && column !== 4 ? 4 : 1;
  c.repeat(
    () => {
      if (step === 4) copyTurned(c, panel, source, target);
      else copyTerm(c, panel, source, target);
      c.advance(source, step * term);
      c.advance(target, step * row);
      c.advance(left, -step);
    },
    () => c.op("i32.gt_s", c.get(left), c.i32(0)),
  );
}

/** The columns of one term. */
function copyTerm(c: Code, { columns, column }: Panel, source: Local, target: Local): void {
  for (let j = 0; j < columns; j += 4) {
    const read = (): Pushed =>
      column === 4
        ? c.load("v128.load", c.get(source), 4 * j)
        : gathered(c, source, offsetsOf(column, j, columns));
    c.store("v128.store", c.get(target), read(), 4 * j);
  }
}

/** The columns of four terms, four by four: a loop, as written out they were half of the panel's code. */
function copyTurned(c: Code, { columns, column, row }: Panel, source: Local, target: Local): void {
  const four = (valid: number): void => {
    const rows = offsetsOf(column, 0, valid).map((offset) =>
      c.keep("v128", c.load("v128.load", c.get(source), offset)),
    );
    turned(c, rows).forEach((of, i) => {
      c.store("v128.store", c.get(target), c.get(of), i * row);
    });
  };
  const whole = Math.floor(columns / 4);
  c.times(whole, () => {
    four(4);
    c.advance(source, 4 * column);
    c.advance(target, 16);
  });
  if (columns % 4 > 0) four(columns % 4);
  c.advance(source, -4 * column * whole);
  c.advance(target, -16 * whole);
}

/** Where four columns begin, from the j-th on: a missing one is the last, as beyond it there may be no memory. */
function offsetsOf(column: number, j: number, columns: number): number[] {
  return range(4).map((lane) => Math.min(j + lane, columns - 1) * column);
}
