/** The two arenas: in ℚ any difference counts, in doubles one that exceeds a hundred times its error bound. */
import { describe, expect, test } from "vitest";
import { bounded, grad, input, interpret, type Tensor } from "../../src/autodiff/index.ts";
import { boundedArena, exactArena } from "../../src/claims/arena.ts";
import { prove } from "../../src/claims/prove.ts";
import { sidesOf } from "../../src/claims/sides.ts";

const phi = { coefficients: [0, 0, 1] };
const [x, m] = [input("x", []), input("m", [2, 2])];
const exact = (left: Tensor, right: Tensor) => exactArena(sidesOf("test", left, right), phi, []);
const doubles = (left: Tensor, right: Tensor) =>
  boundedArena(sidesOf("test", left, right), phi, []);

describe("exactArena", () => {
  test("sees a difference of one in 2⁻¹⁴⁰", () => {
    const tiny = x.mul(2 ** -70).mul(2 ** -70);
    expect(exact(x.add(tiny), x).differ([[1]])).toBe(true);
    expect(exact(x.add(tiny), x).witness([[1]]).gap).toBe(`1/${2n ** 140n}`);
  });

  test("spells nested inputs, and the entry of the largest gap", () => {
    const witness = exact(m, m.mul(m)).witness([[1, 2, 0.5, -3]]);
    expect(witness).toEqual({
      inputs: {
        m: [
          ["1", "2"],
          ["1/2", "-3"],
        ],
      },
      functions: [],
      left: ["1", "2", "1/2", "-3"],
      right: ["1", "4", "1/4", "9"],
      entry: 3,
      gap: "12",
      exact: true,
    });
  });

  test.each<[string, (t: Tensor) => Tensor]>([
    ["|x|", (t) => t.abs()],
    ["sign x", (t) => t.sign()],
    ["the slope of relu", (t) => grad((s: Tensor) => s.relu())(t)],
  ])("has no value at the kink of %s", (_, f) => {
    expect(() => exact(f(x), x).differ([[0]])).toThrow("expected a divisor other than 0 in ℚ");
    expect(exact(f(x), x.sub(7)).differ([[2]])).toBe(true);
  });
});

describe("boundedArena", () => {
  /** eˣ + 2⁻ᵏ against eˣ: a difference that is real, and drowns in rounding for large k. */
  const planted = (k: number) => [x.exp().add(2 ** -k), x.exp()] as const;

  test("lets a gap count only if it exceeds its error bound a hundredfold", () => {
    for (let k = 20; k < 60; k++) {
      const [left, right] = planted(k);
      const [a, b] = interpret(bounded(), [left, right], () => [{ value: 1, error: 0 }]);
      const gap = bounded().sub(a![0]!, b![0]!);
      const counts = Math.abs(gap.value) > 100 * gap.error;
      expect(doubles(left, right).differ([[1]]), `2^-${k}`).toBe(counts);
    }
    expect(doubles(...planted(30)).differ([[1]])).toBe(true);
    expect(doubles(...planted(48)).differ([[1]])).toBe(false);
  });

  test("so what drowns is UNKNOWN, and what does not is REFUTED", () => {
    expect(prove(...planted(50)).verdict).toBe("UNKNOWN");
    expect(prove(...planted(30)).verdict).toBe("REFUTED");
  });

  test("does not take NaN or ∞ for a difference", () => {
    expect(doubles(x.log(), x).differ([[-1]])).toBe(false);
    expect(doubles(x.mul(1000).exp(), x).differ([[3]])).toBe(false);
  });

  test("has no value at a kink either", () => {
    expect(() => doubles(x.sign().add(x.tanh()), x).differ([[0]])).toThrow("divisor other than 0");
  });

  test("does not show a gap that it is not certain of", () => {
    const sides = sidesOf("test", [x.exp().add(2 ** -51), x.add(1)], [x.exp(), x]);
    const witness = boundedArena(sides, phi, []).witness([[1]]);
    expect(witness).toMatchObject({ entry: 1, gap: "1", exact: false });
  });
});
