import { describe, expect, test } from "vitest";
import type { FunctionName, Machine } from "../../../src/autodiff/field.ts";
import { applyBlocks, applyBlocks2, blocks } from "../../../src/autodiff/fields/blocks.ts";
import { f32 } from "../../../src/autodiff/fields/f32.ts";
import { functions } from "../../../src/autodiff/functions.ts";
import { edges, randomPatterns } from "../floats.ts";

/** The first index where two arrays differ as Object.is, with both values; undefined if nowhere. */
function difference(left: Float32Array, right: Float32Array): unknown {
  const i = left.findIndex((x, at) => !Object.is(x, right[at]));
  return i < 0 ? undefined : { i, left: left[i], right: right[i] };
}

const patterns = Float32Array.from([...edges, ...randomPatterns(2, 2 ** 17)]);
const moderate = patterns.map((x) => (Number.isFinite(x) ? Math.sign(x) * Math.abs(x) ** 0.08 : x));

const names = (Object.keys(functions) as FunctionName[]).filter((name) => functions[name].f32);

describe("applyBlocks", () => {
  test.each(names)("%s equals the scalar field to the bit", (name) => {
    for (const x of [patterns, moderate.subarray(0, 2 ** 14)]) {
      const out = new Float32Array(x.length);
      applyBlocks(name, x, out);
      expect(
        difference(
          out,
          x.map((value) => f32.fn(name, value)),
        ),
      ).toBeUndefined();
    }
  });

  test.each([0, 1, 255, 256, 257, 512, 700])("reads and writes %i elements, no more", (n) => {
    const x = moderate.slice(0, n);
    const out = new Float32Array(n + 3).fill(9);
    applyBlocks("tanh", x, out);
    const expected = Float32Array.from(
      [...x].map((value) => f32.fn("tanh", value)).concat(9, 9, 9),
    );
    expect(difference(out, expected)).toBeUndefined();
  });

  test("may write over its input", () => {
    const x = moderate.slice(0, 600);
    const expected = x.map((value) => f32.fn("exp", value));
    applyBlocks("exp", x, x);
    expect(difference(x, expected)).toBeUndefined();
  });

  test("recovers from a formula that throws, a thousand times", () => {
    const x = Float32Array.of(1);
    for (let i = 0; i < 1000; i++) expect(() => applyBlocks("phi", x, x)).toThrow(RangeError);
    applyBlocks("exp", x, x);
    expect(x[0]).toBe(f32.fn("exp", 1));
  });
});

/** Every operation of a machine, as a function of two floats. */
const operations: Record<string, <T>(M: Machine<T>, a: T, b: T) => T> = {
  of: (M, a) => M.add(M.mul(a, M.of(-0)), M.of(0.1)),
  negativeZero: (M) => M.of(-0),
  add: (M, a, b) => M.add(a, b),
  sub: (M, a, b) => M.sub(a, b),
  mul: (M, a, b) => M.mul(a, b),
  div: (M, a, b) => M.div(a, b),
  sqrt: (M, a) => M.sqrt(a),
  gate: (M, a, b) => M.gate(a, b, M.of(7)),
  max: (M, a, b) => M.max(a, b),
  maxOfZeros: (M, a, b) => M.max(M.copysign(M.of(0), a), M.copysign(M.of(0), b)),
  equal: (M, a, b) => M.equal(a, b),
  equalToSelf: (M, a) => M.equal(a, a),
  mask: (M, a, b) => M.mask(a, b, M.of(3)),
  maskAtZero: (M, a, b) => M.mask(M.mul(M.equal(a, a), M.of(-0)), b, a),
  tangent: (M, a) => M.tangent(a),
  retangent: (M, a, b) => M.retangent(a, b),
  lt: (M, a, b) => M.lt(a, b, b, M.of(7)),
  ifNaN: (M, a, b) => M.ifNaN(a, M.of(7), b),
  abs: (M, a) => M.abs(a),
  copysign: (M, a, b) => M.copysign(a, b),
  exponent: (M, a) => M.exponent(a),
  mantissa: (M, a) => M.ifNaN(a, a, M.mantissa(a)),
  exp2i: (M, a) => M.ifNaN(a, a, M.exp2i(M.lt(M.exponent(a), M.of(128), M.exponent(a), a))),
};

describe("blocks", () => {
  const a = patterns.subarray(0, 2 ** 14);
  // Shifted, so that edges meet edges; and equal to a now and then.
  const b = a.map((x, i) => (i % 7 === 0 ? x : a[(i + 5) % a.length]!));

  test.each(Object.keys(operations))("%s equals the scalar field to the bit", (name) => {
    const operation = operations[name]!;
    const out = new Float32Array(a.length);
    applyBlocks2((x, y) => operation(blocks, x, y), a, b, out);
    expect(
      difference(
        out,
        a.map((x, i) => operation(f32, x, b[i]!)),
      ),
    ).toBeUndefined();
  });
});
