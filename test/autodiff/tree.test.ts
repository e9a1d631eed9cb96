import { describe, expect, test } from "vitest";
import { tensor } from "../../src/autodiff/index.ts";
import { leaves, mapTree, type Tree } from "../../src/autodiff/tree.ts";

const [a, b, c] = [tensor(1), tensor(2), tensor(3)];

describe("leaves", () => {
  test("lists the tensors depth first, in the order of the keys", () => {
    expect(leaves("test", { z: [a, { y: b }], x: c })).toEqual([a, b, c]);
    expect(leaves("test", a)).toEqual([a]);
  });

  test("of a tree without tensors is empty", () => {
    expect(leaves("test", { none: [], nothing: {} })).toEqual([]);
  });

  test("names the place that holds something else", () => {
    const broken = { layers: [a, { w: 7 }] } as unknown as Tree;
    expect(() => leaves("test", broken)).toThrow(
      "test: expected a tree (nested arrays and objects) of tensors, got 7 at .layers.1.w",
    );
  });

  test.each<[string, unknown, string]>([
    ["nothing", null, "got null at .w"],
    ["text", "abc", 'got "abc" at .w'],
    ["a Map, of which keys say nothing", new Map([["a", a]]), "got a Map at .w"],
    ["numbers", new Float32Array(2), "got a Float32Array at .w"],
    [
      "a tensor of another copy",
      { ...a },
      "got an Object at .w; load one copy of orbitgrad, as a tensor of another one is none here",
    ],
  ])("are not %s", (_, w, got) => {
    const rule = "test: expected a tree (nested arrays and objects) of tensors, ";
    expect(() => leaves("test", { w } as unknown as Tree)).toThrow(rule + got);
  });
});

describe("mapTree", () => {
  test("keeps the form, and counts as leaves does", () => {
    const tree = { z: [a, { y: b }], x: c };
    const seen: number[] = [];
    const mapped = mapTree(tree, (x, i) => {
      seen.push(i);
      expect(x).toBe(leaves("test", tree)[i]);
      return x.neg();
    });
    expect(seen).toEqual([0, 1, 2]);
    expect(Object.keys(mapped)).toEqual(["z", "x"]);
    expect(leaves("test", mapped).map((x) => x.item())).toEqual([-1, -2, -3]);
  });

  test("with the identity gives an equal tree that is not the same object", () => {
    const tree = { list: [a, b] };
    expect(mapTree(tree, (x) => x)).toEqual(tree);
    expect(mapTree(tree, (x) => x)).not.toBe(tree);
  });
});
