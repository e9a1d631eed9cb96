/** Arrangements: what NumPy gives, with NaN and −0 as they were. */
import { describe, expect, test } from "vitest";
import { grad, ShapeError, type Tensor, tensor, zeros } from "../../../src/autodiff/index.ts";

const x = tensor([
  [1, 2, 3],
  [4, 5, 6],
]);

describe("arrangements", () => {
  test("roll moves element i to i + shift, round the end", () => {
    expect(tensor([1, 2, 3, 4]).roll(1, 0).toArray()).toEqual([4, 1, 2, 3]);
    expect(x.roll(-5, -1).toArray()).toEqual([
      [3, 1, 2],
      [6, 4, 5],
    ]);
    expect(zeros([0]).roll(3, 0).shape).toEqual([0]);
  });

  test("flip reverses the axes, all when none is named", () => {
    expect(x.flip(0).toArray()).toEqual([
      [4, 5, 6],
      [1, 2, 3],
    ]);
    expect(x.flip([-1]).toArray()).toEqual([
      [3, 2, 1],
      [6, 5, 4],
    ]);
    expect(x.flip().flatten().toArray()).toEqual([6, 5, 4, 3, 2, 1]);
  });

  test("tile fills the shorter of shape and reps with ones in front", () => {
    expect(tensor([1, 2]).tile(3).toArray()).toEqual([1, 2, 1, 2, 1, 2]);
    expect(tensor([1, 2]).tile([2, 1]).toArray()).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(x.tile([2]).toArray()).toEqual([
      [1, 2, 3, 1, 2, 3],
      [4, 5, 6, 4, 5, 6],
    ]);
    expect(x.tile([0, 2]).shape).toEqual([0, 6]);
    expect(tensor(7).tile([]).item()).toBe(7);
  });

  test("split cuts into equal parts, or at places", () => {
    expect(x.split(3, 1).map((part) => part.toArray())).toEqual([
      [[1], [4]],
      [[2], [5]],
      [[3], [6]],
    ]);
    const parts = tensor([1, 2, 3, 4]).split([1, 1, -1], 0);
    expect(parts.map((part) => part.toArray())).toEqual([[1], [], [2, 3], [4]]);
  });

  test("diag makes a matrix of a vector, and takes the diagonals of matrices", () => {
    expect(tensor([1, 2]).diag().toArray()).toEqual([
      [1, 0],
      [0, 2],
    ]);
    expect(tensor([1, 2]).diag(-1).toArray()).toEqual([
      [0, 0, 0],
      [1, 0, 0],
      [0, 2, 0],
    ]);
    expect(tensor([5]).diag(1).toArray()).toEqual([
      [0, 5],
      [0, 0],
    ]);
    expect(x.diag().toArray()).toEqual([1, 5]);
    expect(x.diag(1).toArray()).toEqual([2, 6]);
    expect(x.diag(-1).toArray()).toEqual([4]);
    expect(x.diag(3).shape).toEqual([0]);
    expect(zeros([4, 2, 3]).diag().shape).toEqual([4, 2]);
    expect(zeros([0]).diag().shape).toEqual([0, 0]);
  });

  test("tril and triu keep triangles, and put 0 where a NaN was", () => {
    expect(x.tril().toArray()).toEqual([
      [1, 0, 0],
      [4, 5, 0],
    ]);
    expect(x.triu(-1).toArray()).toEqual(x.toArray());
    expect(x.triu(1).toArray()).toEqual([
      [0, 2, 3],
      [0, 0, 6],
    ]);
    const wild = tensor([
      [-0, Number.NaN],
      [1, 2],
    ]);
    expect(wild.tril().toArray()).toEqual([
      [-0, 0],
      [1, 2],
    ]);
    expect(grad((t: Tensor) => t.tril().sum())(wild).toArray()).toEqual([
      [1, 0],
      [1, 1],
    ]);
    expect(zeros([2, 0, 3]).triu().shape).toEqual([2, 0, 3]);
  });

  test("trace sums the diagonal of each matrix", () => {
    expect(x.trace().item()).toBe(6);
    expect(x.trace(1).item()).toBe(8);
    expect(zeros([4, 2, 2]).trace().shape).toEqual([4]);
    expect(zeros([0, 0]).trace().item()).toBe(0);
  });

  test("outer multiplies each with each", () => {
    expect(
      tensor([1, 2])
        .outer(tensor([3, 4, 5]))
        .toArray(),
    ).toEqual([
      [3, 4, 5],
      [6, 8, 10],
    ]);
    expect(x.outer(zeros([4])).shape).toEqual([2, 3, 4]);
    expect(tensor(2).outer(tensor(3)).item()).toBe(6);
  });
});

describe("errors", () => {
  const v = tensor([1, 2]);
  test.each<[() => unknown, Error]>([
    [() => x.roll(0.5, 0), new RangeError("roll: expected a whole number, got 0.5")],
    [() => x.roll(1, 2), new RangeError("roll: expected an axis from -2 to 1, got 2")],
    [() => x.flip(2), new RangeError("flip: expected an axis from -2 to 1, got 2")],
    [() => x.tile([-1]), new RangeError("tile: expected whole numbers ≥ 0, got [-1]")],
    [() => x.split(2, 1), new RangeError("split: expected a number of equal parts of 3, got 2")],
    [() => x.split(0, 1), new RangeError("split: expected a number of equal parts of 3, got 0")],
    [
      () => x.split([2, 1], 1),
      new RangeError("split: expected ascending places from 0 to 3, got [2, 1]"),
    ],
    [
      () => x.split([4], 1),
      new RangeError("split: expected ascending places from 0 to 3, got [4]"),
    ],
    [() => x.diag(4), new RangeError("diag: expected a diagonal from -2 to 3, got 4")],
    [() => x.diag(0.5), new RangeError("diag: expected a whole number, got 0.5")],
    [() => tensor(1).diag(), new ShapeError("diag: expected a matrix […, n, m], got shape []")],
    [() => v.tril(), new ShapeError("tril: expected a matrix […, n, m], got shape [2]")],
    [() => v.triu(), new ShapeError("triu: expected a matrix […, n, m], got shape [2]")],
    [() => v.trace(), new ShapeError("trace: expected a matrix […, n, m], got shape [2]")],
  ])("%#", (run, error) => expect(run).toThrow(error));
});
