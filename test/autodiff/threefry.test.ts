import { describe, expect, test } from "vitest";
import { threefry } from "../../src/autodiff/threefry.ts";

/** The two output words, in hexadecimal. */
function hash(key0: number, key1: number, counter0: number, counter1: number): string {
  const out = new Uint32Array(2);
  threefry(key0, key1, counter0, counter1, out, 0);
  return [...out].map((word) => word.toString(16).padStart(8, "0")).join(" ");
}

describe("threefry", () => {
  test.each([
    [0, 0, 0, 0, "6b200159 99ba4efe"],
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, "1cb996fc bb002be7"],
    [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3, "c4923a9c 483df7a0"],
  ])("of the published vector (%i %i, %i %i) is %s", (key0, key1, counter0, counter1, words) => {
    expect(hash(key0, key1, counter0, counter1)).toBe(words);
  });

  test("takes a word as signed or unsigned", () => {
    expect(hash(-1, -2, -3, -4)).toBe(hash(0xffffffff, 0xfffffffe, 0xfffffffd, 0xfffffffc));
  });

  test("writes two words at the given index and no other", () => {
    const out = new Uint32Array(4);
    threefry(0, 0, 0, 0, out, 1);
    expect([...out]).toEqual([0, 0x6b200159, 0x99ba4efe, 0]);
  });
});
