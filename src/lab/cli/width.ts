/**
 * How wide text is on a terminal.
 *
 * Next: table.ts
 */

const COMBINING = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
/** East Asian wide blocks, full-width forms, and emoji, as pairs first … last. */
const WIDE: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
const COLOUR = /\u001b\[[0-9;]*m/g;

/**
 * Columns that the text takes: 0 for combining marks and colours, 2 for East Asian wide characters
 * and emoji, else 1.
 * @param text one line
 */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text.replace(COLOUR, "")) {
    if (COMBINING.test(character)) continue;
    const point = character.codePointAt(0)!;
    width += WIDE.some(([first, last]) => first <= point && point <= last) ? 2 : 1;
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
 * The text in lines of at most the given width, cut at spaces, each indented as the text is; a
 * longer word stays whole.
 * @param text  one line
 * @param width in columns
 */
export function wrap(text: string, width: number): string[] {
  const indent = /^ */.exec(text)![0];
  const lines: string[] = [];
  let line = "";
  for (const word of text.trim().split(/\s+/)) {
    if (line !== "" && widthOf(indent) + widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}
