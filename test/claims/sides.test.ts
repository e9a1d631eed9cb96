/** Two sides made ready: nodes shared, identities erased, each input once and told apart by the hash. */
import { describe, expect, test } from "vitest";
import { fnv1a } from "../../src/autodiff/fields/keyed.ts";
import { concat, full, input, stopGradient, tensor } from "../../src/autodiff/index.ts";
import { nameOf, sidesOf, symbolOf } from "../../src/claims/sides.ts";

const [x, y] = [input("x", [2]), input("y", [2])];

describe("sidesOf", () => {
  test("lists the inputs of both sides once, and not those that only a gradient would see", () => {
    const { inputs } = sidesOf("test", x.add(y).mul(x), stopGradient(y));
    expect(inputs.map(nameOf)).toEqual(["x", "y"]);
    expect(sidesOf("test", tensor([1]), tensor([1])).inputs).toEqual([]);
  });

  test("shares what both sides compute alike, also through stopGradient", () => {
    const { left, right } = sidesOf("test", x.tanh().mul(y), stopGradient(x).tanh().mul(y));
    expect(left[0]).toBe(right[0]);
  });

  test("tells 0 from −0, and ∞ from NaN: JSON would not", () => {
    const twins: [number, number][] = [
      [0, -0],
      [Number.POSITIVE_INFINITY, Number.NaN],
    ];
    for (const [a, b] of twins) {
      const { left, right } = sidesOf("test", full([], a), full([], b));
      expect(left[0]).not.toBe(right[0]);
    }
    const { left, right } = sidesOf("test", full([2], 3), full([2], 3));
    expect(left[0]).toBe(right[0]);
  });

  test("keeps the order of trees", () => {
    const { left, right } = sidesOf("test", { a: x, b: [y] }, [y, x]);
    expect([...left, ...right]).toEqual([x, y, y, x]);
  });

  test("refuses two names with one hash: they would be equal in every trial of every seed", () => {
    expect(fnv1a("input:x512789")).toBe(fnv1a("input:x749192"));
    const [a, b] = [input("x512789", []), input("x749192", [])];
    expect(() => sidesOf("prove", a, b)).toThrow(
      new TypeError(
        'prove: expected inputs whose names have different hashes, got "input:x749192" and "input:x512789"; rename one',
      ),
    );
    expect(symbolOf(a)).toBe("input:x512789");
  });

  test("tells a thousand ordinary names apart", () => {
    const many = Array.from({ length: 1000 }, (_, i) => input(`w${i}`, [1]));
    const all = concat(many);
    expect(sidesOf("test", all, all).inputs.length).toBe(1000);
  });
});
