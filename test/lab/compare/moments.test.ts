/** Tests of src/lab/compare/moments.ts. */
import { describe, expect, test } from "vitest";
import { evaluate } from "../../../src/autodiff/evaluate.ts";
import { grad } from "../../../src/autodiff/grad.ts";
import { leaves } from "../../../src/autodiff/tree.ts";
import { moments } from "../../../src/lab/compare/moments.ts";
import { dataAugmentation } from "../../../src/methods/data-augmentation.ts";
import { conditions, ready, toy } from "./toy.ts";

const of = (name: string, rows = 4) => {
  const { method, theta, batch } = ready(name, rows);
  return moments(method, toy, conditions.prepare(method), theta, batch);
};

describe("moments", () => {
  test("the variance of one sampled element a row is what all 4³ draws of three rows give", () => {
    const { method, theta, batch } = ready("data augmentation, one sample", 3);
    const flat = (objective: ReturnType<typeof method.objective>) =>
      leaves("test", evaluate(grad(objective)(theta, batch.x, batch.y))).flatMap((w) => [
        ...w.data,
      ]);
    const { elements } = toy.G;
    const draws = elements.flatMap((a) =>
      elements.flatMap((b) => elements.map((c) => flat(method.objective(toy, [a, b, c])))),
    );
    const mean = draws[0]!.map((_, k) => draws.reduce((sum, v) => sum + v[k]!, 0) / draws.length);
    const square = (v: number[]) => v.reduce((sum, x) => sum + x * x, 0);
    const full = flat(dataAugmentation(toy.model, toy.loss, toy.G));
    const off = draws.map((v) => square(v.map((x, k) => x - mean[k]!)));
    const brute = off.reduce((sum, x) => sum + x, 0) / draws.length / square(full);
    // Gradients are floats: 1e-5 of the value, where a variance of the batch's mean would be off by a third.
    expect(of("data augmentation, one sample", 3).gradientVariance / brute).toBeCloseTo(1, 5);
  });

  test("one sampled element is unbiased, the full orbit is what it is compared with", () => {
    expect(of("data augmentation, one sample").bias).toBeLessThan(1e-6);
    expect(of("data augmentation (full orbit)")).toEqual({ gradientVariance: 0, bias: 0 });
    expect(of("weight sharing")).toEqual({ gradientVariance: 0, bias: 0 });
  });

  test("label sharing is half plain, half augmentation, so half as biased as plain (LS1)", () => {
    expect(of("label sharing").bias / of("none").bias).toBeCloseTo(0.5, 5);
  });

  test.each(["weight tying", "gradient augmentation, symmetric init"])(
    "%s has the full-orbit gradient (GA2)",
    (name) => {
      expect(of(name).bias).toBeLessThan(1e-5);
      expect(of("none, symmetric init").bias).toBeGreaterThan(0.1);
    },
  );

  test("gradient augmentation from a generic θ₀ has not", () => {
    expect(of("gradient augmentation").bias).toBeGreaterThan(0.1);
  });
});
