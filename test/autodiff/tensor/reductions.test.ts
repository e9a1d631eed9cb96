/** Reductions where others go wrong: zeros, ties, equal entries, empty and unit axes. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyed } from "../../../src/autodiff/fields/keyed.ts";
import {
  f64,
  grad,
  input,
  interpret,
  prime,
  type Tensor,
  tensor,
  zeros,
} from "../../../src/autodiff/index.ts";

const { fround } = Math;
const gradOf = (f: (x: Tensor) => Tensor, x: Tensor) => grad(f)(x).toArray();

describe("prod", () => {
  const product = (x: Tensor) => x.prod();

  test("has an exact third derivative at zeros", () => {
    const third = (x: Tensor) => grad((y: Tensor) => grad(product)(y).slice([0, 1]).sum())(x);
    expect(gradOf((x) => third(x).slice([1, 2]).sum(), tensor([0, 0, 0]))).toEqual([0, 0, 1]);
  });

  test("of nothing is 1, of a scalar itself", () => {
    expect(zeros([2, 0]).prod(1).toArray()).toEqual([1, 1]);
    expect(tensor(7).prod().item()).toBe(7);
    expect(gradOf(product, tensor([7]))).toEqual([1]);
  });

  test("has the 16 lanes of sum, from 1, then halves", () => {
    const floats = fc.array(fc.float({ min: 0.5, max: 2 }), { minLength: 0, maxLength: 70 });
    fc.assert(
      fc.property(floats, (values) => {
        const lanes = new Float32Array(16).fill(1);
        values.forEach((v, i) => {
          lanes[i % 16]! *= v;
        });
        for (const half of [8, 4, 2, 1]) {
          for (let i = 0; i < half; i++) lanes[i]! *= lanes[i + half]!;
        }
        expect(tensor(Float32Array.from(values)).prod().item()).toBe(lanes[0]);
      }),
    );
  });
});

describe("min", () => {
  test("shares the cotangent between ties, and keeps the first of −0 and 0", () => {
    expect(gradOf((x) => x.min(), tensor([2, 1, 1, 3]))).toEqual([0, 0.5, 0.5, 0]);
    expect(tensor([-0, 0]).min().item()).toBe(-0);
    expect(tensor([0, -0]).min().item()).toBe(0);
    expect(tensor([1, Number.NaN, 0]).min().item()).toBeNaN();
  });

  test("over axes, kept or not, negative from the end", () => {
    const x = tensor([
      [3, 1],
      [2, 5],
    ]);
    expect(x.min(-1).toArray()).toEqual([1, 2]);
    expect(x.min(0, { keepDims: true }).toArray()).toEqual([[2, 1]]);
  });
});

describe("argMax and argMin", () => {
  test("are index tensors: the first of those that tie, or of NaNs", () => {
    const x = tensor([
      [1, 3, 3],
      [0, -0, -1],
    ]);
    expect(x.argMax(1).kind).toBe("index");
    expect(x.argMax(1).toArray()).toEqual([1, 0]);
    expect(x.argMin(-1, { keepDims: true }).toArray()).toEqual([[0], [2]]);
    expect(x.argMax(0).toArray()).toEqual([0, 0, 0]);
    expect(x.argMax().item()).toBe(1);
    expect(x.argMin(undefined, { keepDims: true }).shape).toEqual([1, 1]);
    expect(tensor([1, Number.NaN, 2, Number.NaN]).argMax().item()).toBe(1);
    expect(zeros([0, 2]).argMax(1).shape).toEqual([0]);
  });

  test("have no derivative", () => {
    const f = (x: Tensor) => x.take(x.argMax().reshape([1]), 0).sum();
    expect(gradOf(f, tensor([1, 5, 5]))).toEqual([0, 1, 0]);
  });

  test("are where max is, in doubles and by the keyed hash of a prime field", () => {
    const x = input("x", [7]);
    const roots = [x.max(), x.take(x.argMax().reshape([1]), 0).reshape([]), x.argMax()];
    const chosen = new Set<number>();
    for (let seed = 0; seed < 20; seed++) {
      const keying = { p: 2147329799, seed, trial: 0 };
      const value = keyed(keying);
      const bind = () => Array.from({ length: 7 }, (_, i) => value("input:x", i));
      const [max, there, place] = interpret(prime(keying), roots, bind);
      expect(there).toEqual(max);
      chosen.add(place![0]!);
    }
    expect(chosen.size).toBeGreaterThan(3); // the hash, not the size of a residue
    expect(interpret(f64, roots, () => [1, 2, 9, 4, 9, 0, 1]).map((v) => v[0])).toEqual([9, 9, 2]);
  });
});

describe("cumsum", () => {
  test("adds in index order, rounding each sum", () => {
    const values = [1e8, 1, -1e8, 0.1, -0];
    let sum = 0;
    const sums = values.map((v) => {
      sum = fround(sum + fround(v));
      return sum;
    });
    expect(tensor(values).cumsum(0).toArray()).toEqual(sums);
    expect(tensor([-0]).cumsum(0).item()).toBe(0);
  });

  test("its gradient adds from the end", () => {
    const weights = tensor([1, 10, 100]);
    expect(gradOf((x) => x.cumsum(-1).dot(weights), tensor([1, 2, 3]))).toEqual([111, 110, 100]);
  });
});

describe("variance, std and norm", () => {
  const x = tensor([
    [1, 2, 6],
    [4, 4, 4],
  ]);

  test("are those of NumPy: correction 0 when left out", () => {
    expect(x.variance(1).toArray()).toEqual([fround(14 / 3), 0]);
    expect(x.variance(1, { correction: 1, keepDims: true }).toArray()).toEqual([[7], [0]]);
    expect(x.variance().item()).toBe(fround(15.5 / 6));
    expect(x.std(0).toArray()).toEqual([1.5, 1, 1]);
    expect(tensor([3, 4]).norm().item()).toBe(5);
    expect(
      tensor([[3], [-4]])
        .norm(1, { keepDims: true })
        .toArray(),
    ).toEqual([[3], [4]]);
    expect(zeros([0]).norm().item()).toBe(0);
    expect(tensor(-2).norm().item()).toBe(2);
    expect(tensor([5]).std().item()).toBe(0);
  });

  test("rows at 0 beside rows that are not", () => {
    const rows = tensor([
      [3, 4],
      [0, 0],
    ]);
    expect(gradOf((v) => v.norm(1).sum(), rows)).toEqual([
      [fround(3 / 5), fround(4 / 5)],
      [0, 0],
    ]);
    expect(
      gradOf(
        (v) => v.std(1).sum(),
        tensor([
          [1, 3],
          [2, 2],
        ]),
      ),
    ).toEqual([
      [-0.5, 0.5],
      [0, 0],
    ]);
  });

  test("a NaN or an infinite entry stays one", () => {
    expect(tensor([Number.NaN, 0]).norm().item()).toBeNaN();
    expect(tensor([Number.POSITIVE_INFINITY, 0]).norm().item()).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("errors", () => {
  const m = zeros([2, 3]);
  const empty = zeros([2, 0]);
  test.each<[() => unknown, string]>([
    [() => m.prod(2), "prod: expected an axis from -2 to 1, got 2"],
    [() => m.min([0, 0]), "min: expected every axis named once, got [0, 0]"],
    [() => empty.min(), "min: expected at least one element to choose from, got shape [2, 0]"],
    [() => m.argMax(2), "argMax: expected an axis from -2 to 1, got 2"],
    [
      () => empty.argMax(1),
      "argMax: expected at least one element to choose from, got shape [2, 0]",
    ],
    [
      () => empty.argMin(),
      "argMin: expected at least one element to choose from, got shape [2, 0]",
    ],
    [() => m.argMin(-3), "argMin: expected an axis from -2 to 1, got -3"],
    [() => m.cumsum(2), "cumsum: expected an axis from -2 to 1, got 2"],
    [() => m.variance(3), "variance: expected an axis from -2 to 1, got 3"],
    [
      () => m.variance(0, { correction: 2 }),
      "variance: expected more than 2 elements, the correction, got 2",
    ],
    [() => empty.std(1), "std: expected more than 0 elements, the correction, got 0"],
    [() => m.norm(-3), "norm: expected an axis from -2 to 1, got -3"],
  ])("%#: %s", (run, message) => expect(run).toThrow(new RangeError(message)));
});
