import { describe, expect, test } from "vitest";
import { findNaN, tensor } from "../../src/autodiff/index.ts";

describe("findNaN", () => {
  test("names the first node, where, and the ranges of its inputs", () => {
    const x = tensor([
      [1, 3],
      [0.5, 3],
    ]);
    const bad = x
      .sub(tensor([1, 3]))
      .log()
      .exp()
      .sum();
    const found = findNaN(bad)!;
    expect(found.node.op).toBe("function");
    expect(found.says).toBe("%4 = log %3 [2, 2]: NaN at [1, 0]; %3 from -0.5 to 0");
  });

  test("±∞ too, where asked for", () => {
    const y = tensor([2, 0])
      .log()
      .mul(tensor([0, 0]));
    expect(findNaN(y)!.says).toBe(
      "%3 = mul %1 %2 [2]: NaN at [1]; %1 from -Infinity to 0.6931471824645996; %2 from 0 to 0",
    );
    expect(findNaN(y, { infinity: true })!.says).toBe(
      "%1 = log %0 [2]: -Infinity at [1]; %0 from 0 to 2",
    );
  });

  test("a leaf that holds one is where it begins", () => {
    expect(findNaN(tensor([1, Number.NaN]).mul(2))!.says).toBe(
      "%0 = data [1, NaN] [2]: NaN at [1]",
    );
  });

  test("null where there is none; ∞ is none, nor are index tensors or nothing", () => {
    expect(
      findNaN([tensor([1, Number.POSITIVE_INFINITY]), tensor(Int32Array.of(3)), tensor([])]),
    ).toBe(null);
    expect(findNaN(tensor([]).sum())).toBe(null);
    expect(findNaN([])).toBe(null);
  });
});
