/** Tests of src/lab/report/page.ts. */
import { describe, expect, test } from "vitest";
import type { ClaimReport } from "../../../src/claims/index.ts";
import { compareRuns } from "../../../src/lab/compare/comparison.ts";
import { findings } from "../../../src/lab/compare/findings.ts";
import { methods } from "../../../src/lab/compare/methods.ts";
import { run } from "../../../src/lab/compare/run.ts";
import { asExpected, tally } from "../../../src/lab/report/claims.ts";
import { page } from "../../../src/lab/report/page.ts";
import { type ComparePart, FORMAT, type VerifyPart } from "../../../src/lab/report/parts.ts";
import { conditions } from "../compare/toy.ts";

const runs = [0, 1].flatMap((seed) => methods.map((method) => run(method, seed, conditions)));
const rows = compareRuns(methods, runs);
const compare: ComparePart = {
  format: FORMAT,
  group: "C4",
  epochs: 2,
  seeds: [0, 1],
  rows,
  findings: findings(rows),
};

const witness = {
  group: "C2",
  shape: "linear, 1 sample",
  inputs: { q: ["1", "-1/2"] },
  functions: [],
  left: ["0"],
  right: ["1"],
  entry: 0,
  gap: "1",
  exact: true,
};
const claim: ClaimReport = {
  id: "X1",
  says: "a < b & c",
  section: "§",
  source: "the notes",
  sense: "per step",
  verdict: "PROVED",
  expected: "PROVED",
  tier: 1,
  errorBound: 2 ** -40,
  degree: 3,
  reason: null,
  evidence: null,
  witness: null,
  hypotheses: [{ name: "fixed θ", says: "the group fixes θ", necessary: true, witness }],
  lattice: [],
};
const refuted: ClaimReport = { ...claim, id: "X2", verdict: "REFUTED", witness, hypotheses: [] };
const searched: ClaimReport = {
  ...claim,
  id: "X3",
  verdict: "UNKNOWN",
  expected: "UNKNOWN",
  evidence: { kind: "f64", trials: 729, worst: -0.5 },
};
const verify: VerifyPart = { format: FORMAT, seed: 0, claims: [claim, refuted, searched] };

describe("page", () => {
  const html = page({ verify, compare });

  test("is self-contained: no address, no script, no picture from elsewhere", () => {
    expect(html).not.toMatch(/https?:|\/\/|<script|<link|<img|@import|url\(/);
  });

  test("has the four figures, each with every method in words or by its equal", () => {
    expect(html.match(/<svg /g)).toHaveLength(4);
    expect(html.match(/<figcaption>/g)).toHaveLength(4);
    const [, ...figures] = html.split("<figure>");
    for (const words of ["output coupling", "function averaging", "none, symmetric init"]) {
      for (const figure of figures) expect(figure).toContain(words);
    }
  });

  test("no place of a figure is not a number", () => {
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("every sentence found, every row, every claim with its witnesses is there", () => {
    for (const { name } of methods) expect(html).toContain(`<td>${name}</td>`);
    expect(html).toContain("a &lt; b &amp; c");
    expect(html).toContain(
      "without it, on C2, linear, 1 sample: q = [1, -1/2]: left 0, right 1, gap 1",
    );
    expect(html).toContain("no counterexample in 729");
    expect(html).toContain("2^-40");
    expect(html).toContain("1 PROVED, 1 REFUTED, 1 UNKNOWN; not as expected: X2.");
    expect(html).toContain("CC BY 4.0");
  });

  test("every element that is opened is closed", () => {
    for (const name of [
      "div",
      "table",
      "tr",
      "td",
      "th",
      "svg",
      "text",
      "details",
      "dl",
      "figure",
    ]) {
      const opened = html.match(new RegExp(`<${name}[ >]`, "g"))?.length;
      expect([name, opened]).toEqual([name, html.match(new RegExp(`</${name}>`, "g"))?.length]);
    }
  });

  test("is made of the parts there are", () => {
    expect(page({ verify })).not.toContain("<svg");
    expect(page({ compare })).not.toContain("X1");
    expect(page({})).toContain("</html>");
  });
});

describe("asExpected", () => {
  test("the verdict is the expected one, and no hypothesis is idle", () => {
    expect(asExpected(claim)).toBe(true);
    expect(asExpected(refuted)).toBe(false);
    const idle = { ...claim.hypotheses[0]!, necessary: false, witness: null };
    expect(asExpected({ ...claim, hypotheses: [idle] })).toBe(false);
  });
});

test("tally counts verdicts", () => {
  expect(tally([claim])).toBe("1 claim: 1 PROVED; all as expected.");
  expect(tally([claim, claim])).toBe("2 claims: 2 PROVED; all as expected.");
});
