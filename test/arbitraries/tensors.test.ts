import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryShape, arbitraryTensor } from "../../src/arbitraries/tensors.ts";
import { shrunk } from "./shrunk.ts";

describe("arbitraryShape", () => {
  test("has up to three axes of length 1 … 4, and shrinks to a number, then to short axes", () => {
    const drawn = fc.sample(arbitraryShape(), { seed: 1, numRuns: 500 });
    expect(new Set(drawn.map(({ length }) => length))).toEqual(new Set([0, 1, 2, 3]));
    expect(new Set(drawn.flat())).toEqual(new Set([1, 2, 3, 4]));
    expect(shrunk(arbitraryShape(), () => false)).toEqual(["[]"]);
    expect(shrunk(arbitraryShape(), (shape) => shape.length < 2)).toEqual(["[1,1]"]);
  });
});

describe("arbitraryTensor", () => {
  test("holds numbers that are exact in binary, all over the tensor", () => {
    const drawn = fc.sample(arbitraryTensor([2, 3]), { seed: 1, numRuns: 500 });
    for (let i = 0; i < 6; i++) {
      const there = new Set(drawn.map((x) => x.data[i]));
      expect(there).toEqual(new Set([0, 1, -1, 2, -2, 0.5, -0.5, 3]));
    }
    expect(fc.sample(arbitraryTensor([0, 2]), { seed: 1, numRuns: 1 })[0]!.shape).toEqual([0, 2]);
  });

  test("shrinks to zeros, and to a single 1 where something must not vanish", () => {
    expect(shrunk(arbitraryTensor([2, 2]), () => false)).toEqual(["tensor([[0, 0], [0, 0]])"]);
    expect(shrunk(arbitraryTensor([1, 2]), (x) => x.data.every((v) => v === 0))).toEqual([
      "tensor([[1, 0]])",
    ]);
    for (const text of shrunk(arbitraryTensor([]), (x) => x.item() >= 0)) {
      expect(["tensor(-1)", "tensor(-0.5)"]).toContain(text);
    }
  });
});
