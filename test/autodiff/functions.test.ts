import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FunctionName } from "../../src/autodiff/field.ts";
import { blocks } from "../../src/autodiff/fields/blocks.ts";
import { f32 } from "../../src/autodiff/fields/f32.ts";
import { f64 } from "../../src/autodiff/fields/f64.ts";
import { type FunctionRow, functions } from "../../src/autodiff/functions.ts";
import { edges } from "./floats.ts";

const rows = Object.entries(functions) as [FunctionName, FunctionRow][];
const named = rows.filter(([name]) => !name.startsWith("phi"));

// Where the function is smooth and moderate.
const domains: Partial<Record<FunctionName, [number, number]>> = {
  log: [0.1, 10],
  sqrt: [0.1, 10],
  log1p: [-0.9, 10],
  asin: [-0.9, 0.9],
  acos: [-0.9, 0.9],
  floor: [0.1, 0.9],
};

// Where the slope is infinite.
const singularities: Partial<Record<FunctionName, readonly number[]>> = {
  log: [0],
  sqrt: [0],
  log1p: [-1],
  asin: [-1, 1],
  acos: [-1, 1],
};

describe.each(named)("%s", (name, row) => {
  test("has its central differences as slope", () => {
    const [min, max] = domains[name] ?? [-3, 3];
    const points = fc.double({ min, max, noNaN: true }).filter((x) => Math.abs(x) > 1e-3);
    fc.assert(
      fc.property(points, (x) => {
        const h = 1e-5;
        const difference = (f64.fn(name, x + h) - f64.fn(name, x - h)) / (2 * h);
        const slope = row.slope(f64, x, f64.fn(name, x));
        // Error: h² f‴/6, at most 4e−8 here (log at 0.1), and rounding, 1e−16 / h.
        expect(Math.abs(slope - difference)).toBeLessThan(1e-7);
      }),
    );
  });

  test("keeps NaN, in floats and in doubles", () => {
    expect(f64.fn(name, Number.NaN)).toBeNaN();
    expect(f32.fn(name, Number.NaN)).toBeNaN();
  });

  test("is odd or even as its row says, at every edge", () => {
    for (const F of [f64, f32]) {
      for (const x of edges) {
        const [here, there] = [F.fn(name, x), F.fn(name, -x)];
        if (row.symmetry === "odd") expect(there + 0).toBe(-here + 0);
        if (row.symmetry === "even") expect(there).toBe(here);
      }
    }
    if (row.symmetry === "none") expect(f64.fn(name, -1)).not.toBe(f64.fn(name, 1));
  });

  test("has an infinite slope somewhere in [−1, 1] exactly if it is singular", () => {
    const infinite = [-1, 0, 1].filter(
      (x) => Math.abs(row.slope(f64, x, f64.fn(name, x))) === Number.POSITIVE_INFINITY,
    );
    expect(infinite).toEqual(singularities[name] ?? []);
    expect(row.singular).toBe(infinite.length > 0);
  });

  test("equals its exact formula, if it has one", () => {
    for (const x of edges.filter(Number.isFinite)) {
      const value = row.exact?.(f64, x);
      if (value === undefined || Number.isNaN(value) || !Number.isFinite(value)) continue;
      const exact = f64.fn(name, x);
      // eˣ − 1 and log(1 + x) round where expm1 and log1p do not.
      const near = name === "expm1" || name === "log1p" ? 2 ** -52 * (1 + Math.abs(exact)) : 0;
      expect(Math.abs(value - exact)).toBeLessThanOrEqual(near);
    }
  });
});

describe("abs and sign", () => {
  test("abs′(0) = 0, sign(±0) = +0 and |−0| = +0 in doubles and floats", () => {
    for (const F of [f64, f32]) {
      expect([0, -0].map((x) => functions.abs.slope(F, x, 0))).toEqual([0, 0]);
      expect([0, -0].map((x) => F.fn("sign", x))).toEqual([0, 0]);
      expect([0, -0].map((x) => F.fn("abs", x))).toEqual([0, 0]);
    }
  });

  test("only they, expm1 and log1p have an exact formula", () => {
    expect(rows.filter(([, row]) => row.exact).map(([name]) => name)).toEqual([
      "expm1",
      "log1p",
      "abs",
      "sign",
    ]);
  });
});

describe("phi", () => {
  test("has phi1, phi2, phi3 as derivatives, and no fourth", () => {
    const F = { ...f64, fn: (name: FunctionName, x: number) => Number(name.at(-1)) * 100 + x };
    expect(functions.phi.slope(F, 7, 0)).toBe(107);
    expect(functions.phi1.slope(F, 7, 0)).toBe(207);
    expect(functions.phi2.slope(F, 7, 0)).toBe(307);
    expect(() => functions.phi3.slope(F, 7, 0)).toThrow(
      new RangeError("phi: expected at most 3 derivatives, got 4"),
    );
  });

  test.each(["phi", "phi1", "phi2", "phi3"] as const)("%s has no value in floats", (name) => {
    const error = new RangeError(
      "phi: expected a proof or a search, which give phi a meaning, got a float evaluation",
    );
    expect(() => f64.fn(name, 1)).toThrow(error);
    expect(() => f32.fn(name, 1)).toThrow(error);
    expect(() => blocks.fn(name, blocks.of(1))).toThrow(error);
  });
});
