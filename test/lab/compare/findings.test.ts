/** Tests of src/lab/compare/findings.ts. */
import { expect, test } from "vitest";
import type { Comparison } from "../../../src/lab/compare/comparison.ts";
import { findings } from "../../../src/lab/compare/findings.ts";
import { methods } from "../../../src/lab/compare/methods.ts";

const sure = (mean: number, sd = 0, n = 5) => ({ mean, sd, n });

/** A row in which nothing happens, but for what is said. */
function row(method: string, differs: Partial<Comparison> = {}): Comparison {
  return {
    method,
    id: method,
    init: "generic",
    flops: 100,
    bytes: 100,
    compiled: true,
    msPerStep: sure(1),
    plainMsPerStep: null,
    gradientVariance: sure(0),
    bias: sure(0),
    invarianceErrorBefore: sure(0.1),
    invarianceErrorAfter: sure(0.2),
    asymmetryBefore: sure(1),
    asymmetryAfter: sure(2),
    accuracyUpright: sure(0.9),
    accuracyRotated: sure(0.5),
    curve: [],
    sameWeights: [],
    cheaper: null,
    ...differs,
  };
}

const cheap = "gradient augmentation, symmetric init";
const dear = "data augmentation (full orbit), symmetric init";
const tied = (method: string) => ({ sameWeights: [{ method, distance: 3e-7 }] });

test("rows that tie are named once, with how near they are", () => {
  const [first] = findings([row("a", tied("b")), row("b", tied("a")), row("c")]);
  expect(first).toBe(
    "The same batches lead to the same weights, from every seed: “a” = “b” (within 3e-7, rounding).",
  );
  const bits = { sameWeights: [{ method: "b", distance: 0 }] };
  expect(findings([row("a", bits)])[0]).toContain("“a” = “b” (to the bit)");
});

test("no ties are said to be none", () => {
  expect(findings([row("a"), row("b")])[0]).toBe("No two rows end with the same weights.");
});

test("what a cheaper row saves is said from its numbers, how far off it is elsewhere once", () => {
  const cheaper = {
    method: cheap,
    given: ["fixed θ"],
    factor: "1",
    errorBound: 2 ** -40,
    flops: 0.3,
    ms: 0.34,
    distance: 3e-7,
  };
  const rows = [
    row(dear, { cheaper }),
    row("x", { cheaper: { ...cheaper, given: [], factor: "4", distance: 0 } }),
    row(cheap),
    row("gradient augmentation", { bias: sure(0.5) }),
  ];
  expect(findings(rows).slice(1, 3)).toEqual([
    `The gradient of “${dear}” is that of “${cheap}” given fixed θ (proved, error ≤ 2^-40): 0.30 of the flops, ` +
      "measured 0.34 of the time, weights that are 3e-7 |θ| apart after training; from a generic init it is off by 0.50 |ḡ|.",
    `The gradient of “x” is 4 · that of “${cheap}” (proved, error ≤ 2^-40): 0.30 of the flops, ` +
      "measured 0.34 of the time, the same weights after training, to the bit.",
  ]);
  expect(findings([row(cheap), row(dear)]).join()).not.toContain("flops");
});

test("one sample: variance, and whether the seeds resolve the change of accuracy", () => {
  const one = "data augmentation, one sample";
  const full = row("data augmentation (full orbit)", {
    flops: 400,
    accuracyRotated: sure(0.7, 0.01),
  });
  const with_ = (mean: number) =>
    findings([
      row(one, { gradientVariance: sure(0.25), accuracyRotated: sure(mean, 0.02) }),
      full,
    ])[1]!;
  expect(with_(0.69)).toBe(
    "One sampled element for the orbit costs 0.25 of the flops and a variance of 0.25 |ḡ|²; accuracy on " +
      "moved digits changes by −1.0 points, which the seeds do not resolve (sd 2.0).",
  );
  expect(with_(0.6)).toContain("changes by −10.0 points, more than the seeds do (sd 2.0)");
});

test("one seed resolves nothing", () => {
  const single = { accuracyRotated: sure(0.5, 0, 1) };
  const rows = ["data augmentation, one sample", "data augmentation (full orbit)"];
  expect(findings(rows.map((name) => row(name, single)))[1]).toContain("points, from one seed.");
});

test("asymmetry: who keeps none, who lowers it, who freezes it", () => {
  const rows = [
    row("a", { invarianceErrorAfter: sure(1e-8) }),
    row("b", { invarianceErrorAfter: sure(0.05) }),
    row("c", { asymmetryAfter: sure(1 + 1e-7) }),
    row("d"),
  ];
  expect(findings(rows).at(-1)).toBe(
    "“a” stays invariant up to rounding; “b” lowers the invariance error; “c” freezes |θ − Rθ| (while its " +
      "invariance error goes from 0.10 to 0.20); every other row raises its invariance error.",
  );
});

test("the rows that sentences speak of exist", () => {
  const names = methods.map(({ name }) => name);
  for (const name of [cheap, dear, "gradient augmentation", "data augmentation, one sample"]) {
    expect(names).toContain(name);
  }
});

test("how much faster compiled steps are is said where it was measured, over the rows that were", () => {
  const timed = (method: string, ms: number, plain: number) =>
    row(method, { msPerStep: sure(ms), plainMsPerStep: sure(plain) });
  const rows = [timed("a", 0.5, 20), timed("b", 1.5, 30), row("c")];
  expect(findings(rows).at(-1)).toBe(
    "Compiled, a step is 25.0× faster than in the interpreter, with the same bits: 1.00 ms against 25.0 ms, " +
      "the mean over rows, measured in this run (20.0× for “b” to 40.0× for “a”).",
  );
  const text = (of: Comparison[]) => findings(of).join();
  expect(text([row("c"), timed("a", 0, 20)])).not.toContain("Compiled");
});
