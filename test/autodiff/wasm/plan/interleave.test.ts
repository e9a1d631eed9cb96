/** Loops run row by row: which, with what room, and with the same bits. */
import { describe, expect, test } from "vitest";
import { concat, grad, type Tensor } from "../../../../src/autodiff/index.ts";
import { draw, indices, same } from "../same.ts";

/** How many loops over rows a program has, and whether it has anything else. */
function kernels(text: string): { rows: number; others: number } {
  const heads = text.split("\n").filter((line) => /^\d+ {2}/.test(line));
  const rows = heads.filter((line) => /for each of \d+ rows$/.test(line)).length;
  return { rows, others: heads.length - rows };
}

const x = draw(1, [50, 20]);

describe("one loop over rows", () => {
  test("is a softmax, and its gradient", () => {
    const softmax = (a: Tensor) => a.softmax(1);
    expect(kernels(same(softmax, x).print())).toEqual({ rows: 1, others: 0 });
    const slope = (a: Tensor) => grad((b: Tensor) => b.softmax(1).square().sum())(a);
    expect(kernels(same(slope, x).print())).toEqual({ rows: 1, others: 0 });
  });

  test("is the mean over orbits, at every element of them; the means are not stored", () => {
    const orbits = draw(2, [8000]);
    const f = (a: Tensor) =>
      a.reshape([1000, 8]).mean(1, { keepDims: true }).broadcastTo([1000, 8]).reshape([8000]);
    const program = same(f, orbits);
    expect(kernels(program.print())).toEqual({ rows: 1, others: 0 });
    expect(program.bytes).toBeLessThan(2 * 4 * 8000 + 6_000);
  });

  test("is a normalisation of rows of any length, several leading axes too", () => {
    for (const n of [4, 5, 8, 9, 16, 17, 33]) {
      const f = (a: Tensor) =>
        a.sub(a.mean(-1, { keepDims: true })).div(a.std(-1, { keepDims: true }));
      same(f, draw(n, [6, n]));
      same(f, draw(n, [2, 3, n]));
    }
  });

  test("may keep what others read", () => {
    const f = (a: Tensor) => {
      const sums = a.exp().sum(1);
      return [a.exp().div(sums.expandDims(1)), sums];
    };
    expect(kernels(same(f, x).print())).toEqual({ rows: 1, others: 0 });
  });

  test("may read what others have written beside its own", () => {
    // The first result keeps the loop that stores b apart, and before the others.
    const f = (a: Tensor, b: Tensor) => {
      const sums = a.sum(1, { keepDims: true });
      return [b.square().sum(), concat([b, sums], 1).exp().sum(1)];
    };
    expect(kernels(same(f, x, draw(2, [50, 3])).print()).rows).toBe(1);
  });

  test("may look up what it has written of the row", () => {
    const f = (a: Tensor, i: Tensor) => a.softmax(1).take(i, 1).square().sum(1);
    same(f, x, indices(19, 0, 3, 3, 7));
    same((a: Tensor, i: Tensor) => a.softmax(1).exp().take(i, 1), x, indices(19, 0, 3, 3, 7));
  });

  test("may look up the one number that a row has", () => {
    // Its indices are checked before the loops, where b is looked up.
    const f = (a: Tensor, b: Tensor, i: Tensor) => {
      const scaled = a.mul(b.take(i, 1));
      return scaled.div(scaled.sum(1, { keepDims: true }).take(i, 1));
    };
    const zeros = indices(...Array.from({ length: 20 }, () => 0));
    expect(kernels(same(f, x, draw(2, [50, 1]), zeros).print())).toEqual({ rows: 1, others: 1 });
  });

  test("reads a row again after writing another in its place elsewhere", () => {
    const f = (a: Tensor, w: Tensor) => {
      const product = a.matmul(w);
      const scaled = product.div(product.sum(1, { keepDims: true }));
      return [scaled, product.mul(scaled.square().sum(1, { keepDims: true }))];
    };
    same(f, draw(3, [50, 7]), draw(4, [7, 20]));
  });

  test("may write its rows where those were that it read", () => {
    const f = (a: Tensor, w: Tensor) => a.matmul(w).softmax(1).mul(2);
    const text = same(f, draw(3, [50, 7]), draw(4, [7, 20])).print();
    const places = [...text.matchAll(/^t\d+ +4 000 bytes +at (\d+)/gm)].map(([, at]) => at);
    expect(places).toEqual([places[0], places[0]]);
  });

  test("of a transposed matrix, or of every second row", () => {
    same((a: Tensor) => a.T.softmax(1), x);
    same((a: Tensor) => a.reshape([25, 2, 20]).slice(null, [1, 2]).softmax(2), x);
    same((a: Tensor) => a.take([3, 1, 40, 1], 0).softmax(1), x);
  });
});

describe("not one loop over rows", () => {
  test("what reads other rows than it has written", () => {
    const f = (a: Tensor) => {
      const sums = a.sum(1, { keepDims: true });
      return a.sub(sums.flip(0));
    };
    expect(kernels(same(f, x).print()).rows).toBe(0);
    const shifted = (a: Tensor) => a.sub(a.sum(1, { keepDims: true }).roll(1, 0));
    expect(kernels(same(shifted, x).print()).rows).toBe(0);
    const next = (a: Tensor, b: Tensor) => {
      const sums = concat([a.sum(1, { keepDims: true }), b]);
      return [b.square().sum(), a.sub(sums.slice([1, 51]))];
    };
    same(next, x, draw(2, [1, 1]));
  });

  test("what has nothing to do with each other", () => {
    const f = (a: Tensor, b: Tensor) => [a.sum(1), b.max(1)];
    expect(kernels(same(f, x, draw(2, [50, 30])).print()).rows).toBe(0);
  });

  test("what is folded over all rows", () => {
    const f = (a: Tensor) => a.sub(a.sum(0)).mul(a.sum());
    expect(kernels(same(f, x).print()).rows).toBe(0);
    same((a: Tensor) => a.softmax(1).sum(0), x);
    same((a: Tensor) => a.softmax(1).square().sum(), x);
  });

  test("what looks rows up", () => {
    const f = (a: Tensor, i: Tensor) => a.sub(a.sum(1, { keepDims: true }).take(i, 0));
    same(f, x, indices(...Array.from({ length: 50 }, (_, k) => (7 * k) % 50)));
  });

  test("a function of each sum of a short row: four of them at once are faster", () => {
    const f = (a: Tensor) => a.div(a.sum(1, { keepDims: true }).exp().tanh());
    expect(kernels(same(f, draw(4, [50, 8])).print()).rows).toBe(0);
    expect(kernels(same(f, draw(4, [50, 200])).print()).rows).toBe(1);
  });

  test("rows that a cache would not hold", () => {
    expect(kernels(same((a: Tensor) => a.softmax(1), draw(5, [2, 9000])).print()).rows).toBe(0);
  });
});
