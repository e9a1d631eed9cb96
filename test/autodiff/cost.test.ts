import { describe, expect, test } from "vitest";
import {
  activationBytes,
  bytes,
  flops,
  input,
  stopGradient,
  type Tensor,
  tensor,
  valueAndGrad,
} from "../../src/autodiff/index.ts";

const x = input("x", [5, 3]);
const w = input("w", [3, 4]);

describe("flops", () => {
  test.each<[string, Tensor, number]>([
    ["a leaf costs nothing", x, 0],
    ["a pointwise op 1 an element", x.add(x), 15],
    ["a function 1 an element", x.tanh(), 15],
    ["a reduction 1 an element folded", x.sum(0), 15],
    ["a maximum likewise", x.max(1), 15],
    ["[n, k] @ [k, m] 2nkm", x.matmul(w), 2 * 5 * 3 * 4],
    ["det 2n³/3", input("a", [2, 3, 3]).det(), 2 * 18],
    ["solve that and 2n²m", input("a", [3, 3]).solve(input("b", [3, 4])), 18 + 2 * 9 * 4],
    [
      "movement nothing",
      x.T.reshape([15])
        .slice([1, 9])
        .pad([[1, 1]])
        .take([0], 0),
      0,
    ],
    ["broadcasting nothing, the sum of the broadcast its size", x.add(input("b", [3])), 15],
    ["stopGradient nothing", stopGradient(x), 0],
    ["a layer all of these", x.matmul(w).tanh().square().mean(), 120 + 20 + 20 + 20 + 1],
  ])("%s", (_says, graph, expected) => {
    expect(flops(graph)).toBe(expected);
  });

  test("a node that several roots share is counted once", () => {
    const h = x.tanh();
    expect(flops([h.sum(), h.exp()])).toBe(15 + 15 + 15);
  });
});

describe("bytes", () => {
  test.each<[string, Tensor | Tensor[], number]>([
    ["leaves count", x, 4 * 15],
    ["and every node", x.tanh().sum(), 4 * (15 + 15 + 1)],
    ["the same array under another shape counts once", x.tanh().reshape([15]), 4 * 30],
    ["stopGradient holds nothing of its own", stopGradient(x), 4 * 15],
    ["a node that two roots share counts once", [x.exp(), x.exp().sum()], 4 * (15 + 15 + 15 + 1)],
  ])("%s", (_says, graph, expected) => {
    expect(bytes(graph)).toBe(expected);
  });
});

describe("activationBytes", () => {
  const held = (f: (x: Tensor) => Tensor, at: Tensor) => activationBytes(...valueAndGrad(f)(at));

  test.each<[string, (v: Tensor) => Tensor, number]>([
    ["a sum reads nothing", (v) => v.sum(), 0],
    ["a square reads its input, a leaf that is there anyway", (v) => v.square().sum(), 0],
    ["tanh reads its output", (v) => v.tanh().sum(), 4 * 15],
    ["tanh after exp reads both outputs", (v) => v.exp().tanh().sum(), 2 * 4 * 15],
    ["tanh, squared, reads it once", (v) => v.tanh().square().sum(), 4 * 15],
    [
      "the same array under another shape counts once",
      (v) => {
        const h = v.tanh();
        return h.reshape([15]).square().sum().add(stopGradient(h).mul(h).sum());
      },
      4 * 15,
    ],
    [
      "a layer reads the input of matmul, and its tanh",
      (v) => v.exp().matmul(w).tanh().sum(),
      4 * (15 + 20),
    ],
  ])("%s", (_says, f, expected) => {
    expect(held(f, x)).toBe(expected);
  });

  test("weights are leaves: the gradient in w of x @ w reads x, which is one too", () => {
    expect(
      held(
        (v) =>
          tensor([[1, 2, 3]])
            .matmul(v)
            .sum(),
        w,
      ),
    ).toBe(0);
  });
});
