/** vmap f is the stack of f, to the bit, for every op; Jacobians and Hessians are what they say. */
import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { ShapeError } from "../../src/autodiff/errors.ts";
import {
  evaluate,
  grad,
  hessian,
  hvp,
  input,
  jacobian,
  type OpName,
  oneHot,
  stack,
  type Tensor,
  tensor,
  vjp,
  vmap,
} from "../../src/autodiff/index.ts";
import { dependents, topological } from "../../src/autodiff/order.ts";
import { everySample, type Sample } from "./samples.ts";

const float = fc.oneof(
  fc.integer({ min: -(2 ** 24), max: 2 ** 24 }).map((n) => n / 2 ** 22),
  fc.constantFrom(0, -0, 1, Number.NaN, Number.POSITIVE_INFINITY),
);
const floats = (size: number) => fc.array(float, { minLength: size, maxLength: size });
const few = { numRuns: Math.max(3, Math.round(inject("runs") / 20)) };

/** The value and all cotangents: vmap meets what a gradient is made of too. */
function withGradient(sample: Sample) {
  return (all: readonly Tensor[]): Tensor[] => {
    const [y, pull] = vjp((xs: readonly Tensor[]) => sample.build(...xs), all.slice(0, -1));
    return [y, ...pull(all.at(-1)!)];
  };
}

describe("vmap f is the stack of f, to the bit, gradients included", () => {
  const numeric = everySample.filter(([, , sample]) => !sample.symbolic);
  const n = 3;

  test.each(numeric)("%s: %s", (_subject, _says, sample) => {
    const f = withGradient(sample);
    const one = sample.inputs.map((shape) => tensor(new Float32Array(size(shape)), shape));
    const shapes = [...sample.inputs, sample.build(...one).shape];
    const draws = fc.tuple(fc.boolean(), ...shapes.map((shape) => floats(n * size(shape))));
    fc.assert(
      fc.property(draws, ([fixedCt, ...values]) => {
        const many = values.map((v, i) => tensor(Float32Array.from(v), [n, ...shapes[i]!]));
        const example = (x: Tensor, k: number) => x.slice([k, k + 1]).squeeze(0);
        for (const mapped of sharings(sample.inputs.length)) {
          // some inputs are shared by all examples: a closure, not an argument
          const own = many.filter((_, i) => mapped[i] ?? !fixedCt);
          if (own.length === 0) continue;
          const whole = (args: readonly Tensor[]) => {
            const rest = [...args];
            return f(many.map((x, i) => ((mapped[i] ?? !fixedCt) ? rest.shift()! : example(x, 0))));
          };
          const together = evaluate(vmap(whole)(own));
          const apart = Array.from({ length: n }, (_, k) => whole(own.map((x) => example(x, k))));
          const stacked = evaluate(together.map((_, i) => stack(apart.map((each) => each[i]!))));
          together.forEach((result, i) => {
            expect(result.shape).toEqual(stacked[i]!.shape);
            expect(Array.from(result.data)).toEqual(Array.from(stacked[i]!.data));
          });
        }
      }),
      few,
    );
  });

  test("every op of several operands meets every one of them mapped and shared, or the law above is blind", () => {
    const seen = new Map<string, Set<string>>();
    for (const [, , sample] of numeric) {
      const xs = sample.inputs.map((shape, i) => input(`x${i}`, shape));
      const order = topological([sample.build(...xs)]);
      for (const mapped of sharings(xs.length)) {
        const inside = dependents(
          order,
          xs.filter((_, i) => mapped[i]),
        );
        for (const { op, inputs } of order) {
          const key = `${op} of ${inputs.length}`;
          if (!seen.has(key)) seen.set(key, new Set());
          seen.get(key)!.add(String(inputs.map((x) => inside.has(x))));
        }
      }
    }
    for (const [op, arity] of operands) {
      const missing = sharings(arity)
        .map(String)
        .filter((mapped) => !seen.get(`${op} of ${arity}`)?.has(mapped));
      expect({ op, missing }).toEqual({ op, missing: [] });
    }
  });
});

/** Every op of at least two operands, and of how many. */
const operands: readonly (readonly [OpName, number])[] = [
  ["add", 2],
  ["sub", 2],
  ["mul", 2],
  ["div", 2],
  ["gate", 3],
  ["equal", 2],
  ["mask", 3],
  ["concat", 2],
  ["gather", 2],
  ["scatter", 2],
  ["matmul", 2],
  ["solve", 2],
  ["withVjp", 3],
  ["scan", 3],
];

/** Every way in which some of k operands are mapped (true) and the others shared; not that none is. */
function sharings(k: number): boolean[][] {
  return Array.from({ length: 2 ** k - 1 }, (_, code) =>
    Array.from({ length: k }, (_, i) => (((code + 1) >> i) & 1) === 1),
  );
}

function size(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

describe("vmap", () => {
  const x = tensor([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);

  test("of a gradient: one for each example", () => {
    const perExample = vmap(grad((row: Tensor) => row.square().sum()));
    expect(perExample(x).toArray()).toEqual([
      [2, 4],
      [6, 8],
      [10, 12],
    ]);
  });

  test("takes trees and index tensors, and nests", () => {
    const labels = tensor(Int32Array.from([0, 1, 1]));
    const pick = vmap(({ row }: { row: Tensor }, label: Tensor) => oneHot(label, 2).mul(row).sum());
    expect(pick({ row: x }, labels).toArray()).toEqual([1, 4, 6]);
    const outer = vmap((a: Tensor) => vmap((b: Tensor) => a.mul(b))(tensor([1, 10])));
    expect(outer(tensor([1, 2, 3])).toArray()).toEqual([
      [1, 10],
      [2, 20],
      [3, 30],
    ]);
  });

  test("a result that no example changes is repeated", () => {
    expect(vmap((_row: Tensor) => tensor([7, 8]))(x).toArray()).toEqual([
      [7, 8],
      [7, 8],
      [7, 8],
    ]);
  });

  test("multiplies a shared matrix once for all examples", () => {
    const w = tensor([
      [1, 0],
      [1, 1],
    ]);
    const rows = vmap((row: Tensor) => row.reshape([1, 2]).matmul(w))(x);
    expect(rows.inputs[0]!.op).toBe("matmul");
    expect(rows.inputs[0]!.shape).toEqual([3, 2]);
  });

  test.each<[string, () => unknown, Error]>([
    [
      "different numbers of examples",
      () => vmap((a: Tensor, b: Tensor) => a.add(b.sum()))(x, tensor([1, 2])),
      new ShapeError(
        "vmap: expected tensors with as many examples along axis 0, got [3, 2] and [2]",
      ),
    ],
    [
      "a scalar",
      () => vmap((a: Tensor) => a)(tensor(1)),
      new ShapeError("vmap: expected tensors with as many examples along axis 0, got [] and []"),
    ],
    [
      "nothing to map over",
      () => vmap((a: Tensor[]) => a)([]),
      new RangeError("vmap: expected at least one tensor to map over, got none"),
    ],
  ])("an error: %s", (_, run, error) => expect(run).toThrow(error));
});

describe("jacobian, hessian, hvp", () => {
  const x = tensor([1, 2]);
  const A = tensor([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);

  test("the Jacobian of A x is A", () => {
    const f = (v: Tensor) => A.matmul(v.reshape([2, 1])).squeeze(1);
    expect(jacobian(f)(x).toArray()).toEqual(A.toArray());
  });

  test("has the shape [outputs…, inputs…], for each tensor of a tree", () => {
    const f = ({ w, b }: { w: Tensor; b: Tensor }) => w.matmul(A.T).add(b);
    const { w, b } = jacobian(f)({ w: A, b: tensor([1, 2, 3]) });
    expect([w.shape, b.shape]).toEqual([
      [3, 3, 3, 2],
      [3, 3, 3],
    ]);
  });

  test("the Hessian of x₀²x₁ is [[2x₁, 2x₀], [2x₀, 0]], and hvp is its product with v", () => {
    const f = (v: Tensor) =>
      v
        .slice([0, 1])
        .square()
        .mul(v.slice([1, 2]))
        .sum();
    const H = hessian(f)(x);
    expect(H.toArray()).toEqual([
      [4, 2],
      [2, 0],
    ]);
    const v = tensor([10, 1]);
    expect(hvp(f, x, v).toArray()).toEqual(
      H.matmul(v.reshape([2, 1]))
        .squeeze(1)
        .toArray(),
    );
  });

  test("a Hessian is of a tensor, not of a tree", () => {
    expect(() => hessian((v: Tensor) => v)([x] as unknown as Tensor)).toThrow(
      "hessian: expected a tensor, got",
    );
  });
});
