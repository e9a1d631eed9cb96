/** Tests of src/lab/cli/width.ts. */
import { describe, expect, test } from "vitest";
import { pad, widthOf, wrap } from "../../../src/lab/cli/width.ts";

describe("widthOf", () => {
  test.each([
    ["", 0],
    ["abc", 3],
    ["𝔼ₓ ρ(g)·θ", 9],
    ["ḡ", 1],
    ["g\u0304", 1],
    ["漢字", 4],
    ["🎲", 2],
    ["\u001b[1mbold\u001b[22m", 4],
  ])("%j takes %d columns", (text, width) => expect(widthOf(text)).toBe(width));
});

test("pad fills to the width seen, not to the length in code units", () => {
  expect(pad("𝔼", 3)).toBe("𝔼  ");
  expect(pad("g\u0304", 3, "right")).toBe("  g\u0304");
  expect(pad("too long", 3)).toBe("too long");
});

describe("wrap", () => {
  test("cuts at spaces and keeps long words whole", () => {
    expect(wrap("one two three incomprehensible", 8)).toEqual([
      "one two",
      "three",
      "incomprehensible",
    ]);
  });

  test("no line is wider than asked, and nothing is lost", () => {
    const text = "the gradient of |Q − T(Q)|² is twice the TD error";
    const lines = wrap(text, 17);
    expect(lines.every((line) => widthOf(line) <= 17)).toBe(true);
    expect(lines.join(" ")).toBe(text);
  });

  test("every line is indented as the text is", () => {
    expect(wrap("  one two three", 9)).toEqual(["  one two", "  three"]);
  });

  test("an empty text is one empty line", () => expect(wrap("", 10)).toEqual([""]));
});
