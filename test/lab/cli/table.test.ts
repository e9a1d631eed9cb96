/** Tests of src/lab/cli/table.ts. */
import { expect, test } from "vitest";
import { table } from "../../../src/lab/cli/table.ts";
import { widthOf } from "../../../src/lab/cli/width.ts";

const columns = [
  { title: "method", wraps: true },
  { title: "ms|a step", align: "right" },
  { title: "ḡ", align: "right" },
] as const;
const rows = [
  ["data augmentation, one sample", "4.61", "0.49"],
  ["none", "12.1", "0"],
];

test("columns are aligned, titles stand on the rule", () => {
  expect(table(columns, rows, 80).join("\n")).toMatchInlineSnapshot(`
    "                                   ms
    method                         a step     ḡ
    ─────────────────────────────  ──────  ────
    data augmentation, one sample    4.61  0.49
    none                             12.1     0"
  `);
});

test("on a narrow terminal the wrapping column gives way", () => {
  const lines = table(columns, rows, 34);
  expect(lines.join("\n")).toMatchInlineSnapshot(`
    "                          ms
    method                a step     ḡ
    ────────────────────  ──────  ────
    data augmentation,      4.61  0.49
    one sample
    none                    12.1     0"
  `);
  expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(34);
});

test("the wrapping column keeps 16 columns, however narrow the terminal", () => {
  expect(table(columns, rows, 5)[2]).toMatch(/^─{16} {2}/);
});

test("colours take no room", () => {
  const plain = table(columns, rows, 80);
  const coloured = table(columns, [["\u001b[32mnone\u001b[39m", "1", "0"], ...rows], 80);
  expect(coloured.map(widthOf).slice(0, 3)).toEqual(plain.map(widthOf).slice(0, 3));
});
