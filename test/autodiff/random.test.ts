import { describe, expect, test } from "vitest";
import { randomWords } from "../../src/autodiff/draws.ts";
import {
  bernoulli,
  categorical,
  full,
  input,
  integers,
  key,
  normal,
  ones,
  permutation,
  ShapeError,
  split,
  type Tensor,
  tensor,
  uniform,
  vmap,
  zeros,
} from "../../src/autodiff/index.ts";

const k = key(1);

describe("stored values never change:", () => {
  test("key and split", () => {
    expect([...key(-1).data, ...key(2 ** 40 + 3).data]).toEqual([-1, -1, 256, 3]);
    expect(split(k, 2).map((child) => [...child.data])).toEqual([
      [1948878966, -57835448],
      [-556518312, 565692537],
    ]);
  });
  test("bernoulli", () => {
    expect([...bernoulli(k, 0.3, [12]).data]).toEqual([1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  });
  test("categorical", () => {
    expect([...categorical(k, tensor([0, 1, 2]), [12]).data]).toEqual([
      1, 1, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2,
    ]);
  });
});

describe("bernoulli", () => {
  test("is 0 at p = 0 and 1 at p = 1, always", () => {
    expect(
      bernoulli(k, tensor([0, 1]), [5000, 2])
        .sum(0)
        .toArray(),
    ).toEqual([0, 5000]);
  });

  test("is 1 where the word is below p", () => {
    const u = uniform(k, [1000]);
    const below = u.data.map((x) => Number(x < 0.25)); // 1/4 is a multiple of 2⁻²⁴
    expect(bernoulli(k, 0.25, [1000]).data).toEqual(below);
  });

  test("has the shape of p unless told otherwise, and is a real tensor", () => {
    expect(bernoulli(k, 0.5).shape).toEqual([]);
    expect(bernoulli(k, full([2, 3], 0.5)).shape).toEqual([2, 3]);
    expect(bernoulli(k, full([3], 0.5), [2, 3]).shape).toEqual([2, 3]);
    expect(bernoulli(k, 0.5, [0, 3]).shape).toEqual([0, 3]);
    expect(bernoulli(k, 0.5).kind).toBe("real");
  });

  test("reads a number as a float, like every number in a graph", () => {
    // p just above a word, and below it as a float
    const shares = Array.from(randomWords(0, 1, 20), (word) => (word + 0.5) * 2 ** -32);
    const i = shares.findIndex((share) => Math.fround(share) < share);
    const p = shares[i]!;
    expect(bernoulli(k, p, [20]).data).toEqual(bernoulli(k, tensor(p), [20]).data);
    expect(bernoulli(k, p, [20]).data[i]).toBe(0);
  });

  test.each([-0.5, 1.5, Number.NaN])("has no probability %d", (p) => {
    expect(() => bernoulli(k, tensor([0.5, p]))).toThrow(
      new RangeError(`bernoulli: expected probabilities from 0 to 1, got ${p} at position 1`),
    );
  });

  test("takes real tensors only", () => {
    expect(() => bernoulli(k, key(1))).toThrow(
      new TypeError("bernoulli: expected a real tensor of probabilities, got an index tensor"),
    );
  });
});

describe("categorical", () => {
  test("never draws −∞, and of one category always that", () => {
    const logits = tensor([Number.NEGATIVE_INFINITY, 0, Number.NEGATIVE_INFINITY]);
    expect(new Set(categorical(k, logits, [1000]).data)).toEqual(new Set([1]));
    expect(categorical(k, zeros([1]), [4]).toArray()).toEqual([0, 0, 0, 0]);
  });

  test("of p.log() follows p, zeros included", () => {
    const counts = [0, 0, 0];
    for (const c of categorical(k, tensor([0.5, 0, 0.5]).log(), [10_000]).data) counts[c]!++;
    expect(counts[1]).toBe(0);
    expect(Math.abs(counts[0]! - 5000)).toBeLessThan(5 * 50);
  });

  test("takes the rows of a batch in turn, and more axes before them", () => {
    const never = Number.NEGATIVE_INFINITY;
    const logits = tensor([
      [0, never, never],
      [never, never, 0],
    ]);
    expect(categorical(k, logits).toArray()).toEqual([0, 2]);
    expect(categorical(k, logits, [3, 2]).toArray()).toEqual([
      [0, 2],
      [0, 2],
      [0, 2],
    ]);
    expect(categorical(k, zeros([2, 3, 5])).shape).toEqual([2, 3]);
  });

  test("is the first category whose running sum is above the pair's share, by doubles", () => {
    const weights = [3, 1, 0, 4];
    const draws = categorical(k, tensor(weights).log(), [1000]).data;
    const pairs = integers(k, [1000], 2 ** 31).data; // ⌊pair · 2³¹ / 2⁶⁴⌋: the top of the same pair
    const shares = Array.from(pairs, (top) => (top / 2 ** 31) * 8);
    const expected = shares.map((u) => [3, 4, 4, 8].findIndex((sum) => sum > u));
    expect([...draws]).toEqual(expected);
  });

  test("does not depend on a constant added to exact logits", () => {
    const logits = tensor([1, -2, 3, 0]);
    expect(categorical(k, logits.add(64), [1000]).data).toEqual(
      categorical(k, logits, [1000]).data,
    );
  });

  test("bears logits of any size", () => {
    expect(categorical(k, tensor([3e38, -3e38, 0]), [9]).data).toEqual(new Int32Array(9));
    const tiny = categorical(k, tensor([-3e38, -3e38]), [1000]).data;
    expect(new Set(tiny)).toEqual(new Set([0, 1]));
  });

  test("is an index tensor, and begins a longer one", () => {
    const logits = tensor([0, 1, 2]);
    expect(categorical(k, logits).kind).toBe("index");
    const longer = categorical(k, logits, [300]).data;
    expect(longer.slice(0, 7)).toEqual(categorical(k, logits, [7]).data);
  });

  test("of nothing is empty", () => {
    expect(categorical(k, zeros([0, 3])).shape).toEqual([0]);
    expect(categorical(k, zeros([3]), [0]).shape).toEqual([0]);
    expect(categorical(k, zeros([0, 0])).shape).toEqual([0]);
  });

  test.each([
    [[[0], [Number.NaN]], "expected logits below ∞, got NaN at position 0 of row 1"],
    [[[0, 1 / 0]], "expected logits below ∞, got Infinity at position 1 of row 0"],
    [[[0], [-1 / 0]], "expected a category above −∞ in every row, got none in row 1"],
    [[[], []], "expected a category above −∞ in every row, got none in row 0"],
  ])("refuses %j", (logits, message) => {
    expect(() => categorical(k, tensor(logits))).toThrow(new RangeError(`categorical: ${message}`));
  });

  test("has a shape that ends in the rows", () => {
    const message =
      "categorical: expected a shape that ends in [2], as the logits are [2, 3], got [2, 3]";
    expect(() => categorical(k, zeros([2, 3]), [2, 3])).toThrow(new ShapeError(message));
    expect(() => categorical(k, zeros([2, 3]), [])).toThrow(ShapeError);
    expect(() => categorical(k, tensor(0))).toThrow(
      new ShapeError("categorical: expected logits [b…, categories], got []"),
    );
  });

  test("takes a real tensor only", () => {
    expect(() => categorical(k, key(1))).toThrow(
      new TypeError("categorical: expected a real tensor of logits, got an index tensor"),
    );
    expect(() => categorical(k, [1, 2] as unknown as Tensor)).toThrow(
      new TypeError("categorical: expected a tensor of logits, got an array of 2"),
    );
  });
});

describe("permutation", () => {
  test("shuffles rows, its beginning draws some of them", () => {
    const x = tensor([10, 11, 12, 13]);
    const shuffled = x.take(permutation(k, 4), 0);
    expect([...shuffled.data].sort()).toEqual([10, 11, 12, 13]);
  });
});

describe("a draw", () => {
  const draws: Readonly<Record<string, (k: Tensor) => unknown>> = {
    split,
    uniform: (given) => uniform(given, [2]),
    normal: (given) => normal(given, [2]),
    integers: (given) => integers(given, [2], 3),
    permutation: (given) => permutation(given, 2),
    bernoulli: (given) => bernoulli(given, 0.5),
    categorical: (given) => categorical(given, zeros([2])),
  };

  test.each(Object.entries(draws))("of %s needs a key", (name, draw) => {
    const rule = `${name}: expected a key, an index tensor [2], got`;
    expect(() => draw(42 as unknown as Tensor)).toThrow(
      new TypeError(`${rule} 42; make one: key(seed)`),
    );
    expect(() => draw(ones([2]))).toThrow(new ShapeError(`${rule} a real tensor [2]`));
  });

  test("has no shape that is no list, and no count below 0", () => {
    expect(() => uniform(k, 3 as unknown as number[])).toThrow(
      new TypeError("uniform: expected a shape, a list of whole numbers, got 3"),
    );
    expect(() => split(k, -1)).toThrow(
      new ShapeError("split: expected a shape of whole numbers ≥ 0, got [-1]"),
    );
  });

  test("is made at once, so not of free leaves", () => {
    const free = input("p", [2]);
    const rule = "expected numbers, as draws are made at once, got free input";
    const fix = "draw before vmap, grad or prove and pass what was drawn";
    expect(() => bernoulli(k, free.mul(2))).toThrow(
      new TypeError(`bernoulli: ${rule} "p"; ${fix}`),
    );
    const keys = tensor(Int32Array.of(0, 1, 0, 2), [2, 2]);
    expect(() => vmap((one: Tensor) => normal(one, [3]))(keys)).toThrow(
      new TypeError(`normal: ${rule} "example0"; ${fix}`),
    );
  });
});
