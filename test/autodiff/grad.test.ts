import { describe, expect, test } from "vitest";
import {
  f64,
  grad,
  input,
  interpret,
  jvp,
  oneHot,
  print,
  stopGradient,
  type Tensor,
  tensor,
  valueAndGrad,
  vjp,
  zeros,
} from "../../src/autodiff/index.ts";

/** df/dx at a number. */
const slope = (f: (x: Tensor) => Tensor, at: number) => grad(f)(tensor(at)).item();

describe("grad", () => {
  test("of a polynomial is its derivative", () => {
    expect(slope((x) => x.mul(x).mul(x).sub(x.mul(2)), 3)).toBe(25);
  });

  test("of a function that does not depend on x is 0, of the shape of x", () => {
    const x = tensor([[1, 2, 3]]);
    expect(grad((_: Tensor) => tensor(5))(x).toArray()).toEqual([[0, 0, 0]]);
  });

  test("of the identity is 1", () => {
    expect(slope((x) => x, 7)).toBe(1);
  });

  test("takes a closure over the differentiated tensor itself as constant", () => {
    const x = tensor(3);
    expect(grad((v: Tensor) => v.mul(x))(x).item()).toBe(3);
    expect(grad((v: Tensor) => v.mul(v))(x).item()).toBe(6);
  });

  test("adds up every use of a tensor", () => {
    const x = tensor([1, 2]);
    const f = (v: Tensor) => {
      let sum = v;
      for (let i = 0; i < 99; i++) sum = sum.add(v);
      return sum.dot(v);
    };
    expect(grad(f)(x).toArray()).toEqual([200, 400]);
  });

  test("tells two equal constants apart", () => {
    const [a, b] = [tensor(2), tensor(2)];
    expect(grad((v: Tensor) => v.mul(b))(a).item()).toBe(2);
    const [da, db] = grad(([x, y]: [Tensor, Tensor]) => x.mul(3).add(y.mul(5)))([a, b]);
    expect([da.item(), db.item()]).toEqual([3, 5]);
  });

  test("tells two places of a tree that hold one tensor apart", () => {
    const w = tensor(2);
    const gradient = grad(({ a, b }: { a: Tensor; b: Tensor }) => a.mul(a).mul(b))({ a: w, b: w });
    expect([gradient.a.item(), gradient.b.item()]).toEqual([8, 4]);
  });

  test("differentiates the first argument, and passes the rest on", () => {
    const f = (x: Tensor, y: Tensor, scale: number) => x.mul(y).mul(scale);
    expect(grad(f)(tensor(2), tensor(5), 3).item()).toBe(15);
  });

  test("of a gradient is the second derivative, and so on", () => {
    const cube = (x: Tensor) => x.mul(x).mul(x);
    expect(slope(grad(grad(cube)), 2)).toBe(6);
    expect(slope(grad(grad(grad(cube))), 2)).toBe(0);
  });

  test("keeps an outer tensor variable inside an inner gradient", () => {
    // d/dx [x · d/dy (x + y)] = 1: the perturbations are not confused
    const f = (x: Tensor) => x.mul(grad((y: Tensor) => x.add(y))(tensor(1)));
    expect(slope(f, 4)).toBe(1);
    // d/dx [d/dy (x y)² at y = x] = d/dx 2x³ = 6x²
    const g = (x: Tensor) => grad((y: Tensor) => x.mul(y).square())(x);
    expect(slope(g, 2)).toBe(24);
  });

  test("never looks at numbers: the graph is built on free inputs too", () => {
    const x = input("x", [2]);
    expect(print(grad((v: Tensor) => v.square().sum())(x))).toMatchInlineSnapshot(`
      "%0 = full value=1 [2]
      %1 = input "x" [2]
      %2 = variable %1 [2]
      %3 = mul %0 %2 [2]
      %4 = mul %0 %2 [2]
      %5 = add %3 %4 [2]
      return %5"
    `);
  });
});

describe("valueAndGrad", () => {
  test("gives the value and the gradient of every leaf of a tree", () => {
    const model = { w: tensor([[1, 2]]), layers: [tensor([3]), tensor(4)] as const };
    const loss = ({ w, layers: [b, c] }: typeof model) => w.sum().mul(c).add(b.sum());
    const [value, gradient] = valueAndGrad(loss)(model);
    expect(value.item()).toBe(15);
    expect(gradient.w.toArray()).toEqual([[4, 4]]);
    expect(gradient.layers[0].toArray()).toEqual([1]);
    expect(gradient.layers[1].item()).toBe(3);
  });
});

describe("vjp", () => {
  test("pulls any cotangent of a vector back", () => {
    const [y, pull] = vjp((x: Tensor) => x.square(), tensor([1, 2, 3]));
    expect(y.toArray()).toEqual([1, 4, 9]);
    expect(pull(tensor([1, 0, -1])).toArray()).toEqual([2, 0, -6]);
  });

  test("adds cotangents in reverse topological order of their users", () => {
    // The users of x are x·1, then x·2²⁴, then x·1 again; 1 + 2²⁴ rounds, and the order shows.
    const big = 2 ** 24;
    const f = (x: Tensor) => x.mul(1).add(x.mul(big)).add(x.mul(-big));
    expect(slope(f, 1)).toBe(1); // (−2²⁴ + 2²⁴) + 1; the other way round it would be 0
  });
});

describe("the zero-cotangent law: where no cotangent arrives, none leaves", () => {
  test("0 · √x has slope 0 at 0, and a second derivative of 0; its tangent is IEEE's 0 · ∞", () => {
    const f = (x: Tensor) => x.sqrt().mul(0);
    expect(slope(f, 0)).toBe(0);
    expect(slope(grad(f), 0) + 0).toBe(0);
    expect(jvp(f, tensor(0), tensor(1))[1].item()).toBeNaN();
  });

  test("and a derivative that is infinite stays so", () => {
    expect(slope((x) => x.sqrt(), 0)).toBe(Number.POSITIVE_INFINITY);
    expect(slope((x) => x.log(), 0)).toBe(Number.POSITIVE_INFINITY);
  });

  test("the mixed second derivative of c·log x at c = 0 is still 1/x", () => {
    const inX = (c: Tensor) => grad((x: Tensor) => c.mul(x.log()))(tensor(4));
    expect(grad(inX)(tensor(0)).item()).toBe(0.25);
    const inC = (x: Tensor) => grad((c: Tensor) => c.mul(x.log()))(tensor(0));
    expect(grad(inC)(tensor(4)).item()).toBe(0.25);
  });

  test("the mixed second derivative of c/x at c = 0 is still −1/x²", () => {
    const inX = (c: Tensor) => grad((x: Tensor) => c.div(x))(tensor(2));
    expect(grad(inX)(tensor(0)).item()).toBe(-0.25);
  });

  test("matmul, mul and sum stay IEEE: 0 · NaN is NaN", () => {
    expect(slope((x) => x.mul(Number.NaN).mul(0), 1)).toBeNaN();
  });
});

describe("at a kink", () => {
  test("a relu beside it passes or stops the cotangent", () => {
    const x = tensor([-2, -0, 0, 1e-45, 3, Number.NaN]);
    expect(grad((v: Tensor) => v.relu().sum())(x).toArray()).toEqual([0, 0, 0, 1, 1, 0]);
  });

  test("entries that tie for the maximum share the cotangent equally", () => {
    const x = tensor([
      [1, 3, 3, 2],
      [5, 5, 5, 5],
      [0, -0, -1, -2],
    ]);
    expect(grad((v: Tensor) => v.max(1).sum())(x).toArray()).toEqual([
      [0, 0.5, 0.5, 0],
      [0.25, 0.25, 0.25, 0.25],
      [0.5, 0.5, 0, 0],
    ]);
  });

  test("the gradient of max commutes with permutations, ties or not", () => {
    const x = tensor([2, 1, 2, 0, 2]);
    const image = [3, 0, 4, 1, 2];
    const g = grad((v: Tensor) => v.max());
    expect(g(x.permute(image, 0)).toArray()).toEqual(g(x).permute(image, 0).toArray());
  });
});

describe("softmax", () => {
  const pull = (x: Tensor, ct: Tensor) => vjp((v: Tensor) => v.softmax(), x)[1](ct);

  test.each([
    ["common", [0.3, -1, 2]],
    ["saturated", [200, 0, -200]],
    ["far from 0", [3e38, 3e38, -3e38]],
    ["tied", [5, 5, 5]],
  ])("%s logits: finite values that sum to 1", (_says, logits) => {
    const y = tensor(logits).softmax();
    expect(y.sum().item()).toBeCloseTo(1, 6);
    expect(tensor(logits).logSoftmax().max().item()).toBeLessThanOrEqual(0);
  });

  test.each([
    ["common", [0.3, -1, 2]],
    ["saturated", [200, 0, -200]],
    ["far from 0", [3e38, 3e38, -3e38]],
  ])("%s logits: the vjp sums to 0", (_says, logits) => {
    const sent = pull(tensor(logits), tensor([1, 2, -0.5])).data;
    // Three terms of size ≤ 2, each rounded a few times to 2⁻²⁴.
    expect(Math.abs(sent[0]! + sent[1]! + sent[2]!)).toBeLessThan(1e-6);
  });

  test("is shift-invariant to the bit, with its gradient", () => {
    const x = tensor([1, 5, 2]);
    const ct = tensor([1, 2, 3]);
    expect(x.add(64).softmax().toArray()).toEqual(x.softmax().toArray());
    expect(pull(x.add(64), ct).toArray()).toEqual(pull(x, ct).toArray());
  });
});

describe("logSoftmax", () => {
  test("does not underflow where log softmax does", () => {
    expect(tensor([0, -200]).logSoftmax().toArray()).toEqual([0, -200]);
    expect(tensor([0, -200]).softmax().log().toArray()).toEqual([0, Number.NEGATIVE_INFINITY]);
  });

  test("with one label, its gradient is label − softmax", () => {
    const logits = tensor([[200, 0, -200]]);
    const loss = (x: Tensor) => oneHot([1], 3).mul(x.logSoftmax()).sum();
    expect(grad(loss)(logits).toArray()).toEqual([[-1, 1, 0]]);
  });

  test("logSumExp is the shift between x and logSoftmax x", () => {
    const x = tensor([0.5, -3, 2]);
    const shift = x.sub(x.logSumExp());
    const [a, b] = [x.logSoftmax().data, shift.data];
    for (const [i, value] of a.entries()) expect(value).toBeCloseTo(b[i]!, 6);
  });

  test("its hessian in GF(p)'s stead: rows of the second derivative sum to 0", () => {
    const x = tensor([0.5, -3, 2]);
    const row = (i: number) =>
      grad((v: Tensor) =>
        grad((u: Tensor) => u.logSumExp())(v)
          .slice([i, i + 1])
          .sum(),
      )(x);
    for (const i of [0, 1, 2]) expect(row(i).sum().item()).toBeCloseTo(0, 6);
  });
});

describe("a chain of 100 000 nodes", () => {
  const depth = 100_000;
  const chain = (x: Tensor, n: number): Tensor => {
    let y = x;
    for (let i = 0; i < n; i++) y = y.add(x);
    return y;
  };

  test("evaluates, differentiates and prints without overflow", () => {
    const x = tensor(1);
    const [value, gradient] = valueAndGrad((v: Tensor) => chain(v, depth))(x);
    expect(value.item()).toBe(depth + 1);
    expect(gradient.item()).toBe(depth + 1);
    expect(print(value).split("\n")).toHaveLength(depth + 3);
    expect(interpret(f64, [value], () => [])[0]![0]).toBe(depth + 1);
  });

  test("takes the rule of a withVjp, and a second gradient", () => {
    const x = tensor(1);
    const f = (v: Tensor) => chain(stopGradient(v).mul(v), depth);
    expect(grad((v: Tensor) => grad(f)(v))(x).item()).toBe(0);
  });

  test("takes time linear in its length", () => {
    const run = (n: number) => {
      const from = performance.now();
      valueAndGrad((v: Tensor) => chain(v, n))(zeros([]))[1].item();
      return performance.now() - from;
    };
    run(depth / 10);
    const short = Math.min(run(depth / 10), run(depth / 10), run(depth / 10));
    // Ten times the nodes; quadratic time would be a factor 100. Maps grow, and the machine may be loaded.
    expect(run(depth)).toBeLessThan(40 * short + 200);
  });
});

describe("logSumExp", () => {
  test.each([
    [[Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY], Number.NEGATIVE_INFINITY],
    [[Number.POSITIVE_INFINITY, 0], Number.POSITIVE_INFINITY],
    [[Number.NEGATIVE_INFINITY, 0], 0],
    [[Number.NaN, 0], Number.NaN],
  ])("of %j is %d", (values, expected) => {
    expect(tensor(values).logSumExp().item()).toBe(expected);
  });
});
