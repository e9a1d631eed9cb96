import { describe, expect, test } from "vitest";
import { difference, full, input, tensor, withVjp } from "../../src/autodiff/index.ts";

const x = input("x", [2]);

describe("difference", () => {
  test("names what only one side has, and what it reads", () => {
    const left = x.exp().mul(x.tanh()).sum();
    const right = x.exp().mul(x.tanh().neg()).sum();
    expect(difference(left, right)).toBe(
      [
        "  %1 = exp %0 [2]",
        "  %2 = tanh %0 [2]",
        "- %3 = mul %1 %2 [2]",
        "- %4 = sum %3 axes=[0] []",
        "+ %5 = neg %2 [2]",
        "+ %6 = mul %1 %5 [2]",
        "+ %7 = sum %6 axes=[0] []",
        "- return %4",
        "+ return %7",
      ].join("\n"),
    );
  });

  test("is empty for graphs that were built twice", () => {
    const build = () =>
      x
        .mul(tensor([1, 2]))
        .sub(0.5)
        .sum();
    expect(difference(build(), build())).toBe("");
  });

  test("tells the order of roots, attributes, signs of 0, kinds and free inputs apart", () => {
    expect(difference([x, x.exp()], [x.exp(), x])).toBe("- return %0, %1\n+ return %1, %0");
    expect(difference(x.slice([0, 1]), x.slice([1, 2]))).not.toBe("");
    expect(difference(full([], 0), full([], -0))).not.toBe("");
    expect(difference(tensor([0]), tensor([-0]))).not.toBe("");
    expect(difference(tensor([1]), tensor(Int32Array.of(1)))).not.toBe("");
    expect(difference(input("x", [2]), x)).not.toBe("");
    expect(difference(tensor([[1], [2]]), tensor([[1, 2]]))).not.toBe("");
    const ruled = () => withVjp(x, (ct) => ct.mul(2));
    expect(difference(ruled(), ruled())).not.toBe("");
  });
});
