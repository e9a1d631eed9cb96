/** Tests of src/lab/compare/run.ts. */
import { describe, expect, test } from "vitest";
import { compareRuns } from "../../../src/lab/compare/comparison.ts";
import { methodCalled, methods } from "../../../src/lab/compare/methods.ts";
import { run } from "../../../src/lab/compare/run.ts";
import { conditions } from "./toy.ts";

const runs = [0, 1].flatMap((seed) => methods.map((method) => run(method, seed, conditions)));
const rows = compareRuns(methods, runs);
const row = (name: string) => rows.find(({ method }) => method === name)!;

describe("run", () => {
  test("is a pure function of method and seed", () => {
    const again = methods.map((method) => run(method, 1, conditions));
    expect(again).toEqual(runs.slice(methods.length));
  });

  test("another seed is another run", () => {
    expect(runs[0]!.weights).not.toEqual(runs[methods.length]!.weights);
  });

  test("the clock is read around the steps and nothing else", () => {
    let ticks = 0;
    const timed = run(methodCalled("none"), 0, { ...conditions, now: () => ticks++ });
    // 2 epochs of 3 steps: two readings an epoch, one tick apart.
    expect(timed.msPerStep).toBe(2 / 6);
    expect(ticks).toBe(4);
  });

  test("every number is finite, accuracies are shares", () => {
    for (const { weights, curve, id, compiled, plainMsPerStep, ...numbers } of runs) {
      expect([...weights, ...curve, ...Object.values(numbers)].every(Number.isFinite)).toBe(true);
      for (const share of [...curve, numbers.accuracyUpright]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
      expect(curve).toHaveLength(3);
      expect(curve.at(-1)).toBe(numbers.accuracyRotated);
    }
  });
});

describe("compareRuns", () => {
  test("weight sharing over an orbit is data augmentation, to the bit", () => {
    expect(row("weight sharing").sameWeights).toEqual([
      { method: "data augmentation (full orbit)", distance: 0 },
    ]);
  });

  test("from a symmetric init tying, gradient and data augmentation are one row", () => {
    const names = row("weight tying").sameWeights.map(({ method }) => method);
    expect(names).toEqual([
      "data augmentation (full orbit), symmetric init",
      "gradient augmentation, symmetric init",
    ]);
  });

  test("no other rows coincide", () => {
    const tied = rows.filter((each) => each.sameWeights.length > 0).map(({ method }) => method);
    expect(tied).toHaveLength(5);
  });

  test("gradient augmentation costs what plain learning does, and a quarter of augmentation", () => {
    const [plain, cheap] = [row("none").flops, row("gradient augmentation").flops];
    expect(cheap / plain).toBeLessThan(1.2);
    expect(row("data augmentation (full orbit)").flops / plain).toBeCloseTo(4, 0);
  });

  test("rows that cannot leave the symmetric weights stay invariant; plain learning does not", () => {
    for (const name of ["weight tying", "function averaging"]) {
      expect(row(name).invarianceErrorAfter.mean).toBeLessThan(1e-6);
    }
    expect(row("none, symmetric init").invarianceErrorBefore.mean).toBeLessThan(1e-6);
    expect(row("none, symmetric init").invarianceErrorAfter.mean).toBeGreaterThan(1e-3);
  });

  test("gradient augmentation freezes the distance from symmetric weights", () => {
    const { asymmetryBefore: before, asymmetryAfter: after } = row("gradient augmentation");
    expect(after.mean / before.mean).toBeCloseTo(1, 5);
    expect(row("none").asymmetryAfter.mean / row("none").asymmetryBefore.mean).not.toBeCloseTo(
      1,
      3,
    );
  });

  test("the columns of design.md §6", () => {
    const { curve, sameWeights, cheaper, ...columns } = rows[0]!;
    const spread = { mean: expect.any(Number), sd: expect.any(Number), n: 2 };
    expect(columns).toEqual({
      method: "none",
      id: "none",
      init: "generic",
      flops: expect.any(Number),
      bytes: expect.any(Number),
      compiled: true,
      msPerStep: spread,
      plainMsPerStep: null,
      gradientVariance: spread,
      bias: spread,
      invarianceErrorBefore: spread,
      invarianceErrorAfter: spread,
      asymmetryBefore: spread,
      asymmetryAfter: spread,
      accuracyUpright: spread,
      accuracyRotated: spread,
    });
  });
});
