/**
 * Aligned tables: one column may wrap, so that the table fits the terminal.
 *
 * Next: progress.ts
 */
import { pad, widthOf, wrap } from "./width.ts";

/** A column of a table. */
export interface Column {
  /** What stands above it; wrapped at "|". */
  readonly title: string;
  /** Where the text of a cell goes; left when left out. */
  readonly align?: "left" | "right";
  /** Whether the column gives way, by wrapping, where the table is too wide. */
  readonly wraps?: boolean;
}

const GAP = "  ";
/** A wrapping column keeps at least so many columns. */
const NARROWEST = 16;

/**
 * The table as lines.
 * @param columns what stands where
 * @param rows    as many cells as columns; a cell may have colours
 * @param width   of the terminal
 * @param heading how the title line is shown, for instance in bold
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  heading: (text: string) => string = (text) => text,
): string[] {
  const titles = columns.map(({ title }) => title.split("|"));
  const widths = columns.map((_, c) =>
    Math.max(...[...titles[c]!, ...rows.map((row) => row[c]!)].map(widthOf)),
  );
  const flexible = columns.findIndex(({ wraps }) => wraps);
  const whole = widths.reduce((sum, w) => sum + w, 0) + GAP.length * (columns.length - 1);
  if (flexible >= 0 && whole > width) {
    const fits = Math.max(NARROWEST, widths[flexible]! - (whole - width));
    widths[flexible] = Math.min(widths[flexible]!, fits);
  }
  const height = Math.max(...titles.map((lines) => lines.length));
  const head = titles.map((lines) => [...Array(height - lines.length).fill(""), ...lines]);
  const body = rows.flatMap((row) =>
    lay(
      columns,
      widths,
      row.map((cell, c) => (c === flexible ? wrap(cell, widths[c]!) : [cell])),
    ),
  );
  const rule = widths.map((w) => "─".repeat(w)).join(GAP);
  return [...lay(columns, widths, head).map(heading), rule, ...body];
}

/** Cells of several lines each, side by side. */
function lay(
  columns: readonly Column[],
  widths: readonly number[],
  cells: readonly (readonly string[])[],
): string[] {
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, i) =>
    cells
      .map((lines, c) => pad(lines[i] ?? "", widths[c]!, columns[c]!.align))
      .join(GAP)
      .trimEnd(),
  );
}
