/** The same bits in every runtime: each compares what it computes with hashes stored once, by `npm run bits`. */
import { describe, expect, test } from "vitest";
import file from "../../fixtures/bits.json?raw";
import { chapters, type Hashes, hashOf } from "./bits.ts";

const stored = JSON.parse(file) as Readonly<Record<string, Hashes>>;

describe("the bits are the stored ones:", () => {
  test("in every chapter", () => {
    expect(Object.keys(chapters)).toEqual(Object.keys(stored));
  });

  test.each(Object.entries(chapters))("%s", (chapter, compute) => {
    // A name that is only computed is new: `npm run bits` stores it. A hash that differs is never to be stored.
    expect(compute()).toEqual(stored[chapter]);
  });
});

describe("the hash", () => {
  test("is MurmurHash3 of the length and the words", () => {
    // By another implementation, which gives the published ba6bd213 for "test".
    expect(hashOf([Int32Array.of(1, 2, 3)])).toBe("bf674f48");
  });

  test("sees the sign of zero, the last bit, the order and where one tensor ends", () => {
    const all = [
      [[0, 1]],
      [[-0, 1]],
      [[0, 1 + 2 ** -23]],
      [[1, 0]],
      [[0], [1]],
      [[0, 1], []],
      [[]],
    ];
    const hashes = all.map((list) => hashOf(list.map((x) => Float32Array.from(x))));
    expect(new Set(hashes).size).toBe(all.length);
  });

  test("takes all NaNs for one", () => {
    const patterns = [0x7fc00000, 0x7f800001, 0xffc00000, 0x7fffffff];
    const hashes = patterns.map((word) => hashOf([new Float32Array(Uint32Array.of(word).buffer)]));
    expect(new Set(hashes).size).toBe(1);
  });
});
