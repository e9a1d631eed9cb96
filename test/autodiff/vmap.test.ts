/** vmap f is the stack of f, to the bit, for every op; Jacobians and Hessians are what they say. */
import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { ShapeError } from "../../src/autodiff/errors.ts";
import {
  evaluate,
  grad,
  hessian,
  hvp,
  jacobian,
  oneHot,
  stack,
  type Tensor,
  tensor,
  vjp,
  vmap,
} from "../../src/autodiff/index.ts";
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
    const shared = fc.array(fc.boolean(), { minLength: shapes.length, maxLength: shapes.length });
    const draws = fc.tuple(shared, ...shapes.map((shape) => floats(n * size(shape))));
    fc.assert(
      fc.property(draws, ([fixed, ...values]) => {
        const many = values.map((v, i) =>
          tensor(Float32Array.from(v as number[]), [n, ...shapes[i]!]),
        );
        const example = (x: Tensor, k: number) => x.slice([k, k + 1]).squeeze(0);
        // some inputs are shared by all examples: a closure, not an argument
        const own = many.filter((_, i) => !fixed[i]);
        const whole = (args: readonly Tensor[]) => {
          const rest = [...args];
          return f(many.map((x, i) => (fixed[i] ? example(x, 0) : rest.shift()!)));
        };
        if (own.length === 0) return;
        const mapped = evaluate(vmap(whole)(own));
        const apart = Array.from({ length: n }, (_, k) => whole(own.map((x) => example(x, k))));
        const stacked = evaluate(mapped.map((_, i) => stack(apart.map((each) => each[i]!))));
        mapped.forEach((result, i) => {
          expect(result.shape).toEqual(stacked[i]!.shape);
          expect(Array.from(result.data)).toEqual(Array.from(stacked[i]!.data));
        });
      }),
      few,
    );
  });
});

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
