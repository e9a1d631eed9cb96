import { describe, expect, test } from "vitest";
import { applyBlocks } from "../../src/autodiff/fields/blocks.ts";
import { f32 } from "../../src/autodiff/fields/f32.ts";
import { edges, everyExponent, ulps } from "./floats.ts";

// Odd, so that the samples are not the round mantissas.
const inputs = everyExponent(999);

// The worst over every float where it could be was measured once: 0.982, 0.834 and 1.459.
const bounds = [
  ["exp", Math.exp, 0.99],
  ["log", Math.log, 0.84],
  ["tanh", Math.tanh, 1.46],
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

  test("does not decrease", () => {
    const falls = outputs.findIndex((y, i) => i > 0 && y < outputs[i - 1]!);
    expect(inputs[falls]).toBeUndefined();
  });

  test("is the rounded exact value where that is ±0, ±1, ±∞ or NaN", () => {
    for (const x of edges) {
      const exact = Math.fround(reference(x));
      const special = exact === 0 || Math.abs(exact) === 1 || !Number.isFinite(exact);
      if (special) expect([x, f32.fn(name, x)]).toEqual([x, exact]);
    }
  });
});

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
