import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  integersBelow,
  normalFloats,
  permutationOf,
  randomWords,
  splitKey,
  uniformFloats,
} from "../../src/autodiff/draws.ts";
import { f32 } from "../../src/autodiff/fields/f32.ts";
import { normalQuantile } from "../../src/autodiff/quantile.ts";
import { chiSquare } from "./statistics.ts";

const N = 2 ** 17;
const word = fc.nat(2 ** 32 - 1);

/** Words in hexadecimal. */
const hex = (words: Uint32Array): string =>
  Array.from(words, (w) => w.toString(16).padStart(8, "0")).join(" ");

/** The mean of x[i]ᵏ. */
const moment = (x: Float32Array, k: number): number =>
  x.reduce((sum, value) => sum + value ** k, 0) / x.length;

describe("stored values never change:", () => {
  test("words", () => {
    expect(hex(randomWords(0, 0, 4))).toBe("6b200159 99ba4efe 508efb2c c0de3f32");
  });
  test("keys", () => {
    expect(hex(splitKey(1, 2, 2))).toBe("257dd6d4 4e8248c8 8d470cbf 0a3ed9fa");
  });
  test("uniform", () => {
    expect([...uniformFloats(1, 2, 4)].map((x) => x * 2 ** 24)).toEqual([
      2457311, 9154626, 8872850, 4732594,
    ]);
  });
  test("normal", () => {
    expect([...normalFloats(1, 2, 6)]).toEqual([
      0.37579986453056335, -1.6884931325912476, -1.8977715969085693, 0.7792529463768005,
      -1.3502147197723389, -1.0561617612838745,
    ]);
  });
  test("integers", () => {
    expect([...integersBelow(1, 2, 6, 1000)]).toEqual([146, 528, 588, 557, 69, 975]);
  });
  test("permutation", () => {
    expect([...permutationOf(1, 2, 10)]).toEqual([8, 7, 1, 2, 6, 5, 0, 3, 4, 9]);
  });
});

describe("every draw", () => {
  test("of n has n, begins a longer one, and depends on both key words", () => {
    const draws = [randomWords, uniformFloats, normalFloats, splitKey, below1000];
    fc.assert(
      fc.property(word, word, fc.nat(300), fc.nat(300), (key0, key1, n, more) => {
        for (const draw of draws) {
          const short = draw(key0, key1, n);
          expect(short).toHaveLength(draw === splitKey ? 2 * n : n);
          expect([...draw(key0, key1, n + more)].slice(0, short.length)).toEqual([...short]);
          expect(draw(key0 + 1, key1, 8)).not.toEqual(draw(key0, key1, 8));
          expect(draw(key0, key1 + 1, 8)).not.toEqual(draw(key0, key1, 8));
        }
      }),
      { numRuns: 20 },
    );
  });
});

const below1000 = (key0: number, key1: number, n: number) => integersBelow(key0, key1, n, 1000);

describe("splitKey", () => {
  test("gives different children, none of which is drawn as words", () => {
    const keys = splitKey(5, 6, N);
    const drawn = randomWords(5, 6, 2 * N);
    const pairs = new Set<number>();
    for (let i = 0; i < 2 * N; i += 2) pairs.add(keys[i]! * 2 ** 21 + (keys[i + 1]! >>> 11));
    for (let i = 0; i < 2 * N; i += 2) pairs.add(drawn[i]! * 2 ** 21 + (drawn[i + 1]! >>> 11));
    expect(pairs.size).toBe(2 * N);
  });
});

describe("uniformFloats", () => {
  const x = uniformFloats(3, 4, N);

  test("are multiples of 2⁻²⁴ in [0, 1), and use the last bit", () => {
    expect(x.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(x.every((value) => Number.isInteger(value * 2 ** 24))).toBe(true);
    expect(x.some((value) => (value * 2 ** 24) % 2 === 1)).toBe(true);
  });

  test("have the moments 1/2, 1/3, 1/4 within 5 standard errors", () => {
    for (const k of [1, 2, 3]) {
      const variance = 1 / (2 * k + 1) - 1 / (k + 1) ** 2;
      const error = Math.abs(moment(x, k) - 1 / (k + 1));
      expect(error).toBeLessThan(5 * Math.sqrt(variance / N));
    }
  });

  test("fill 256 cells, and 16 × 16 cells with their successors, evenly", () => {
    expect(Math.abs(chiSquare(cells(x), 256))).toBeLessThan(4);
    expect(Math.abs(chiSquare(successors(x), 256))).toBeLessThan(4);
  });
});

function* cells(x: Float32Array): Generator<number> {
  for (const value of x) yield Math.floor(value * 256);
}

function* successors(x: Float32Array): Generator<number> {
  for (let i = 0; i + 1 < x.length; i += 2) {
    yield 16 * Math.floor(x[i]! * 16) + Math.floor(x[i + 1]! * 16);
  }
}

describe("normalFloats", () => {
  const x = normalFloats(3, 4, N);

  test("have the moments 0, 1, 0, 3, 0, 15 within 5 standard errors", () => {
    const exact = [0, 1, 0, 3, 0, 15];
    // E x²ᵏ − (E xᵏ)²
    const variances = [1, 2, 15, 96, 945, 10170];
    exact.forEach((value, k) => {
      const error = Math.abs(moment(x, k + 1) - value);
      expect(error, `moment ${k + 1}`).toBeLessThan(5 * Math.sqrt(variances[k]! / N));
    });
  });

  test("fill the octiles evenly", () => {
    const octiles = [-1.1503494, -0.67448975, -0.31863936, 0, 0.31863936, 0.67448975, 1.1503494];
    const cell = (value: number) => octiles.filter((edge) => value >= edge).length;
    expect(Math.abs(chiSquare(Array.from(x, cell), 8))).toBeLessThan(4);
  });

  test("are each the quantile of its word, to the bit, however few are in the tail", () => {
    fc.assert(
      fc.property(word, word, fc.nat(3000), (key0, key1, n) => {
        const expected = Array.from(randomWords(key0, key1, n), (bits) => {
          const fromCentre = (bits | 0) + 0.5;
          const p = (2 ** 31 - Math.abs(fromCentre)) * 2 ** -32;
          return normalQuantile(f32, Math.fround(fromCentre * 2 ** -32), Math.fround(p));
        });
        expect([...normalFloats(key0, key1, n)]).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  test("increase with the word they are made of, read as signed, to 4e−7", () => {
    const words = randomWords(3, 4, N);
    const order = Array.from(x.keys()).sort((i, j) => (words[i]! | 0) - (words[j]! | 0));
    const falls = order.some(
      (at, i) => i > 0 && x[order[i - 1]!]! - x[at]! > 4e-7 * Math.abs(x[at]!),
    );
    expect(falls).toBe(false);
  });
});

describe("integersBelow", () => {
  test("are ⌊pair · below / 2⁶⁴⌋ exactly", () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1, max: 2 ** 31 }), (key0, key1, below) => {
        const pairs = Array.from(randomWords(key0, key1, 16), BigInt);
        const exact = Array.from({ length: 8 }, (_, i) => {
          const pair = (pairs[2 * i]! << 32n) | pairs[2 * i + 1]!;
          return Number((pair * BigInt(below)) >> 64n);
        });
        expect([...integersBelow(key0, key1, 8, below)]).toEqual(exact);
      }),
    );
  });

  test.each([2, 7, 24, 1000])("fall evenly below %i", (below) => {
    expect(Math.abs(chiSquare(integersBelow(7, 8, N, below), below))).toBeLessThan(4);
  });

  test.each([0, -1, 1.5, Number.NaN, 2 ** 31 + 1])("has no bound %d", (below) => {
    expect(() => integersBelow(0, 0, 1, below)).toThrow(
      new RangeError(`integers: expected a whole bound from 1 to 2^31, got ${below}`),
    );
  });
});

describe("permutationOf", () => {
  test("has every number below n once", () => {
    fc.assert(
      fc.property(word, word, fc.nat(100), (key0, key1, n) => {
        const sorted = permutationOf(key0, key1, n).sort();
        expect([...sorted]).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  test("is each of the 24 permutations of 4 equally often", () => {
    const codes: number[] = [];
    const index = new Map<string, number>();
    for (let seed = 0; seed < 24000; seed++) {
      const code = permutationOf(seed, 9, 4).join();
      if (!index.has(code)) index.set(code, index.size);
      codes.push(index.get(code)!);
    }
    expect(index.size).toBe(24);
    expect(Math.abs(chiSquare(codes, 24))).toBeLessThan(4);
  });
});
