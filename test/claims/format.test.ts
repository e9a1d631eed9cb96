/** Verdicts as a person reads them. */
import { expect, test } from "vitest";
import { input } from "../../src/autodiff/index.ts";
import { explain } from "../../src/claims/format.ts";
import { prove } from "../../src/claims/prove.ts";

const [x, y] = [input("x", []), input("y", [])];

test("explain says which tier decided, and how far it reaches", () => {
  expect(explain(prove(x.add(y), y.add(x)))).toMatch(
    /^PROVED in 3 fields, degree 1, error ≤ 2\^-\d+$/,
  );
  expect(explain(prove(x.mul(2).relu(), x.relu().mul(2)))).toBe(
    "PROVED in 64 fields, degree 2, error ≤ 2^-64, by the laws of signs (2 patterns of 2 signs tested, 100% of real points have one of them)",
  );
  expect(explain(prove(x.add(y).exp(), x.exp().mul(y.exp())))).toMatch(/, by the laws of exp$/);
  expect(explain(prove(x, y))).toBe("REFUTED by x = 0, y = 1: left 0, right 1, gap 1");
  expect(explain(prove(x.exp().log(), x))).toMatch(/^UNKNOWN: they differ where /);
});
