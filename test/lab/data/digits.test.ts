/** Tests of src/lab/data/digits.ts. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { choose, parseDigits, splitDigits } from "../../../src/lab/data/digits.ts";

const file = new URL("../../../data/digits.csv.gz", import.meta.url);
const text = gunzipSync(readFileSync(file)).toString("utf8");
const lines = text.trimEnd().split("\n");

/** The text with one line replaced. */
const withLine = (row: number, line: string) => lines.with(row, line).join("\n");

describe("parseDigits", () => {
  const digits = parseDigits(text);

  test("pixels are sixteenths in [0, 1], labels 0 … 9, about as many of each", () => {
    expect(digits.pixels).toHaveLength(1797 * 64);
    expect(digits.pixels.every((x) => x >= 0 && x <= 1 && Number.isInteger(x * 16))).toBe(true);
    for (let label = 0; label < 10; label++) {
      expect(digits.labels.filter((l) => l === label).length).toBeGreaterThan(170);
    }
  });

  test("the first row is the first line", () => {
    const cells = lines[0]!.split(",").map(Number);
    expect(Array.from(digits.pixels.subarray(0, 64), (x) => x * 16)).toEqual(cells.slice(0, 64));
    expect(digits.labels[0]).toBe(cells[64]);
  });

  test("a final line break, or none, or Windows' ones, change nothing", () => {
    for (const end of ["\n", "\r\n"]) {
      const again = parseDigits(lines.join(end));
      expect(again.pixels.every((x, i) => x === digits.pixels[i])).toBe(true);
      expect(again.labels).toEqual(digits.labels);
    }
  });

  test.each([
    ["nothing", "", "got 0 rows"],
    ["a missing row", lines.slice(1).join("\n"), "got 1796 rows"],
    ["a row too many", `${text}${lines[0]}\n`, "got 1798 rows"],
    ["a cut line", text.slice(0, text.length - 5), "got 63 in row 1797"],
    ["a cut file", text.slice(0, 100_000), /got \d+ in row \d+/],
    ["a header", `a,b\n${text}`, "got 2 in row 1"],
    [
      "a word",
      withLine(2, lines[2]!.replace(/^\d+/, "x")),
      'got "x" for a pixel 0…16 in row 3, column 1',
    ],
    ["a bright pixel", withLine(0, lines[0]!.replace(/^\d+/, "17")), 'got "17" for a pixel 0…16'],
    ["half a pixel", withLine(0, lines[0]!.replace(/^\d+/, "0.5")), 'got "0.5" for a pixel 0…16'],
    ["no pixel", withLine(0, lines[0]!.replace(/^\d+/, "")), 'got "" for a pixel 0…16'],
    [
      "a label 10",
      withLine(9, lines[9]!.replace(/\d+$/, "10")),
      'got "10" for a label 0…9 in row 10',
    ],
  ])("%s is an error that names the place", (_, wrong, message) => {
    expect(() => parseDigits(wrong)).toThrow(message);
    expect(() => parseDigits(wrong)).toThrow("digits: expected 1797 rows of 65 numbers, got ");
  });
});

describe("splitDigits", () => {
  const digits = parseDigits(text);
  const { train, test: held } = splitDigits(digits);
  const rows = ({ pixels, labels }: typeof train) =>
    Array.from(labels, (label, i) => `${pixels.subarray(64 * i, 64 * i + 64).join()},${label}`);
  const count = (all: string[]) => {
    const counts = new Map<string, number>();
    for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
    return counts;
  };

  test("every digit is on one side, 1 438 and 359", () => {
    expect(train.labels).toHaveLength(1438);
    expect(held.labels).toHaveLength(359);
    expect(count([...rows(train), ...rows(held)])).toEqual(count(rows(digits)));
  });

  test("the split never changes: the first labels of both sides", () => {
    expect(Array.from(train.labels.slice(0, 12))).toMatchInlineSnapshot(`
      [
        0,
        5,
        6,
        4,
        8,
        6,
        3,
        1,
        9,
        9,
        1,
        0,
      ]
    `);
    expect(Array.from(held.labels.slice(0, 12))).toMatchInlineSnapshot(`
      [
        9,
        0,
        5,
        1,
        5,
        5,
        8,
        0,
        7,
        4,
        1,
        1,
      ]
    `);
  });

  test("it is shuffled: both sides hold all ten digits in near equal parts", () => {
    for (let label = 0; label < 10; label++) {
      expect(held.labels.filter((l) => l === label).length).toBeGreaterThan(20);
    }
  });
});

test("choose takes rows in the order asked for", () => {
  const digits = parseDigits(text);
  const two = choose(digits, [5, 3]);
  expect(Array.from(two.labels)).toEqual([digits.labels[5], digits.labels[3]]);
  expect(two.pixels.subarray(64)).toEqual(digits.pixels.subarray(3 * 64, 4 * 64));
});
