/** The public specification, step by step, against a second implementation in BigInt and stored values. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fnv1a, keyed, keyedResidue } from "../../../src/autodiff/fields/keyed.ts";
import { threefry } from "../../../src/autodiff/threefry.ts";

/** Code points of one to four bytes, and halves of pairs. */
const point = fc.oneof(
  ...[0x80, 0x800, 0x10000, 0x110000].map((end) => fc.nat(end - 1)),
  fc.integer({ min: 0xd800, max: 0xdfff }),
);
const text = fc.array(point).map((points) => String.fromCodePoint(...points));
const bytesOf = (text: string) => new TextEncoder().encode(text);

describe("fnv1a", () => {
  test("has the values of the published test suite", () => {
    // Noll's test vectors for FNV-1a, 32 bits: "", "a", "b", "foobar".
    expect(fnv1a("")).toBe(0x811c9dc5);
    expect(fnv1a("a")).toBe(0xe40c292c);
    expect(fnv1a("b")).toBe(0xe70c2de5);
    expect(fnv1a("foobar")).toBe(0xbf9cf968);
  });

  test("is FNV-1a of the UTF-8 bytes, for any text", () => {
    fc.assert(
      fc.property(text, (s) => {
        let code = 2166136261n;
        for (const byte of bytesOf(s)) code = ((code ^ BigInt(byte)) * 16777619n) % 2n ** 32n;
        expect(fnv1a(s)).toBe(Number(code));
      }),
    );
  });
});

describe("keyedResidue", () => {
  test("is (w0 · 2^32 + w1) mod p of threefry", () => {
    const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    const p = fc.integer({ min: 2, max: 2 ** 31 - 1 });
    fc.assert(
      fc.property(p, word, word, word, (p, seed, trial, index) => {
        const words = new Uint32Array(2);
        threefry(seed, trial, fnv1a("tanh"), index, words, 0);
        const whole = (BigInt(words[0]!) << 32n) + BigInt(words[1]!);
        expect(keyedResidue("tanh", index, { p, seed, trial })).toBe(Number(whole % BigInt(p)));
      }),
      { numRuns: 500 },
    );
  });

  test("has the stored values, which never change", () => {
    // From a program in another language, written from the specification alone.
    const keying = { p: 2147483647, seed: 7, trial: 3 };
    const at = (symbol: string, index: number) => keyedResidue(symbol, index, keying);
    expect([at("tanh", 5), at("input:theta", 0), at("gate", 2147483646)]).toEqual([
      442231871, 1399002830, 101228446,
    ]);
  });

  test("depends on symbol, index, seed and trial, and not on what was asked before", () => {
    const keying = { p: 2147483647, seed: 1, trial: 1 };
    const value = keyed(keying);
    const seen = new Set([
      value("exp", 0),
      value("log", 0),
      value("exp", 1),
      keyedResidue("exp", 0, { ...keying, seed: 2 }),
      keyedResidue("exp", 0, { ...keying, trial: 2 }),
    ]);
    expect(seen.size).toBe(5);
    expect(value("exp", 0)).toBe(keyedResidue("exp", 0, keying));
  });

  test("is uniform: χ² of 10 100 values mod 101 is within 5 sigma", () => {
    const counts = new Array<number>(101).fill(0);
    const value = keyed({ p: 101, seed: 0, trial: 0 });
    for (let i = 0; i < 10_100; i++) counts[value("input:x", i)]!++;
    const chi2 = counts.reduce((sum, n) => sum + (n - 100) ** 2 / 100, 0);
    expect(Math.abs(chi2 - 100)).toBeLessThan(5 * Math.sqrt(200));
  });
});
