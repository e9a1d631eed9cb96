/**
 * A progress bar on stderr, if it is a terminal; otherwise silence.
 *
 * Next: pool.ts
 */
import { pad, widthOf } from "./width.ts";

/** What a terminal is to the bar: `process.stderr`. */
export interface Screen {
  /** Whether someone is watching. */
  readonly isTTY?: boolean;
  /** How wide it is. */
  readonly columns?: number;
  /** Writes text as it is. */
  write(text: string): unknown;
}

/** How far the work is. */
export interface Progress {
  /** Shows that so much of the whole is done, and what is being done. */
  show(done: number, doing: string): void;
  /** Clears the bar. */
  end(): void;
}

const CELLS = 24;
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/**
 * A bar for work of the given size.
 * @param total  how much there is to do
 * @param screen where to show it
 */
export function progress(total: number, screen: Screen): Progress {
  if (!screen.isTTY) return { show: () => {}, end: () => {} };
  return {
    show(done, doing) {
      const line = `${bar(done / total)} ${pad(String(Math.floor(done)), String(total).length, "right")}/${total}`;
      const rest = (screen.columns ?? 80) - widthOf(line) - 2;
      const text = [...doing].slice(0, Math.max(0, rest)).join("");
      screen.write(`\r${line} ${text}\u001b[K`);
    },
    end: () => screen.write("\r\u001b[K"),
  };
}

/**
 * A bar of 24 cells, filled to an eighth of a cell.
 * @param share from 0 to 1
 */
export function bar(share: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * CELLS * 8);
  const whole = Math.floor(eighths / 8);
  return pad("█".repeat(whole) + EIGHTHS[eighths % 8]!, CELLS).replaceAll(" ", "░");
}
