/** Floats to test with: edge cases, random bit patterns, every exponent; and how far off a float is. */
import { randomWords } from "../../src/autodiff/draws.ts";

/** Zeros, the smallest and largest of every kind, infinities, NaN, and where formulas change branch. */
export const edges: readonly number[] = [
  0,
  2 ** -149,
  2 ** -126 - 2 ** -149,
  2 ** -126,
  2 ** -24,
  0.5,
  0.55,
  0.625,
  1 - 2 ** -24,
  1,
  1 + 2 ** -23,
  Math.SQRT2,
  Math.SQRT1_2,
  2,
  3,
  9,
  9.02,
  10,
  44,
  87.4,
  88.72,
  88.73,
  103.9,
  104,
  128,
  2 ** 23,
  2 ** 24,
  2 ** 64,
  2 ** 127,
  (2 - 2 ** -23) * 2 ** 127,
  Number.POSITIVE_INFINITY,
]
  .flatMap((x) => [Math.fround(x), -Math.fround(x)])
  .concat(Number.NaN);

/** n random bit patterns read as floats: every exponent is as likely, one in 128 is NaN or ∞. */
export function randomPatterns(seed: number, n: number): Float32Array {
  return new Float32Array(randomWords(seed, 0, n).buffer);
}

/** perExponent floats of each sign and exponent, subnormal and normal, evenly spaced and increasing. */
export function everyExponent(perExponent: number): Float32Array {
  const positive = Float32Array.from({ length: 255 * perExponent }, (_, i) => {
    const exponent = Math.floor(i / perExponent);
    const fraction = Math.floor(((i % perExponent) * 2 ** 23) / perExponent) * 2 ** -23;
    return exponent === 0 ? fraction * 2 ** -126 : (1 + fraction) * 2 ** (exponent - 127);
  });
  const all = new Float32Array(2 * positive.length);
  all.set(positive.map((x) => -x).reverse());
  all.set(positive, positive.length);
  return all;
}

/** |got − exact| in units of the last place of exact as a float; 0 if both are infinite or NaN. */
export function ulps(got: number, exact: number): number {
  if (Object.is(got, Math.fround(exact))) return 0;
  const exponent = Math.min(127, Math.max(-126, Math.floor(Math.log2(Math.abs(exact)))));
  const finite = (x: number) => Math.max(-(2 ** 128), Math.min(2 ** 128, x));
  return Math.abs(finite(got) - finite(exact)) / 2 ** (exponent - 23);
}
