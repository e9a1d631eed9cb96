/** Indices that are tensors: in every interpreter the same integers, and the same error. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  dual,
  evaluate,
  f32,
  f64,
  grad,
  input,
  interpret,
  jvp,
  prime,
  rational,
  ShapeError,
  stack,
  type Tensor,
  tensor,
  vmap,
  withVjp,
  zeros,
} from "../../../src/autodiff/index.ts";

const index = (values: readonly number[], shape?: readonly number[]) =>
  tensor(Int32Array.from(values), shape);
const table = tensor([
  [1, 2],
  [3, 4],
  [5, 6],
]);

describe("take", () => {
  test("puts the axes of the indices in the place of the axis", () => {
    const i = index([2, 0, 0, 1], [2, 2]);
    expect(table.take(i, 0).toArray()).toEqual([
      [
        [5, 6],
        [1, 2],
      ],
      [
        [1, 2],
        [3, 4],
      ],
    ]);
    expect(zeros([4, 3, 5]).take(i, 1).shape).toEqual([4, 2, 2, 5]);
    expect(zeros([4, 3]).take(index([1], []), -1).shape).toEqual([4]);
    expect(table.take(index([1], []), 0).toArray()).toEqual([3, 4]);
  });

  test("by a tensor is what it is by a list", () => {
    const cases = fc.record({
      axis: fc.nat(2),
      list: fc.array(fc.nat(1), { maxLength: 4 }),
    });
    const x = tensor(
      Float32Array.from({ length: 2 * 3 * 4 }, (_, i) => i),
      [2, 3, 4],
    );
    fc.assert(
      fc.property(cases, ({ axis, list }) => {
        const [a, b] = [x.take(list, axis), x.take(index(list), axis)];
        expect(b.shape).toEqual(a.shape);
        expect(b.data).toEqual(a.data);
        const n = x.shape[axis]!;
        expect(a.scatterAdd(list, axis, n).data).toEqual(b.scatterAdd(index(list), axis, n).data);
      }),
    );
  });

  test("of an index tensor is one", () => {
    const taken = index([7, 8, 9]).take(index([2, 0]), 0);
    expect(taken.kind).toBe("index");
    expect(taken.data).toEqual(Int32Array.of(9, 7));
  });

  test("gives the table the sum of what its rows were used for", () => {
    const loss = (t: Tensor) =>
      t
        .take(index([2, 0, 2]), 0)
        .mul(tensor([[1], [10], [100]]))
        .sum();
    expect(grad(loss)(table).toArray()).toEqual([
      [10, 10],
      [0, 0],
      [101, 101],
    ]);
  });

  test("with an axis of length 0, and of no index", () => {
    expect(zeros([3, 0]).take(index([1, 1]), 0).shape).toEqual([2, 0]);
    expect(zeros([0, 3]).take(index([]), 0).shape).toEqual([0, 3]);
  });
});

describe("takeAlongAxis", () => {
  test("takes one element for each index", () => {
    const i = index([1, 0, 1], [3, 1]);
    expect(table.takeAlongAxis(i, 1).toArray()).toEqual([[2], [3], [6]]);
    expect(table.takeAlongAxis(index([2, 0], [1, 2]), -2).toArray()).toEqual([[5, 2]]);
  });

  test("with argMax is max, and its gradient goes to the first that ties", () => {
    const x = tensor([
      [1, 3, 3],
      [4, 0, 2],
    ]);
    const pick = (t: Tensor) => t.takeAlongAxis(t.argMax(1, { keepDims: true }), 1);
    expect(pick(x).toArray()).toEqual(x.max(1, { keepDims: true }).toArray());
    expect(grad((t: Tensor) => pick(t).sum())(x).toArray()).toEqual([
      [0, 1, 0],
      [1, 0, 0],
    ]);
  });
});

describe("scatterAdd", () => {
  test("adds in index order", () => {
    const x = tensor([1e8, 1, -1e8, 1]);
    expect(x.scatterAdd(index([0, 0, 0, 1]), 0, 3).toArray()).toEqual([0, 1, 0]);
  });
});

describe("vmap over indices", () => {
  const i = index([2, 0, 1, 1], [2, 2]);

  test("of examples, on a table that all share, is one gather", () => {
    const rows = vmap((own: Tensor) => table.take(own, 0))(i);
    expect(rows.toArray()).toEqual(stack([table.take([2, 0], 0), table.take([1, 1], 0)]).toArray());
    expect(rows.inputs[0]!.op).toBe("gather");
    expect(rows.inputs[0]!.inputs[0]).toBe(table);
  });

  test("of examples with a table each, and of gradients", () => {
    const tables = stack([table, table.mul(10)]);
    const loss = (t: Tensor, own: Tensor) => t.take(own, 0).square().sum();
    const [value, slope] = [vmap(loss)(tables, i), vmap(grad(loss))(tables, i)];
    const apart = [0, 1].map((k) => [
      tables.slice([k, k + 1]).squeeze(0),
      index(Array.from(i.data.slice(2 * k, 2 * k + 2))),
    ]) as [Tensor, Tensor][];
    expect(value.toArray()).toEqual(stack(apart.map(([t, own]) => loss(t, own))).toArray());
    expect(slope.toArray()).toEqual(stack(apart.map(([t, own]) => grad(loss)(t, own))).toArray());
  });

  test("of takeAlongAxis and scatterAdd", () => {
    const xs = tensor([
      [1, 2],
      [3, 4],
    ]);
    expect(vmap((x: Tensor, own: Tensor) => x.scatterAdd(own, 0, 3))(xs, i).toArray()).toEqual([
      [2, 0, 1],
      [0, 7, 0],
    ]);
    const flipped = index([1, 0, 0, 1], [2, 2]);
    expect(
      vmap((x: Tensor, own: Tensor) => x.takeAlongAxis(own, 0))(xs, flipped).toArray(),
    ).toEqual([
      [2, 1],
      [3, 4],
    ]);
  });
});

describe("interpret", () => {
  const x = input("x", [3]);
  const i = input("i", [2], { kind: "index" });
  const y = x.take(i.take([1, 0, 1], 0), 0);

  test("binds an index input to the same integers in every field", () => {
    const own = () => [2, 0];
    const bind = () => [5, 6, 7];
    expect(interpret(f64, [y, i], bind, own)).toEqual([
      [5, 7, 5],
      [2, 0],
    ]);
    expect(interpret(f32, [y], bind, own)).toEqual([[5, 7, 5]]);
    expect(interpret(prime({ p: 2147329799, seed: 1, trial: 0 }), [y], bind, own)).toEqual([
      [5, 7, 5],
    ]);
    const of = (value: number) => ({ value, tangent: 10 * value });
    expect(interpret(dual(f64), [y], () => bind().map(of), own)).toEqual([[of(5), of(7), of(5)]]);
  });

  test("of a graph with index inputs and nothing to bind them to is an error", () => {
    expect(() => interpret(f64, [y], () => [1, 2, 3])).toThrow(
      new TypeError('interpret: expected the integers of every index input, got none of "i"'),
    );
  });

  test("moves index tensors in any field, and reads argMax by its order", () => {
    const Q = rational();
    const [place] = interpret(Q, [x.argMax()], () => [1, 3, 2].map((n) => Q.of(n)));
    expect(place).toEqual([1]);
    const moved = index([4, 5, 6, 7]).reshape([2, 2]).T.slice([0, 1]).expandDims(0);
    expect(interpret(Q, [moved], () => [])).toEqual([[4, 6]]);
  });

  test("an index out of bounds is one error in every interpreter", () => {
    const far = table.take(index([0, 3]), 0);
    const low = table.scatterAdd(index([0, -1, 0]), 0, 2);
    const errors: [Tensor, Error][] = [
      [far, new RangeError("take: expected indices from 0 to 2, got 3 at position 1")],
      [low, new RangeError("scatterAdd: expected indices from 0 to 1, got -1 at position 1")],
    ];
    for (const [bad, error] of errors) {
      expect(() => bad.data).toThrow(error);
      expect(() => evaluate(bad)).toThrow(error);
      expect(() => interpret(f64, [bad], () => [])).toThrow(error);
      expect(() => interpret(dual(f32), [bad], () => [])).toThrow(error);
      expect(() => interpret(prime({ p: 101, seed: 0, trial: 0 }), [bad], () => [])).toThrow(error);
    }
  });
});

describe("an index tensor captured by a rule", () => {
  test("is the same in dual numbers, in jvp and in vmap", () => {
    const i = index([1, 1, 0]);
    const f = (x: Tensor) => withVjp(x, (ct) => ct.take(i, 0));
    const [x, v] = [tensor([1, 2, 3]), tensor([1, 10, 100])];
    expect(jvp(f, x, v)[1].toArray()).toEqual([100, 11, 0]);
    expect(vmap((row: Tensor) => jvp(f, row, v)[1])(stack([x, x])).toArray()).toEqual([
      [100, 11, 0],
      [100, 11, 0],
    ]);
  });
});

describe("a rule that is not linear in its cotangent has no tangent", () => {
  const x = tensor([1, 2, 3]);
  test.each<[string, (ct: Tensor) => Tensor]>([
    ["prod", (ct) => x.mul(ct.prod())],
    ["gather by an argMax", (ct) => x.mul(x.take(ct.argMax(), 0))],
    [
      "scatter by an argMax",
      (ct) => x.scatter(ct.argMax(0, { keepDims: true }).take([0, 0, 0], 0), 3),
    ],
  ])("%s", (_, rule) => {
    expect(() => jvp((t: Tensor) => withVjp(t, rule), x, x)).toThrow(
      new TypeError("jvp: expected a withVjp rule that is linear in its cotangent, got another"),
    );
  });
});

describe("errors", () => {
  const i = index([0, 1]);
  test.each<[() => unknown, Error]>([
    [
      () => table.take(tensor([0]), 0),
      new TypeError("take: expected an index tensor or a list of indices, got a real tensor"),
    ],
    [() => table.take(i, 2), new RangeError("take: expected an axis from -2 to 1, got 2")],
    [
      () => table.takeAlongAxis(tensor([[0, 1]]), 0),
      new TypeError(
        "takeAlongAxis: expected an index tensor or a list of indices, got a real tensor",
      ),
    ],
    [
      () => table.takeAlongAxis(i, 0),
      new ShapeError(
        "takeAlongAxis: expected indices of the shape [3, 2], but along axis 0, got [2]",
      ),
    ],
    [
      () => table.scatterAdd(i, 0, 4),
      new RangeError("scatterAdd: expected 3 indices, got shape [2]; one an element of the axis"),
    ],
    [
      () => table.scatterAdd(i.reshape([2, 1]), 1, 4),
      new RangeError(
        "scatterAdd: expected 2 indices, got shape [2, 1]; one an element of the axis",
      ),
    ],
    [
      () => table.scatterAdd(tensor([0, 1, 0]), 0, 2),
      new TypeError("scatterAdd: expected an index tensor or a list of indices, got a real tensor"),
    ],
    [
      () => i.scatterAdd(i, 0, 2),
      new TypeError(
        "scatterAdd: expected real tensors, got an index tensor; oneHot makes a real tensor of one",
      ),
    ],
    [
      () => table.gather(i.reshape([2, 1])),
      new ShapeError("take: expected indices [b…, m] of a tensor [b…, n, …], got [2, 1] of [3, 2]"),
    ],
    [
      () => table.scatter(i, 4),
      new ShapeError("scatterAdd: expected 3 indices, one an element of the axis, got 2"),
    ],
    [
      () => table.scatter(i, -1),
      new ShapeError("scatterAdd: expected a shape of whole numbers ≥ 0, got [-1]"),
    ],
  ])("%#", (run, error) => expect(run).toThrow(error));
});
