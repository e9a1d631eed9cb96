/** Tests of src/lab/checker/turns.ts: cosines in prime fields, and which are rational. */
import { expect, test } from "vitest";
import { cosines as engine } from "../../../src/autodiff/fields/circle.ts";
import { keyed, primeOf } from "../../../src/lab/checker/fields.ts";
import { cosines, folded, rationalCosine, TURN, turnOf } from "../../../src/lab/checker/turns.ts";

test("cosines are the engine's, modulo p and modulo (p − 1)/2", () => {
  for (let draw = 0; draw < 8; draw++) {
    const p = primeOf(2, draw, true);
    for (const modulus of [p, (p - 1) / 2]) {
      const here = cosines(BigInt(modulus), keyed(BigInt(modulus), 2, draw));
      const there = engine({ p: modulus, seed: 2, trial: draw });
      for (const n of [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 315, 13860]) {
        for (const k of [0, 1, 2, -1, n + 1]) {
          expect(Number(here((TURN * k) / n))).toBe(there(((k % n) + n) % n, n));
        }
      }
    }
  }
});

test("there is no eighth of a turn where 8 does not divide p + 1", () => {
  expect(() => cosines(11n, () => 1n)(TURN / 8)).toThrow("there is no cos 2π·3465/27720 here");
});

test("rational cosines are 0, ±½ and ±1, and no others", () => {
  for (let turn = -TURN; turn < TURN; turn++) {
    const twice = 2 * Math.cos((2 * Math.PI * turn) / TURN);
    const rational = Math.abs(twice - Math.round(twice)) < 1e-8;
    expect(rationalCosine(turn)).toBe(rational ? Math.round(twice) / 2 + 0 : undefined);
    expect(folded(turn)).toBe(folded(-turn));
  }
});

test("a turn is k/n of 27720 parts, n one of its divisors", () => {
  expect(turnOf({ k: 2, n: 5 })).toBe(11088);
  expect(turnOf({ k: -1, n: 12 })).toBe(-2310);
  for (const attrs of [
    { k: 1, n: 13 },
    { k: 1, n: 0 },
    { k: 0.5, n: 2 },
    { n: 2 },
    { k: 1, n: -2 },
  ]) {
    expect(() => turnOf(attrs)).toThrow(/expected/);
  }
});
