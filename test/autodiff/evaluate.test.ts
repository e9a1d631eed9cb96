import { describe, expect, test } from "vitest";
import { evaluate, grad, input, oneHot, type Tensor, tensor } from "../../src/autodiff/index.ts";

describe("evaluate", () => {
  test("returns leaves: data and no inputs", () => {
    const y = tensor([1, 2]).mul(3).sum();
    const leaf = evaluate(y);
    expect([leaf.op, leaf.inputs, leaf.shape, leaf.item()]).toEqual(["data", [], [], 9]);
  });

  test("returns a fresh leaf for a leaf too", () => {
    const x = tensor([1]);
    expect(evaluate(x)).not.toBe(x);
    expect(evaluate(x).toArray()).toEqual([1]);
  });

  test("keeps the form of a tree, and the kind and shape of each tensor", () => {
    const tree = {
      a: [tensor([[1, 2]]).T],
      b: { c: tensor(Int32Array.from([3])).reshape([1, 1]) },
    };
    const {
      a: [a],
      b: { c },
    } = evaluate(tree);
    expect([a!.shape, a!.kind, a!.toArray()]).toEqual([[2, 1], "real", [[1], [2]]]);
    expect([c.shape, c.kind, c.toArray()]).toEqual([[1, 1], "index", [[3]]]);
  });

  test("computes a node once, however many roots share it", () => {
    const shared = tensor([1, 2, 3]).exp();
    const [a, b] = evaluate([shared.reshape([3, 1]), shared] as const);
    expect(a.data).toBe(b.data);
  });

  test("remembers the roots, and no node between leaves and roots", () => {
    const middle = tensor([1, 2]).add(1);
    const root = middle.mul(2);
    evaluate(root);
    expect(root.data).toBe(root.data);
    const before = root.data;
    expect(middle.mul(2).data).not.toBe(before);
  });

  test("a graph with a free input says which", () => {
    const x = input("theta", [2]);
    expect(() => evaluate(x.mul(2))).toThrow(
      'evaluate: expected a graph without free inputs, got input "theta"; bind it to data',
    );
  });

  test("a training loop forgets its past: after each step the state is leaves", () => {
    const x = tensor([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const labels = oneHot([0, 0, 1, 1], 2);
    type Model = { w: Tensor; v: Tensor };
    const loss = ({ w, v }: Model) =>
      x.sub(0.5).matmul(w).tanh().matmul(v).logSoftmax().mul(labels).sum().neg();
    const step = (model: Model): Model => {
      const g = grad(loss)(model);
      return { w: model.w.sub(g.w.mul(0.1)), v: model.v.sub(g.v.mul(0.1)) };
    };
    let model: Model = {
      w: tensor([
        [1, -0.5, 0.25, 2],
        [0.5, 1, -2, 0.3],
      ]),
      v: tensor([
        [0.1, 0.2],
        [-0.3, 0.4],
        [0.5, -0.6],
        [0.7, 0.8],
      ]),
    };
    const before = loss(model).item();
    for (let i = 0; i < 300; i++) {
      model = evaluate(step(model));
      expect([model.w.inputs, model.v.inputs]).toEqual([[], []]);
    }
    expect(loss(model).item()).toBeLessThan(before / 10);
  });
});

describe("data", () => {
  test("is computed once and remembered", () => {
    const y = tensor([1, 2]).mul(2);
    expect(y.data).toBe(y.data);
  });

  test("of an empty tensor is empty, of a scalar one number", () => {
    expect(tensor([]).data).toEqual(new Float32Array(0));
    expect(tensor(5).data).toEqual(Float32Array.of(5));
  });
});
