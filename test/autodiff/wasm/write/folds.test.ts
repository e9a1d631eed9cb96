/** Reductions: the signs of zeros, NaN, and what is stored beside them, to the bit. */

import { describe, expect, test } from "vitest";
import { compile, evaluate, type Tensor, tensor } from "../../../../src/autodiff/index.ts";
import { dirty } from "../dirty.ts";

/** Numbers among which ties are usual: both zeros, and a few others. */
function zeros(shape: readonly number[], seed: number): Tensor {
  const choices = [0, -0, -0, 0, -1, -3];
  const size = shape.reduce((a, b) => a * b, 1);
  const at = (i: number): number => choices[(Math.imul(i + 7 * seed + 1, 2654435761) >>> 16) % 6]!;
  return tensor(
    Float32Array.from({ length: size }, (_, i) => at(i)),
    shape,
  );
}

function same(f: (x: Tensor) => Tensor[], x: Tensor): void {
  dirty();
  const got = compile(f, x)(x).map(({ data }) => data);
  expect(got).toEqual(evaluate(f(x)).map(({ data }) => data));
}

describe.each([1, 3, 4, 5, 8, 16, 17, 37, 70])("%i elements", (n) => {
  test("of zeros the maximum is the first, along rows and across them", () => {
    for (let seed = 0; seed < 20; seed++) {
      same((x) => [x.max(1), x.max(0), x.max()], zeros([5, n], seed));
    }
  });

  test("a maximum is looked for among numbers that a store beside it would replace", () => {
    for (let seed = 0; seed < 20; seed++) {
      same(
        (x) => {
          const product = x.matmul(tensor([[1]])).reshape([5, n]);
          const turned = product.neg();
          return [turned, turned.max(1)];
        },
        zeros([5 * n, 1], seed),
      );
    }
  });

  test("sums and products begin at +0 and 1, whatever is behind a row", () => {
    same((x) => [x.sum(1), x.sum(0), x.prod(1), x.prod(0), x.sum()], zeros([5, n], 3));
    same((x) => [x.sum([0, 2]), x.sum([1, 2]), x.sum(1)], zeros([3, n, 5], 4));
  });

  test("NaN wins wherever it is", () => {
    const x = zeros([5, n], 1);
    for (let at = 0; at < n; at++) {
      const values = (x.data as Float32Array).slice();
      values[2 * n + at] = Number.NaN;
      same((y) => [y.max(1), y.max(0)], tensor(values, [5, n]));
    }
  });
});

test("x − (−0) is x + 0, which is not x", () => {
  same((x) => [x.sub(-0), x.sub(0), x.mul(1), x.div(1), x.add(0)], tensor([-0, 0, 1]));
});
