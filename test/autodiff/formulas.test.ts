import { describe, expect, test } from "vitest";
import { erfOfDouble } from "../../src/autodiff/erf.ts";
import { applyBlocks } from "../../src/autodiff/fields/blocks.ts";
import { f32 } from "../../src/autodiff/fields/f32.ts";
import { edges, everyExponent, ulps } from "./floats.ts";

// Odd, so that the samples are not the round mantissas.
const inputs = everyExponent(999);

const upTo2To16 = (f: (x: number) => number) => (x: number) =>
  Math.abs(x) > 65536 ? Number.NaN : f(x);

// The worst of exp, log and tanh was measured over all 2³² floats, of the others over every float where
// it could be: scripts/ulps.ts repeats it.
const bounds = [
  ["exp", Math.exp, 0.99],
  ["log", Math.log, 0.84],
  ["tanh", Math.tanh, 1.46],
  ["expm1", Math.expm1, 1.2],
  ["log1p", Math.log1p, 0.86],
  ["asin", Math.asin, 1.6],
  ["atan", Math.atan, 1.93],
  ["erf", erfOfDouble, 1.15],
  ["acos", Math.acos, 1.15],
  ["sin", upTo2To16(Math.sin), 0.91],
  ["cos", upTo2To16(Math.cos), 0.9],
] as const;

describe.each(bounds)("%s", (name, reference, bound) => {
  const outputs = new Float32Array(inputs.length);
  applyBlocks(name, inputs, outputs);

  test(`is off by at most ${bound} units in the last place, at every exponent`, () => {
    let worst = { error: 0, x: 0 };
    inputs.forEach((x, i) => {
      const error = ulps(outputs[i]!, reference(x));
      if (!(error <= worst.error)) worst = { error, x };
    });
    expect(worst.error, `at ${worst.x}`).toBeLessThanOrEqual(bound);
  });

  test("is the rounded exact value where that is ±0, ±1, ±∞ or NaN", () => {
    for (const x of edges) {
      const exact = Math.fround(reference(x));
      const special = exact === 0 || Math.abs(exact) === 1 || !Number.isFinite(exact);
      if (special) expect([x, f32.fn(name, x)]).toEqual([x, exact]);
    }
  });
});

// Not expm1, which falls by a unit here and there.
describe.each(["exp", "log", "log1p", "tanh", "asin", "acos", "atan", "erf"] as const)(
  "%s",
  (name) => {
    test("does not turn", () => {
      const outputs = new Float32Array(inputs.length);
      applyBlocks(name, inputs, outputs);
      const sign = name === "acos" ? -1 : 1;
      const falls = outputs.findIndex((y, i) => i > 0 && sign * y < sign * outputs[i - 1]!);
      expect(inputs[falls]).toBeUndefined();
    });
  },
);

describe("exp", () => {
  test("becomes subnormal, then 0, and ∞ at the floats where eˣ does", () => {
    expect(f32.fn("exp", Math.fround(88.72283))).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(f32.fn("exp", Math.fround(88.72284))).toBe(Number.POSITIVE_INFINITY);
    expect(f32.fn("exp", Math.fround(-103.97207))).toBe(2 ** -149);
    expect(f32.fn("exp", Math.fround(-103.97209))).toBe(0);
  });
});

describe("log", () => {
  test("of 2ⁿ is the float nearest to n·ln 2, subnormal powers included", () => {
    for (let n = -149; n < 128; n++) {
      expect(f32.fn("log", 2 ** n)).toBe(Math.fround(n * Math.LN2));
    }
  });
});

describe("sin and cos", () => {
  test("are right at the float nearest to a multiple of π/2, where only 2⁻²⁸ is left", () => {
    // 252.89820861816406 = 161·π/2 + 4.2e−9
    const x = Math.fround(252.89820861816406);
    expect(f32.fn("cos", x)).toBe(Math.fround(Math.cos(x)));
    expect(f32.fn("sin", x)).toBe(1);
  });

  test("are NaN beyond 2¹⁶", () => {
    for (const x of [65536, -65536]) {
      expect(ulps(f32.fn("cos", x), Math.cos(x))).toBeLessThan(1);
      expect(ulps(f32.fn("sin", x), Math.sin(x))).toBeLessThan(1);
    }
    for (const x of [65536.01, -1e6, 3e38]) {
      expect(["sin", "cos"].map((name) => f32.fn(name as "sin", Math.fround(x)))).toEqual([
        Number.NaN,
        Number.NaN,
      ]);
    }
  });
});

describe("floor", () => {
  test("is that of doubles, at every exponent", () => {
    const outputs = new Float32Array(inputs.length);
    applyBlocks("floor", inputs, outputs);
    const wrong = outputs.findIndex((y, i) => !Object.is(y, Math.floor(inputs[i]!)));
    expect(inputs[wrong]).toBeUndefined();
  });
});

describe("erf in doubles", () => {
  test("is that of a table to 15 digits", () => {
    // computed with 40 digits
    const table = [
      [1e-10, 1.1283791670955126e-10],
      [0.5, 0.5204998778130465],
      [1, 0.8427007929497149],
      [1.9999, 0.9953201979070294],
      [2, 0.9953222650189527],
      [3, 0.9999779095030014],
      [6, 1],
    ] as const;
    for (const [x, y] of table) {
      expect(Math.abs(erfOfDouble(x) / y - 1)).toBeLessThan(1e-15);
      expect(erfOfDouble(-x)).toBe(-erfOfDouble(x));
    }
    expect([0, -0, Infinity, Number.NaN].map(erfOfDouble)).toEqual([0, -0, 1, Number.NaN]);
  });
});

describe("tanh", () => {
  test("is odd to the bit, and keeps −0 and subnormals", () => {
    const outputs = new Float32Array(inputs.length);
    applyBlocks("tanh", inputs, outputs);
    const broken = outputs.findIndex((y, i) => !Object.is(y, -outputs.at(-1 - i)!));
    expect(inputs[broken]).toBeUndefined();
    expect(f32.fn("tanh", -0)).toBe(-0);
    expect(f32.fn("tanh", 2 ** -149)).toBe(2 ** -149);
  });

  test("is 1 exactly from 9.02 on", () => {
    for (const x of [9.02, 10, 44, 88.8, 1e30]) expect(f32.fn("tanh", Math.fround(x))).toBe(1);
    expect(f32.fn("tanh", 9)).toBe(1 - 2 ** -24);
  });
});
