/**
 * How wide text is on a terminal.
 *
 * Next: table.ts
 */

const COMBINING = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]$|^[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
const COLOUR = /\u001b\[[0-9;]*m/g;

/**
 * Columns that the text takes: 0 for combining marks and colours, 2 for East Asian wide characters and emoji, else 1.
 * @param text one line
 */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text.replace(COLOUR, "")) {
    if (COMBINING.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

/**
 * The text with spaces to the given width; left as it is if it is wider.
 * @param text  one line
 * @param width in columns
 * @param align where the text goes
 */
export function pad(text: string, width: number, align: "left" | "right" = "left"): string {
  const gap = " ".repeat(Math.max(0, width - widthOf(text)));
  return align === "left" ? text + gap : gap + text;
}

/**
 * The text in lines of at most the given width, cut at spaces; a longer word stays whole.
 * @param text  any
 * @param width in columns
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
