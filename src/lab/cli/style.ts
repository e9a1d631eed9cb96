/**
 * Colours, where they are wanted: on a terminal, and not with NO_COLOR.
 *
 * Next: usage.ts
 */
import process from "node:process";
import { styleText } from "node:util";

/** How text is made to stand out. */
export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/**
 * The text in a style, if it goes to a terminal that may have colours.
 * @param style  which
 * @param text   one line
 * @param stream where it goes
 */
export function styled(
  style: Style,
  text: string,
  stream: { isTTY?: boolean } = process.stdout,
): string {
  // Node 20's styleText does not ask the stream: we do. NO_COLOR counts if it is not empty (no-
  // color.org).
  const wanted =
    stream.isTTY === true && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb";
  return wanted ? styleText(style, text) : text;
}

/**
 * Columns of the terminal; wide if the text goes to a file or a pipe, so that a row stays a line.
 */
export function terminalWidth(): number {
  return process.stdout.columns ?? 200;
}

/** A line on stdout: the result of the command. */
export function say(text = ""): void {
  process.stdout.write(`${text}\n`);
}

/** A line on stderr: a remark, never part of the result. */
export function remark(text: string): void {
  process.stderr.write(`${text}\n`);
}
