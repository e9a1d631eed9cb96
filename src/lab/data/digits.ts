/**
 * The handwritten digits: text to numbers, and the one split that every experiment uses.
 *
 * Files are read by lab/cli; here they are text, so that a browser may do the same.
 *
 * Next: ../compare/setting.ts
 */
import { key, permutation } from "../../autodiff/random.ts";

/** Images and what they show. */
export interface Digits {
  /** [n, 64], row by row, each pixel in [0, 1]. */
  readonly pixels: Float32Array;
  /** [n], 0 … 9. */
  readonly labels: Int32Array;
}

/** Digits to learn from and digits to test on. */
export interface Split {
  /** 1 438 of 1 797. */
  readonly train: Digits;
  /** The other 359. */
  readonly test: Digits;
}

/** Pixels of an image, 8 × 8. */
export const PIXELS = 64;
const ROWS = 1797;
const COLUMNS = PIXELS + 1;
const BRIGHTEST = 16;
const TRAIN = 1438;

/**
 * The key of the split: one for all experiments, whatever their seed, so that accuracies compare.
 */
const SPLIT_SEED = 1797;

/**
 * 1 797 lines of 64 pixels 0 … 16 and a label 0 … 9, pixels divided by 16.
 * @param text comma-separated, without a header
 * @throws RangeError naming the first place that is not so
 */
export function parseDigits(text: string): Digits {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const pixels = new Float32Array(ROWS * PIXELS);
  const labels = new Int32Array(ROWS);
  lines.slice(0, ROWS).forEach((line, row) => {
    const cells = line.split(",");
    if (cells.length !== COLUMNS) throw wrong(`${cells.length} in row ${row + 1}`);
    cells.forEach((cell, column) => {
      const value = number(cell, row, column);
      if (column < PIXELS) pixels[row * PIXELS + column] = value / BRIGHTEST;
      else labels[row] = value;
    });
  });
  if (lines.length !== ROWS) throw wrong(`${lines.length} row${lines.length === 1 ? "" : "s"}`);
  return { pixels, labels };
}

/**
 * A fixed shuffled split, 1 438 digits to learn from and 359 to test on.
 * @param digits all 1 797
 */
export function splitDigits(digits: Digits): Split {
  const order = permutation(key(SPLIT_SEED), digits.labels.length).data;
  const rows = Array.from(order);
  return { train: choose(digits, rows.slice(0, TRAIN)), test: choose(digits, rows.slice(TRAIN)) };
}

/**
 * The digits at the given rows, in that order.
 * @param digits to choose from
 * @param rows   which
 */
export function choose({ pixels, labels }: Digits, rows: readonly number[]): Digits {
  const chosen = new Float32Array(rows.length * PIXELS);
  rows.forEach((row, i) => {
    chosen.set(pixels.subarray(row * PIXELS, (row + 1) * PIXELS), i * PIXELS);
  });
  return { pixels: chosen, labels: Int32Array.from(rows, (row) => labels[row]!) };
}

function number(cell: string, row: number, column: number): number {
  const value = Number(cell);
  const largest = column < PIXELS ? BRIGHTEST : 9;
  if (/^\s*\d+\s*$/.test(cell) && value <= largest) return value;
  const what = column < PIXELS ? "a pixel 0…16" : "a label 0…9";
  throw wrong(`"${cell.trim().slice(0, 20)}" for ${what} in row ${row + 1}, column ${column + 1}`);
}

function wrong(got: string): RangeError {
  return new RangeError(
    `digits: expected ${ROWS} rows of ${COLUMNS} numbers, got ${got}; the file is cut short or not the digits`,
  );
}
