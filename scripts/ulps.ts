/**
 * How far every f32 function is from the exact value, in units of the last place: over all 2³²
 * floats, or over one in so many.
 *
 *   node build/scripts/ulps.js [--step N] [NAME…]
 *
 * A full run takes minutes a function; `test/autodiff/formulas.test.ts` checks a stratified sample.
 */
import { parseArgs } from "node:util";
import { erfOfDouble } from "../src/autodiff/erf.ts";
import type { FunctionName } from "../src/autodiff/field.ts";
import { applyBlocks } from "../src/autodiff/fields/blocks.ts";

/** The functions that are formulas, the exact values (nearly), and the largest |x| that counts. */
const FUNCTIONS: Readonly<
  Record<string, readonly [reference: (x: number) => number, largest: number]>
> = {
  exp: [Math.exp, Number.POSITIVE_INFINITY],
  expm1: [Math.expm1, Number.POSITIVE_INFINITY],
  log: [Math.log, Number.POSITIVE_INFINITY],
  log1p: [Math.log1p, Number.POSITIVE_INFINITY],
  tanh: [Math.tanh, Number.POSITIVE_INFINITY],
  sin: [Math.sin, 65536],
  cos: [Math.cos, 65536],
  atan: [Math.atan, Number.POSITIVE_INFINITY],
  asin: [Math.asin, Number.POSITIVE_INFINITY],
  acos: [Math.acos, Number.POSITIVE_INFINITY],
  erf: [erfOfDouble, Number.POSITIVE_INFINITY],
};

const CHUNK = 2 ** 16;
const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** |got − exact| in units of the last place of exact as a float. */
function ulps(got: number, exact: number): number {
  float[0] = exact;
  if (got === float[0] || (Number.isNaN(got) && Number.isNaN(exact))) return 0;
  // The exponent of exact itself: rounding up to a power of two may have raised that of the float.
  let exponent = Math.max(1, (bits[0]! >>> 23) & 255) - 127;
  if (Math.abs(exact) < 2 ** exponent && exponent > -126) exponent--;
  const finite = (x: number): number => Math.max(-(2 ** 128), Math.min(2 ** 128, x));
  return Math.abs(finite(got) - finite(exact)) / 2 ** (Math.min(127, exponent) - 23);
}

const { values, positionals } = parseArgs({
  options: { step: { type: "string", default: "1" } },
  allowPositionals: true,
});
const step = Number(values.step);
const names = positionals.length > 0 ? positionals : Object.keys(FUNCTIONS);
const x = new Float32Array(CHUNK);
const xBits = new Uint32Array(x.buffer);
const y = new Float32Array(CHUNK);

console.log("function  floats        worst/ulp  at               over 1 ulp  seconds");
for (const name of names) {
  const [reference, largest] = FUNCTIONS[name]!;
  const start = performance.now();
  let [count, worst, at, over] = [0, 0, 0, 0];
  for (let first = 0; first < 2 ** 32; first += CHUNK * step) {
    for (let i = 0; i < CHUNK; i++) xBits[i] = first + i * step;
    applyBlocks(name as FunctionName, x, y);
    const n = Math.min(CHUNK, Math.ceil((2 ** 32 - first) / step));
    for (let i = 0; i < n; i++) {
      const input = x[i]!;
      if (Number.isNaN(input) || Math.abs(input) > largest) continue;
      count++;
      const error = ulps(y[i]!, reference(input));
      if (!(error <= 1)) over++;
      if (!(error <= worst)) [worst, at] = [error, input];
    }
  }
  const seconds = (performance.now() - start) / 1000;
  const cells = [name.padEnd(8), String(count).padEnd(12), worst.toFixed(4).padEnd(9)];
  const rest = [String(at).padEnd(15), String(over).padEnd(10), seconds.toFixed(0)];
  console.log([...cells, ...rest].join("  "));
}
