import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyed } from "../../src/autodiff/fields/keyed.ts";
import {
  couple,
  dual,
  eye,
  f64,
  grad,
  input,
  interpret,
  prime,
  stopGradient,
  type Tensor,
  tensor,
  vjp,
  withVjp,
} from "../../src/autodiff/index.ts";
import { nameOf } from "./bound.ts";
import { denseChi, permutationChi } from "./samples.ts";

/** Neither symmetric nor orthogonal nor stochastic. */
const lopsided = tensor([
  [1, 2, 0],
  [0, 1, 3],
  [5, 0, 1],
]);

/** Every bit pattern that a float has, NaN and −0 among them. */
const column = fc
  .array(fc.oneof(fc.float(), fc.constantFrom(0, -0, Number.NaN)), { minLength: 3, maxLength: 3 })
  .map((values) => tensor(Float32Array.from(values)));

/** The tangent of y along v, exactly, in doubles: y a graph of the input x. */
function tangent(y: Tensor, at: readonly number[], v: readonly number[]): number[] {
  const [duals] = interpret(dual(f64), [y], () =>
    at.map((value, i) => ({ value, tangent: v[i]! })),
  );
  return Array.from(duals!, (element) => element.tangent);
}

describe("forwards, bit for bit, nothing changes", () => {
  test.each<[string, (x: Tensor) => Tensor]>([
    ["stopGradient", stopGradient],
    ["withVjp", (x) => withVjp(x, (ct) => ct.mul(3))],
    ["couple", (x) => couple(x, denseChi(lopsided))],
  ])("%s", (_name, f) => {
    fc.assert(
      fc.property(column, (x) => {
        expect(f(x).toArray()).toEqual(x.toArray());
      }),
    );
  });

  test("withVjp has the value of y, whatever its shape", () => {
    const y = withVjp(tensor([1, 2]), () => tensor([0, 0]), tensor([[7, -0, Number.NaN]]));
    expect(y.toArray()).toEqual([[7, -0, Number.NaN]]);
  });
});

describe("stopGradient", () => {
  test("sends nothing backwards, also inside a product", () => {
    expect(grad((x: Tensor) => stopGradient(x).mul(x))(tensor(3)).item()).toBe(3);
    expect(grad((x: Tensor) => stopGradient(x.square()))(tensor(3)).item()).toBe(0);
  });

  test("its tangent is 0", () => {
    const x = input("x", [1]);
    expect(tangent(stopGradient(x).mul(x), [3], [1])).toEqual([3]);
  });

  test("is couple with χ = 0, to second order", () => {
    const none = denseChi(eye(3).mul(0));
    const [stopped, coupled] = [stopGradient, (x: Tensor) => couple(x, none)].map((f) => {
      const loss = (x: Tensor) => f(x).mul(x).dot(x);
      return grad((x: Tensor) => grad(loss)(x).square().sum())(tensor([1, 2, 3])).toArray();
    });
    expect(coupled).toEqual(stopped);
  });
});

describe("couple", () => {
  test("sends χᵀ ∂ℓ/∂y to x, for a χ that is not symmetric", () => {
    const [, pull] = vjp((x: Tensor) => couple(x, denseChi(lopsided)), tensor([0, 0, 0]));
    const sent = pull(tensor([1, 10, 100]));
    expect(sent.toArray()).toEqual([1 + 0 + 500, 2 + 10 + 0, 0 + 30 + 100]); // χᵀ ct
    expect(sent.toArray()).not.toEqual([1 + 20 + 0, 10 + 300, 5 + 100]); // χ ct
  });

  test("its tangent is χ v", () => {
    const y = couple(input("x", [3]), denseChi(lopsided));
    expect(tangent(y, [0, 0, 0], [1, 10, 100])).toEqual([21, 310, 105]);
  });

  test("acts along the axis it is told", () => {
    const x = tensor([[0, 0, 0]]);
    const cycle = permutationChi([1, 2, 0]); // (χ v)[i + 1] = v[i], so (χᵀ ct)[i] = ct[i + 1]
    const [, pull] = vjp((v: Tensor) => couple(v, cycle, -1), x);
    expect(pull(tensor([[1, 2, 3]])).toArray()).toEqual([[2, 3, 1]]);
  });

  test("by a permutation and by its matrix are the same", () => {
    const image = [2, 0, 1];
    const cycle = permutationChi(image);
    const ct = tensor([1, 2, 3]);
    const [byIndex, byMatrix] = [cycle, denseChi(cycle.dense())].map((chi) =>
      vjp((x: Tensor) => couple(x, chi), ct)[1](ct).toArray(),
    );
    expect(byMatrix).toEqual(byIndex);
  });

  test("the second derivative of ½|x|² through χ is χᵀχᵀ…: each pass couples once", () => {
    // g(x) = χᵀ couple(x), and ∂⟨u, g⟩ = χᵀ χ u
    const chi = denseChi(lopsided);
    const g = grad((x: Tensor) => couple(x, chi).square().sum().div(2));
    const u = tensor([1, -1, 2]);
    const second = grad((x: Tensor) => g(x).dot(u))(tensor([3, 1, 4]));
    const [column3] = [u.reshape([3, 1])];
    expect(second.toArray()).toEqual(
      lopsided.T.matmul(lopsided).matmul(column3).flatten().toArray(),
    );
  });

  test("a learned χ gets no gradient from the value, and one from the gradient", () => {
    const x = tensor([1, 2, 3]);
    const loss = (m: Tensor) => couple(x, denseChi(m)).square().sum();
    expect(grad(loss)(lopsided).sum().item()).toBe(0);
    // ⟨u, χᵀ 2x⟩ = Σᵢⱼ χᵢⱼ 2xᵢ uⱼ
    const u = tensor([1, 10, 100]);
    const step = (m: Tensor) =>
      grad((v: Tensor) => couple(v, denseChi(m)).square().sum())(x).dot(u);
    expect(grad(step)(lopsided).toArray()).toEqual([
      [2, 20, 200],
      [4, 40, 400],
      [6, 60, 600],
    ]);
  });
});

describe("couple and its stop-gradient form stop(x − χx) + χx", () => {
  const byStop = (x: Tensor, m: Tensor) => {
    const mixed = denseChi(m).apply(x, 0);
    return stopGradient(x.sub(mixed)).add(mixed);
  };
  const forms = [(x: Tensor, m: Tensor) => couple(x, denseChi(m)), byStop];
  const loss = (y: Tensor, x: Tensor) => y.tanh().mul(y).dot(x.add(1)).add(y.square().dot(y));

  /** Value, gradient, and the gradient of ⟨u, gradient⟩ in x and χ, in GF(p). */
  const derivatives = (form: (x: Tensor, m: Tensor) => Tensor, seed: number) => {
    const [x, m, u] = [input("x", [3, 2]), input("chi", [3, 3]), input("u", [3, 2])];
    const value = (v: Tensor, n: Tensor) => loss(form(v, n), v);
    const first = (v: Tensor, n: Tensor) => grad((w: Tensor) => value(w, n))(v);
    const second = grad(([v, n]: [Tensor, Tensor]) => first(v, n).dot(u))([x, m]);
    const keying = { p: 2 ** 31 - 1, seed, trial: 0 };
    const draw = keyed(keying);
    return interpret(prime(keying), [value(x, m), first(x, m), ...second], (leaf) =>
      Array.from({ length: leaf.size }, (_, i) => draw(`input:${nameOf(leaf)}`, i)),
    );
  };

  test("have the same value and the same first gradient, exactly, and the same second one in x", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const [a, b] = forms.map((form) => derivatives(form, seed));
        expect(b!.slice(0, 3)).toEqual(a!.slice(0, 3));
      }),
      { numRuns: 10 },
    );
  });

  test("differ forwards in floats: only couple has the bits of x", () => {
    const x = tensor([0.1, 0.7, 1e-8]);
    const [a, b] = forms.map((form) => form(x, lopsided).toArray());
    expect(a).toEqual(x.toArray());
    expect(b).not.toEqual(x.toArray());
  });
});

describe("withVjp", () => {
  test("sends rule(ct) to x and nothing to y", () => {
    const f = ([x, y]: [Tensor, Tensor]) => withVjp(x, (ct) => ct.mul(5), y.square());
    const [value, pull] = vjp(f, [tensor([1, 2]), tensor([3, 4])]);
    expect(value.toArray()).toEqual([9, 16]);
    const [dx, dy] = pull(tensor([1, 10]));
    expect([dx.toArray(), dy.toArray()]).toEqual([
      [5, 50],
      [0, 0],
    ]);
  });

  test("calls its rule once, when the node is built", () => {
    let calls = 0;
    const x = tensor([1, 2]);
    const f = (v: Tensor) =>
      withVjp(v, (ct) => {
        calls++;
        return ct.mul(2);
      }).sum();
    const g = grad((v: Tensor) => grad(f)(v).sum());
    g(x).toArray();
    expect(calls).toBe(1);
  });

  test("what the rule captured is an input of the node, and has a gradient in second order", () => {
    const c = tensor(7);
    const first = (k: Tensor) =>
      grad((x: Tensor) => withVjp(x, (ct) => ct.mul(k).mul(k)))(tensor(1));
    expect(first(c).item()).toBe(49);
    expect(grad(first)(c).item()).toBe(14);
  });

  test("captures the largest sub-graph once, and no written number", () => {
    const w = tensor([
      [1, 2],
      [3, 4],
    ]);
    const y = withVjp(tensor([[1], [1]]), (ct) => w.T.matmul(ct).add(w.T.matmul(ct).mul(2)));
    // x, y and two nodes w.T: each call made its own
    expect(y.inputs.map(({ op }) => op)).toEqual(["data", "data", "transpose", "transpose"]);
  });

  test("a rule that is itself the vjp of a singular function is linear, and has its tangent", () => {
    const x = input("x", [1]);
    const slope = (ct: Tensor): Tensor => vjp((v: Tensor) => v.sqrt(), tensor([4]))[1](ct);
    expect(tangent(withVjp(x, slope), [1], [8])).toEqual([2]);
  });

  test("a rule that is not linear differentiates backwards, but has no tangent", () => {
    const clipped = (x: Tensor) => withVjp(x, (ct) => ct.tanh());
    const [, pull] = vjp(clipped, tensor([0]));
    expect(pull(tensor([100])).toArray()).toEqual([1]);
    expect(() => tangent(clipped(input("x", [1])), [0], [1])).toThrow(
      "jvp: expected a withVjp rule that is linear in its cotangent, got another",
    );
  });

  test.each<[string, (ct: Tensor) => Tensor]>([
    ["affine", (ct) => ct.add(1)],
    ["affine by a captured tensor", (ct) => ct.add(tensor([2]))],
    ["constant", () => tensor([2])],
    ["quadratic", (ct) => ct.mul(ct)],
    ["a reciprocal", (ct) => ct.like(1).div(ct)],
    ["a comparison", (ct) => ct.greater(0)],
    ["a clip", (ct) => ct.gate(ct, ct.like(0))],
    ["the largest", (ct) => ct.max(0, { keepDims: true })],
    ["affine behind a stop", (ct) => stopGradient(ct.add(1))],
  ])("a rule that is %s has no tangent", (_says, rule) => {
    const y = withVjp(input("x", [1]), rule);
    expect(() => tangent(y, [0], [1])).toThrow("jvp: expected a withVjp rule that is linear");
  });

  test.each<[string, (ct: Tensor) => Tensor, number]>([
    ["0", (ct) => ct.like(0), 0],
    ["3 ct − ct", (ct) => ct.mul(3).sub(ct), 2],
    ["ct / 4, stopped", (ct) => stopGradient(ct.div(4)), 0.25],
    ["ct gated by a captured tensor", (ct) => tensor([1]).gate(ct, ct.like(0)), 1],
    ["coupled itself", (ct) => couple(ct, denseChi(tensor([[8]]))).mul(3), 3],
  ])("the tangent of the rule %s is its transpose", (_says, rule, expected) => {
    expect(tangent(withVjp(input("x", [1]), rule), [0], [1])).toEqual([expected]);
  });

  test("a graph whose only nonlinear rule is not on the way of x still has a tangent", () => {
    const x = input("x", [1]);
    expect(tangent(x.mul(withVjp(tensor([2]), (ct) => ct.mul(2))), [1], [1])).toEqual([2]);
  });
});
