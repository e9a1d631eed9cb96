/** Optimisers: against plain loops over doubles, as one graph, and with tensors for numbers. */
import { describe, expect, test } from "vitest";
import {
  adam,
  adamW,
  clipByGlobalNorm,
  evaluate,
  globalNorm,
  grad,
  input,
  momentum,
  type Optimiser,
  print,
  ShapeError,
  sgd,
  type Tensor,
  type Tree,
  tensor,
} from "../../src/autodiff/index.ts";

/** A bowl that is not round, and a gradient that changes sign on the way. */
const loss = ({ w, b }: { w: Tensor; b: readonly Tensor[] }) =>
  w
    .mul(tensor([1, 4, 0.5]))
    .dot(w)
    .add(b[0]!.sub(1).square());
const start = (): { w: Tensor; b: readonly Tensor[] } => ({
  w: tensor([1, -2, 3]),
  b: [tensor(0.5)],
});
const slopes = (x: number[]) => [2 * x[0]!, 8 * x[1]!, x[2]!, 2 * (x[3]! - 1)];

/** Where 12 steps lead, as one list. */
function followed<S extends Tree>(optimiser: Optimiser<S>): number[] {
  let params: ReturnType<typeof start> = start();
  let state = optimiser.init(params);
  for (let t = 0; t < 12; t++) {
    [params, state] = evaluate(optimiser.step(params, grad(loss)(params), state));
  }
  return [...params.w.data, ...params.b[0]!.data];
}

/** The same with one number after the other, in doubles; `rule` keeps what it needs in `s`. */
function looped(rule: (x: number, g: number, s: number[], t: number) => number): number[] {
  let x = [1, -2, 3, 0.5];
  const states = x.map(() => [0, 0]);
  for (let t = 1; t <= 12; t++) {
    const g = slopes(x);
    x = x.map((xi, i) => rule(xi, g[i]!, states[i]!, t));
  }
  return x;
}

const adaptive =
  (decay: number, eps: number, b1 = 0.9, b2 = 0.999) =>
  (x: number, g: number, s: number[], t: number): number => {
    s[0] = b1 * s[0]! + (1 - b1) * g;
    s[1] = b2 * s[1]! + (1 - b2) * g * g;
    const m = s[0] / (1 - b1 ** t);
    const v = s[1] / (1 - b2 ** t);
    return x - 0.1 * (m / (Math.sqrt(v) + eps) + decay * x);
  };

describe("12 steps are those of a plain loop in doubles", () => {
  // β₂ = 0.999 is rounded to a float: 1 − β₂ moves by 10⁻⁵ of itself, and cancels against v̂'s 1 − β₂ᵗ
  test.each<[string, number[], number[]]>([
    ["sgd", followed(sgd({ rate: 0.1 })), looped((x, g) => x - 0.1 * g)],
    [
      "sgd with decay",
      followed(sgd({ rate: 0.1, decay: 0.5 })),
      looped((x, g) => x - 0.1 * (g + 0.5 * x)),
    ],
    [
      "momentum",
      followed(momentum({ rate: 0.05 })),
      looped((x, g, s) => {
        s[0] = 0.9 * s[0]! + g;
        return x - 0.05 * s[0];
      }),
    ],
    [
      "momentum, nesterov, with decay",
      followed(momentum({ rate: 0.05, momentum: 0.5, nesterov: true, decay: 0.25 })),
      looped((x, g, s) => {
        const full = g + 0.25 * x;
        s[0] = 0.5 * s[0]! + full;
        return x - 0.05 * (full + 0.5 * s[0]);
      }),
    ],
    ["adam", followed(adam({ rate: 0.1 })), looped(adaptive(0, 1e-8))],
    [
      "adam, ε outside the root",
      followed(adam({ rate: 0.1, epsilon: 0.5 })),
      looped(adaptive(0, 0.5)),
    ],
    [
      "adam, other weights",
      followed(adam({ rate: 0.1, beta1: 0.5, beta2: 0.75 })),
      looped(adaptive(0, 1e-8, 0.5, 0.75)),
    ],
    ["adamW", followed(adamW({ rate: 0.1 })), looped(adaptive(0.01, 1e-8))],
    ["adamW, decay", followed(adamW({ rate: 0.1, decay: 0.5 })), looped(adaptive(0.5, 1e-8))],
  ])("%s", (_says, found, expected) => {
    for (const [i, x] of found.entries()) expect(Math.abs(x - expected[i]!)).toBeLessThan(2e-5);
  });
});

describe("a step is a graph", () => {
  test("two steps at once have the bits of two steps one by one", () => {
    const optimiser = adamW({ rate: 0.1 });
    const first = start();
    const [p1, s1] = optimiser.step(first, grad(loss)(first), optimiser.init(first));
    const atOnce = evaluate(optimiser.step(p1, grad(loss)(p1), s1));
    const [q1, r1] = evaluate([p1, s1] as const);
    const apart = evaluate(optimiser.step(q1, grad(loss)(q1), r1));
    expect(atOnce[0].w.toArray()).toEqual(apart[0].w.toArray());
    expect(atOnce[1].square[0]!.toArray()).toEqual(apart[1].square[0]!.toArray());
    expect(atOnce[1].weight2.item()).toBe(apart[1].weight2.item());
  });

  test("numbers may be scalar tensors, with the same bits", () => {
    const asTensors = adam({
      rate: tensor(0.1),
      beta1: tensor(0.9),
      beta2: tensor(0.999),
      epsilon: tensor(1e-8),
    });
    expect(followed(asTensors)).toEqual(followed(adam({ rate: 0.1 })));
  });

  test("can be differentiated: in the rate, sgd moves along −g", () => {
    const g = tensor([1, 2]);
    const moved = (rate: Tensor) => (sgd({ rate }).step(tensor([0, 0]), g, [])[0] as Tensor).sum();
    expect(grad(moved)(tensor(0.5)).item()).toBe(-3);
  });

  test("reads as its formula", () => {
    const optimiser = momentum({ rate: 0.5 });
    const [x, g] = [input("θ", [2]), input("g", [2])];
    expect(print(optimiser.step(x, g, [input("v", [2])]) as Tree)).toMatchInlineSnapshot(`
      "%0 = input "θ" [2]
      %1 = input "v" [2]
      %2 = full value=0.8999999761581421 [2]
      %3 = mul %1 %2 [2]
      %4 = input "g" [2]
      %5 = add %3 %4 [2]
      %6 = full value=0.5 [2]
      %7 = mul %5 %6 [2]
      %8 = sub %0 %7 [2]
      return %8, %5"
    `);
  });
});

describe("clipping by the global norm", () => {
  const tree = { a: tensor([3, 0]), b: [tensor(4)] };

  test("the norm is that of all numbers at once", () => {
    expect(globalNorm(tree).item()).toBe(5);
    expect(globalNorm([]).item()).toBe(0);
  });

  test("longer ones are cut to the limit, shorter ones stay to the bit, and 0 is no NaN", () => {
    const cut = clipByGlobalNorm(tree, 2.5);
    expect([cut.a.toArray(), cut.b[0]!.item()]).toEqual([[1.5, 0], 2]);
    const same = clipByGlobalNorm(tree, 5);
    expect([same.a.toArray(), same.b[0]!.item()]).toEqual([[3, 0], 4]);
    expect(clipByGlobalNorm(tensor([0, 0]), tensor(1)).toArray()).toEqual([0, 0]);
    expect(clipByGlobalNorm(tree, 0).a.toArray()).toEqual([0, 0]);
  });
});

describe("errors", () => {
  const x = tensor([1, 2]);
  test.each<[string, () => unknown]>([
    ["sgd: expected a finite rate ≥ 0, got -1", () => sgd({ rate: -1 })],
    ["sgd: expected a finite rate ≥ 0, got NaN", () => sgd({ rate: Number.NaN })],
    ["sgd: expected a finite decay ≥ 0, got Infinity", () => sgd({ rate: 1, decay: Infinity })],
    ["momentum: expected 0 ≤ momentum < 1, got 1", () => momentum({ rate: 1, momentum: 1 })],
    ["adam: expected 0 ≤ beta2 < 1, got 1", () => adam({ rate: 1, beta2: 1 })],
    ["adamW: expected a finite epsilon ≥ 0, got -1", () => adamW({ rate: 1, epsilon: -1 })],
    ["clipByGlobalNorm: expected a finite limit ≥ 0, got -2", () => clipByGlobalNorm(x, -2)],
  ])("%s", (message, call) => expect(call).toThrow(new RangeError(message)));

  test.each<[string, () => unknown]>([
    ["adam: expected a scalar rate, got shape [2]", () => adam({ rate: x })],
    [
      "sgd: expected a gradient of shape [2], got shape []",
      () => sgd({ rate: 1 }).step(x, tensor(1), []),
    ],
    [
      "adam: expected 1 gradients, got 2",
      () => adam({ rate: 1 }).step<Tree>(x, [x, x], adam({ rate: 1 }).init(x)),
    ],
    [
      "momentum: expected the state of these parameters, got shapes none; init makes one",
      () => momentum({ rate: 1 }).step(x, x, []),
    ],
    [
      "adam: expected the state of these parameters, got shapes []; init makes one",
      () => adam({ rate: 1 }).step(x, x, adam({ rate: 1 }).init(tensor(1))),
    ],
  ])("%s", (message, call) => {
    expect(call).toThrow(message);
    expect(call).toThrow(ShapeError);
  });
});
