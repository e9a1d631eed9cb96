import { describe, expect, test } from "vitest";
import {
  checkPermutation,
  composePermutations,
  cycleNotation,
  cycles,
  identityPermutation,
  invertPermutation,
  parity,
} from "../../src/symmetry/permutation.ts";

describe("raw permutations", () => {
  test("composePermutations(p, q) is first q, then p", () => {
    expect(composePermutations([1, 2, 0], [1, 0, 2])).toEqual([2, 1, 0]);
    expect(composePermutations([1, 0, 2], [1, 2, 0])).toEqual([0, 2, 1]);
  });

  test("the inverse undoes on both sides", () => {
    const p = [2, 0, 3, 1];
    expect(invertPermutation(p)).toEqual([1, 3, 0, 2]);
    expect(composePermutations(p, invertPermutation(p))).toEqual(identityPermutation(4));
  });

  test("cycles start at their smallest point and leave out fixed points", () => {
    expect(cycles([0, 3, 4, 1, 5, 2])).toEqual([
      [1, 3],
      [2, 4, 5],
    ]);
    expect(cycleNotation([1, 2, 0, 4, 3])).toBe("(0 1 2)(3 4)");
    expect(cycleNotation([0, 1])).toBe("()");
  });

  test("parity is −1 for a swap, +1 for a 3-cycle, −1 for a 4-cycle, +1 for two swaps", () => {
    expect(
      [
        [1, 0],
        [1, 2, 0],
        [1, 2, 3, 0],
        [1, 0, 3, 2],
      ].map(parity),
    ).toEqual([-1, 1, -1, 1]);
  });

  test("a list that is no permutation is refused, with the list in the error", () => {
    const say = (p: number[], n: number) => () => checkPermutation("group", p, n);
    expect(say([2, 0, 1], 3)).not.toThrow();
    expect(say([0, 0, 1, 2], 4)).toThrow(
      new RangeError("group: expected a permutation of 0…3, got [0, 0, 1, 2]"),
    );
    expect(say([0, 1], 3)).toThrow("got [0, 1]");
    expect(say([0, 1, 1.5], 3)).toThrow("got [0, 1, 1.5]");
    expect(say([0, 1, 1], 2)).toThrow("got [0, 1, 1]");
    expect(say(new Array(20).fill(7), 20)).toThrow("7, 7, … 20 in all]");
  });
});
