/** cos of a rational part of a turn: as good as Math.cos, and the same bits everywhere. */
import { describe, expect, test } from "vitest";
import { rootOfUnity } from "../../src/autodiff/index.ts";
import { cosineOfTurn, stepsOf, TURN } from "../../src/autodiff/turn.ts";

describe("cosineOfTurn", () => {
  test("is that of Math.cos at every part of a turn, as far as an angle in doubles can tell", () => {
    let worst = 0;
    for (let a = -30; a < TURN; a++) {
      worst = Math.max(worst, Math.abs(cosineOfTurn(a, TURN) - Math.cos((2 * Math.PI * a) / TURN)));
    }
    expect(worst).toBeLessThan(2 * Math.PI * 2 ** -52); // the error of the angle 2πa/27720
  });

  test("is exact where it is rational, even, and of period n", () => {
    expect([0, 1, 2, 3, 4, 5].map((k) => cosineOfTurn(k, 6))).toEqual([
      1, 0.5, -0.5, -1, -0.5, 0.5,
    ]);
    expect([0, 1, 2, 3].map((k) => cosineOfTurn(k, 4))).toEqual([1, 0, -1, 0]);
    for (let k = -25; k < 25; k++) {
      expect(cosineOfTurn(k, 11)).toBe(cosineOfTurn(-k, 11));
      expect(cosineOfTurn(k, 11)).toBe(cosineOfTurn(k + 33, 11));
      expect(cosineOfTurn(k, 5)).toBe(cosineOfTurn(2 * k, 10));
    }
  });
});

test("stepsOf counts 27720ths, from 0 on", () => {
  expect([stepsOf(0, 1), stepsOf(1, 12), stepsOf(-1, 12), stepsOf(25, 12)]).toEqual([
    0, 2310, 25410, 2310,
  ]);
  expect(Object.is(stepsOf(-5, 5), 0)).toBe(true);
});

describe("rootOfUnity", () => {
  test("has cos and sin of every part of a turn up to a twelfth, rounded to floats", () => {
    for (let n = 1; n <= 12; n++) {
      for (let k = 0; k < n; k++) {
        const angle = (2 * Math.PI * k) / n;
        const [c, s] = rootOfUnity(k, n).data;
        expect(c).toBeCloseTo(Math.cos(angle), 7);
        expect(s).toBeCloseTo(Math.sin(angle), 7);
      }
    }
    expect(Array.from(rootOfUnity(1, 4).data)).toEqual([0, 1]);
  });

  test("its errors say what n may be", () => {
    expect(() => rootOfUnity(1, 13)).toThrow(
      new RangeError("rootOfUnity: expected n a divisor of 27720, such as 1 to 12, got 13"),
    );
    expect(() => rootOfUnity(1, 0)).toThrow(RangeError);
    expect(() => rootOfUnity(0.5, 3)).toThrow(
      new RangeError("rootOfUnity: expected an integer k, got 0.5"),
    );
  });
});
