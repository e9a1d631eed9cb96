/**
 * Whether the draws look like what they are said to be. Keys are fixed, so a bound of 5 standard
 * errors (chance 6 · 10⁻⁷ each) is met once and for all; generators that are broken miss it.
 */
import { describe, expect, test } from "vitest";
import { categories, coins } from "../../../src/autodiff/categories.ts";
import {
  integersBelow,
  normalFloats,
  permutationOf,
  randomWords,
  splitKey,
  uniformFloats,
} from "../../../src/autodiff/draws.ts";
import { erfOfDouble } from "../../../src/autodiff/erf.ts";
import { threefry } from "../../../src/autodiff/threefry.ts";
import { chiSquare, kolmogorov, moments, serial } from "../statistics.ts";

const N = 2 ** 20;
const SIGMAS = 5;

type Cipher = typeof threefry;

/** Threefry with any number of rounds, as its paper writes it: the oracle, and a broken generator. */
const ofRounds =
  (rounds: number): Cipher =>
  (key0, key1, counter0, counter1, out, at) => {
    const keys = [key0, key1, key0 ^ key1 ^ 0x1bd11bda];
    const rotations = [13, 15, 26, 6, 17, 29, 16, 24];
    let [a, b] = [(counter0 + keys[0]!) >>> 0, (counter1 + keys[1]!) >>> 0];
    for (let round = 0; round < rounds; round++) {
      const by = rotations[round % 8]!;
      a = (a + b) >>> 0;
      b = (((b << by) | (b >>> (32 - by))) ^ a) >>> 0;
      if (round % 4 < 3) continue;
      const s = (round + 1) / 4;
      a = (a + keys[s % 3]!) >>> 0;
      b = (b + keys[(s + 1) % 3]! + s) >>> 0;
    }
    out[at] = a;
    out[at + 1] = b;
  };

test("threefry is what its paper writes, with 20 rounds", () => {
  const words = randomWords(21, 22, 4000);
  const [ours, theirs] = [new Uint32Array(2000), new Uint32Array(2000)];
  for (let i = 0; i < 2000; i += 2) {
    const [k0, k1, c0, c1] = words.subarray(2 * i, 2 * i + 4) as unknown as number[];
    threefry(k0!, k1!, c0!, c1!, ours, i);
    ofRounds(20)(k0!, k1!, c0!, c1!, theirs, i);
  }
  expect(ours).toEqual(theirs);
});

/** The farthest of: moments, cells, pairs, and correlations of the words of one key. */
function farthestOfWords(cipher: Cipher): number {
  const words = new Uint32Array(N);
  for (let i = 0; i < N; i += 2) cipher(1, 2, i / 2, 0, words, i);
  const centred = Float64Array.from(words, (word) => (word + 0.5) * 2 ** -32 - 0.5);
  // of the uniform distribution on (−½, ½): ∫ xᵏ
  const exact = [1, 2, 3, 4, 5, 6, 7, 8].map((k) => (k % 2 === 1 ? 0 : 2 ** -k / (k + 1)));
  const pairs = words.map((word, i) => (i === 0 ? 0 : (words[i - 1]! >>> 28) * 16) + (word >>> 28));
  const scores = [
    ...moments(centred, exact),
    chiSquare(
      words.map((word) => word >>> 24),
      256,
    ),
    chiSquare(
      words.map((word) => word & 255),
      256,
    ),
    chiSquare(
      pairs.filter((_, i) => i % 2 === 1),
      256,
    ),
    ...[1, 2, 3, 16].map((lag) => serial(centred, lag, 1 / 12)),
  ];
  return Math.max(...scores.map(Math.abs));
}

/** The farthest of 128 × 64 counts: how often output bit o changes when bit i of key or counter does. */
function farthestOfAvalanche(cipher: Cipher): number {
  const TIMES = 256;
  const inputs = randomWords(31, 32, 4 * TIMES);
  const before = new Uint32Array(2);
  const after = new Uint32Array(2);
  let farthest = 0;
  for (let bit = 0; bit < 128; bit++) {
    const changed = new Float64Array(64);
    for (let t = 0; t < TIMES; t++) {
      const given = inputs.slice(4 * t, 4 * t + 4);
      cipher(given[0]!, given[1]!, given[2]!, given[3]!, before, 0);
      given[bit >> 5]! ^= 1 << (bit & 31);
      cipher(given[0]!, given[1]!, given[2]!, given[3]!, after, 0);
      for (let o = 0; o < 64; o++) {
        changed[o]! += ((before[o >> 5]! ^ after[o >> 5]!) >>> (o & 31)) & 1;
      }
    }
    for (const count of changed) {
      farthest = Math.max(farthest, Math.abs(count - TIMES / 2) / Math.sqrt(TIMES / 4));
    }
  }
  return farthest;
}

describe("words", () => {
  test("have the moments, cells, pairs and correlations of chance; after 4 rounds they do not", () => {
    expect(farthestOfWords(threefry)).toBeLessThan(SIGMAS);
    expect(farthestOfWords(ofRounds(4))).toBeGreaterThan(SIGMAS);
  });

  test("change by halves with every bit of key and counter; after 4 rounds they do not", () => {
    expect(farthestOfAvalanche(threefry)).toBeLessThan(SIGMAS);
    expect(farthestOfAvalanche(ofRounds(4))).toBeGreaterThan(SIGMAS);
  });
});

/** How many 64-bit blocks come twice. */
function repeated(blocks: Uint32Array<ArrayBuffer>): number {
  const sorted = new BigUint64Array(blocks.buffer).sort();
  return sorted.reduce((count, block, i) => count + Number(i > 0 && block === sorted[i - 1]), 0);
}

describe("split", () => {
  test("gives 1 000 streams of 1 000 blocks, no block twice, nor in the parent, nor as a key", () => {
    const keys = splitKey(5, 6, 1000);
    const blocks = new Uint32Array(2 * 1_002_000);
    blocks.set(keys);
    blocks.set(randomWords(5, 6, 2000), 2000);
    for (let i = 0; i < 1000; i++) {
      blocks.set(randomWords(keys[2 * i]!, keys[2 * i + 1]!, 2000), 4000 + 2000 * i);
    }
    expect(repeated(blocks)).toBe(0);
    blocks.copyWithin(0, 123_456, 123_458);
    expect(repeated(blocks)).toBe(1);
  });

  test("gives children that are not correlated with each other or their parent", () => {
    const [a0, a1, b0, b1] = splitKey(5, 6, 2) as unknown as [number, number, number, number];
    const streams = [uniformFloats(5, 6, N), uniformFloats(a0, a1, N), uniformFloats(b0, b1, N)];
    for (const [i, j] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      let sum = 0;
      for (let n = 0; n < N; n++) sum += (streams[i]![n]! - 0.5) * (streams[j]![n]! - 0.5);
      expect(Math.abs((12 * sum) / Math.sqrt(N))).toBeLessThan(SIGMAS);
    }
  });
});

describe("normal", () => {
  const x = normalFloats(3, 4, N);

  test("has mean, variance, skewness, kurtosis and no serial correlation", () => {
    const exact = [0, 1, 0, 3, 0, 15, 0, 105];
    for (const score of moments(x, exact)) expect(Math.abs(score)).toBeLessThan(SIGMAS);
    for (const lag of [1, 2, 3]) expect(Math.abs(serial(x, lag, 1))).toBeLessThan(SIGMAS);
    const wide = x.map((value) => 1.01 * value);
    expect(Math.abs(moments(wide, exact)[1]!)).toBeGreaterThan(SIGMAS);
  });

  test("has the distribution function of Kolmogorov and Smirnov's test; a logistic one has not", () => {
    expect(kolmogorov(x, (value) => (1 + erfOfDouble(value / Math.SQRT2)) / 2)).toBeLessThan(1.95);
    expect(kolmogorov(x, (value) => 1 / (1 + Math.exp(-1.702 * value)))).toBeGreaterThan(1.95);
  });
});

describe("integers below n", () => {
  test.each([3, 10, 1000])("fall evenly for n = %i", (below) => {
    expect(Math.abs(chiSquare(integersBelow(7, 8, N, below), below))).toBeLessThan(SIGMAS);
  });

  test("fall evenly where the rest of a division would not", () => {
    const third = 2 ** 29;
    const cells = (numbers: Iterable<number>) => Array.from(numbers, (k) => Math.floor(k / third));
    expect(Math.abs(chiSquare(cells(integersBelow(7, 8, N, 3 * third)), 3))).toBeLessThan(SIGMAS);
    const rests = Array.from(randomWords(7, 8, N), (word) => word % (3 * third));
    expect(chiSquare(cells(rests), 3)).toBeGreaterThan(SIGMAS);
  });
});

test("each of the 24 orders of 4 comes equally often; the naive shuffle has favourites", () => {
  const index = new Map<string, number>();
  const number = (order: Iterable<number>): number => {
    const name = [...order].join();
    if (!index.has(name)) index.set(name, index.size);
    return index.get(name)!;
  };
  const seeds = Array.from({ length: 48_000 }, (_, seed) => seed);
  const ours = seeds.map((seed) => number(permutationOf(seed, 9, 4)));
  expect(Math.abs(chiSquare(ours, 24))).toBeLessThan(SIGMAS);
  const naive = seeds.map((seed) => {
    const order = [0, 1, 2, 3];
    integersBelow(seed, 9, 4, 4).forEach((j, i) => {
      [order[i], order[j]] = [order[j]!, order[i]!];
    });
    return number(order);
  });
  expect(chiSquare(naive, 24)).toBeGreaterThan(SIGMAS);
});

describe("choices by weight", () => {
  const p = [0.5, 0.25, 0, 0.15, 0.0999, 0.0001];
  const logits = Float32Array.from(p, (probability) => 7 + Math.log(probability));

  test("categories come as often as they should, the rarest too; exchanged they do not", () => {
    const draws = categories(11, 12, N, logits, p.length);
    expect(Math.abs(chiSquare(draws, p))).toBeLessThan(SIGMAS);
    const exchanged = draws.map((c) => (c === 3 ? 4 : c === 4 ? 3 : c));
    expect(chiSquare(exchanged, p)).toBeGreaterThan(SIGMAS);
  });

  test.each([0.5, 0.1, 0.001])("a coin of %d falls so", (probability) => {
    const tosses = coins(11, 12, new Float32Array(N).fill(probability));
    expect(Math.abs(chiSquare(tosses, [1 - probability, probability]))).toBeLessThan(SIGMAS);
  });
});
