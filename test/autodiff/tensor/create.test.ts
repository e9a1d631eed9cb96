import { describe, expect, test } from "vitest";
import {
  concat,
  eye,
  full,
  input,
  oneHot,
  ones,
  stack,
  tensor,
  where,
  zeros,
} from "../../../src/autodiff/index.ts";

describe("tensor", () => {
  test("copies its argument", () => {
    const source = Float32Array.of(1, 2);
    const x = tensor(source);
    source[0] = 9;
    expect(x.toArray()).toEqual([1, 2]);
  });

  test("takes the shape of nested arrays", () => {
    expect(tensor(5).shape).toEqual([]);
    expect(tensor([]).shape).toEqual([0]);
    expect(tensor([[], []]).shape).toEqual([2, 0]);
    expect(
      tensor([
        [[1], [2]],
        [[3], [4]],
        [[5], [6]],
      ]).shape,
    ).toEqual([3, 2, 1]);
  });

  test("rounds to f32, and keeps −0, NaN and ∞", () => {
    expect(tensor([0.1, -0, Number.NaN, Number.NEGATIVE_INFINITY]).toArray()).toEqual([
      Math.fround(0.1),
      -0,
      Number.NaN,
      Number.NEGATIVE_INFINITY,
    ]);
  });

  test("toArray undoes it", () => {
    const nested = [[[1, 2, 3]], [[4, 5, 6]]];
    expect(tensor(nested).toArray()).toEqual(nested);
    expect(tensor([[], []]).toArray()).toEqual([[], []]);
  });

  test("of an Int32Array is an index tensor, of any other numbers a real one", () => {
    expect(tensor(Int32Array.of(1)).kind).toBe("index");
    expect(tensor(Float32Array.of(1)).kind).toBe("real");
    expect(tensor([1]).kind).toBe("real");
  });

  test("takes a shape for a typed array, and for nested ones", () => {
    expect(tensor(Float32Array.of(1, 2, 3, 4), [2, 2]).toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(tensor([1, 2, 3, 4], [4, 1]).shape).toEqual([4, 1]);
    expect(tensor(7, [1]).toArray()).toEqual([7]);
  });
});

describe("a node keeps no list that its caller may change", () => {
  test("shapes, indices and lists of tensors are copied", () => {
    const list = [1, 0];
    const shape = [2];
    const xs = [tensor([1, 2])];
    const x = tensor([1, 2], shape);
    const nodes = [
      x,
      full(shape, 1),
      input("x", shape),
      tensor([1, 2]).reshape([2, 1]).reshape(shape),
      tensor(1).broadcastTo(shape),
      x.take(list, 0),
      x.scatterAdd(list, 0, 2),
      x.permute(list, 0, [1, 1]),
      concat(xs),
    ];
    shape[0] = 5;
    list[0] = 0;
    xs.push(x);
    for (const node of nodes) expect(node.shape).toEqual([2]);
    expect(nodes.slice(5).map((node) => node.toArray())).toEqual([
      [2, 1],
      [2, 1],
      [2, 1],
      [1, 2],
    ]);
  });
});

describe("full", () => {
  test("holds an integer exactly, beyond what f32 can, and rounds any other number", () => {
    expect(full([1], 2 ** 40 + 1).attrs).toEqual({ shape: [1], value: 2 ** 40 + 1 });
    expect(full([], 0.1).attrs).toEqual({ shape: [], value: Math.fround(0.1) });
  });

  test("zeros and ones are full of 0 and 1, eye is 1 where i = j", () => {
    expect(zeros([2]).toArray()).toEqual([0, 0]);
    expect(ones([1, 2]).toArray()).toEqual([[1, 1]]);
    expect(eye(3).toArray()).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(eye(0).shape).toEqual([0, 0]);
  });
});

describe("oneHot", () => {
  test("is 1 at the label and 0 elsewhere, along a new last axis", () => {
    expect(oneHot([2, 0], 3).toArray()).toEqual([
      [0, 0, 1],
      [1, 0, 0],
    ]);
    const labels = tensor(Int32Array.of(0, 1, 1, 0), [2, 2]);
    expect(oneHot(labels, 2).toArray()).toEqual([
      [
        [1, 0],
        [0, 1],
      ],
      [
        [0, 1],
        [1, 0],
      ],
    ]);
  });
});

describe("where", () => {
  test("chooses a where the condition is > 0, and broadcasts all three", () => {
    const c = tensor([[1], [-1], [Number.NaN]]);
    expect(where(c, tensor([1, 2]), 0).toArray()).toEqual([
      [1, 2],
      [0, 0],
      [0, 0],
    ]);
    expect(where(tensor(1), 2, 3).item()).toBe(2);
  });
});

describe("concat and stack", () => {
  test("join along an axis that is there, and along a new one", () => {
    const [a, b] = [tensor([[1, 2]]), tensor([[3, 4]])];
    expect(concat([a, b]).toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(concat([a, b], -1).toArray()).toEqual([[1, 2, 3, 4]]);
    expect(stack([a, b], -1).toArray()).toEqual([
      [
        [1, 3],
        [2, 4],
      ],
    ]);
    expect(stack([tensor(1), tensor(2)]).toArray()).toEqual([1, 2]);
  });

  test("keep index tensors integers", () => {
    const i = tensor(Int32Array.of(2 ** 30 + 1));
    expect(concat([i, i]).data).toEqual(Int32Array.of(2 ** 30 + 1, 2 ** 30 + 1));
  });
});
