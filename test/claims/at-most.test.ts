/** atMost: a true inequality is UNKNOWN with evidence, a false one REFUTED, by a small witness that holds when computed again. */
import { describe, expect, test } from "vitest";
import { input, type Tensor, tensor } from "../../src/autodiff/index.ts";
import { boundedArena, exactArena } from "../../src/claims/arena.ts";
import { atMost } from "../../src/claims/at-most.ts";
import { explain } from "../../src/claims/format.ts";
import { sidesOf } from "../../src/claims/sides.ts";
import { replay } from "./replay.ts";

const [x, y] = [input("x", []), input("y", [])];
const [u, v] = [input("u", [3]), input("v", [3])];

describe("a true inequality is UNKNOWN, with evidence", () => {
  test.each<[string, Tensor, Tensor]>([
    ["0 ≤ x²", x.like(0), x.square()],
    ["2xy ≤ x² + y²", x.mul(y).mul(2), x.square().add(y.square())],
    ["⟨u, v⟩² ≤ |u|² |v|²", u.dot(v).square(), u.square().sum().mul(v.square().sum())],
    ["1 + x ≤ eˣ", x.add(1), x.exp()],
    ["u ≤ max u, entry by entry", u, u.max(0).broadcastTo([3])],
    ["an equality is one: (x + y)² ≤ x² + 2xy + y²", x.add(y).square(), square2()],
    ["no inputs: (0, 1) ≤ (0, 2)", tensor([0, 1]), tensor([0, 2])],
  ])("%s", (_, left, right) => {
    const verdict = atMost(left, right, { trials: 400 });
    expect(verdict).toMatchObject({
      verdict: "UNKNOWN",
      reason: "an inequality, which no evaluation proves",
      evidence: { kind: "f64", trials: 400 },
    });
    if (verdict.verdict !== "UNKNOWN") throw new Error(verdict.verdict);
    expect(verdict.evidence!.worst).toBeLessThan(1e-12);
  });

  test("worst is the largest left − right seen: −3 for x² ≤ x² + 3, and near −3/4 for x ≤ x² + 1", () => {
    const worst = (left: Tensor, right: Tensor) => {
      const verdict = atMost(left, right, { trials: 200 });
      return verdict.verdict === "UNKNOWN" ? verdict.evidence!.worst : Number.NaN;
    };
    expect(worst(x.square(), x.square().add(3))).toBe(-3);
    expect(worst(x, x.square().add(1))).toBeCloseTo(-0.75, 2);
  });

  test("points where a side has no value do not count", () => {
    const some = atMost(x.like(0), x.square().div(x.square()), { trials: 100 }); // none at x = 0
    expect(some.verdict === "UNKNOWN" && some.evidence!.trials).toBeLessThan(100);
    const none = atMost(x, x.div(x.like(0)));
    expect(none).toEqual({
      verdict: "UNKNOWN",
      reason: "an inequality, at no point of which both sides have values",
    });
  });
});

describe("a false inequality is REFUTED", () => {
  test.each<[string, Tensor, Tensor, object]>([
    ["x ≤ x²: between 0 and 1", x, x.square(), { inputs: { x: "1/2" }, gap: "1/4" }],
    ["x² ≤ x", x.square(), x, { inputs: { x: "-1" }, left: ["1"], right: ["-1"], gap: "2" }],
    [
      "|u|² ≤ u₀²: one entry that is not 0",
      u.square().sum(),
      u.slice([0, 1]).square().sum(),
      { inputs: { u: ["0", "0", "1"] }, gap: "1" },
    ],
    [
      "u ≤ v: one number is enough",
      u,
      v,
      { inputs: { u: ["0", "0", "1"], v: ["0", "0", "0"] }, gap: "1", entry: 2 },
    ],
    ["eˣ ≤ 1 + x", x.exp(), x.add(1), { inputs: { x: "1" }, exact: false }],
    [
      "φ(½(x + y)) ≤ ½(φ(x) + φ(y)): not every φ is convex",
      x.add(y).div(2).phi(),
      x.phi().add(y.phi()).div(2),
      { exact: true },
    ],
  ])("%s", (_, left, right, expected) => {
    const verdict = atMost(left, right);
    if (verdict.verdict !== "REFUTED") throw new Error(verdict.verdict);
    expect(verdict.witness).toMatchObject(expected);
    replay(verdict.witness, left, right, "at most");
  });

  test("its gap is that of the entry that exceeds, though another differs by more", () => {
    const both = [x.mul(0), x.square()];
    const verdict = atMost(both, [x.mul(0).add(5), x.square().sub(1)]);
    if (verdict.verdict !== "REFUTED") throw new Error(verdict.verdict);
    expect(verdict.witness).toMatchObject({ entry: 1, gap: "1", left: ["0", "0"] });
    replay(verdict.witness, both, [x.mul(0).add(5), x.square().sub(1)], "at most");
  });

  test("where few points refute it, the worst point so far leads to one: 1/10 ≤ |u − c|², c = (2.3, −1.7, 0.6)", () => {
    const far = u
      .sub(tensor([2.3, -1.7, 0.6]))
      .square()
      .sum();
    const left = far.like(1).div(10);
    expect(atMost(left, far, { trials: 20 }).verdict).toBe("UNKNOWN");
    expect(atMost(left, far, { trials: 1500 }).verdict).toBe("REFUTED");
  });

  test.each([0, 1, 2, 3, 4])(
    "in small numbers, though most points that refute it are none: |u|² ≤ 12, seed %i",
    (seed) => {
      const verdict = atMost(u.square().sum(), u.sum().mul(0).add(12), { seed });
      if (verdict.verdict !== "REFUTED") throw new Error(verdict.verdict);
      const numbers = verdict.witness.inputs["u"] as readonly string[];
      expect(["0", "1", "-1", "2", "-2", "1/2", "-1/2", "3"]).toEqual(
        expect.arrayContaining([...numbers]),
      );
    },
  );

  test("is not shrunk if it need not be", () => {
    const quick = atMost(u.square().sum(), u.slice([0, 1]).square().sum(), { shrink: false });
    const slow = atMost(u.square().sum(), u.slice([0, 1]).square().sum());
    expect([quick.verdict, slow.verdict]).toEqual(["REFUTED", "REFUTED"]);
    expect(quick).not.toEqual(slow);
  });
});

describe("what drowns in rounding is no counterexample", () => {
  test.each([
    [20, "REFUTED"],
    [50, "UNKNOWN"],
  ] as const)("eˣ + 2^-%i ≤ eˣ", (k, expected) => {
    expect(atMost(x.exp().add(2 ** -k), x.exp()).verdict).toBe(expected);
  });

  test("in ℚ nothing drowns", () => {
    const sides = sidesOf("test", x.add(2 ** -20), x);
    const arena = exactArena(sides, { coefficients: [0, 1] }, [], "at most");
    expect(arena.differ([[1]])).toBe(true);
    const other = exactArena(
      sidesOf("test", x, x.add(2 ** -20)),
      { coefficients: [0, 1] },
      [],
      "at most",
    );
    expect(other.differ([[1]])).toBe(false);
  });

  test("doubles say by how much left exceeds right, and whether that counts", () => {
    const arena = (left: Tensor, right: Tensor) =>
      boundedArena(sidesOf("test", left, right), { coefficients: [0, 1] }, [], "at most");
    expect(arena(x, x.add(3)).excess([[1]])).toEqual({ certain: false, largest: -3 });
    expect(arena(x.add(3), x).excess([[1]])).toEqual({ certain: true, largest: 3 });
    expect(() => arena(x, x.mul(1000).exp()).excess([[3]])).toThrow("divisor other than 0");
  });
});

test("is a function of its seed, and checks its options", () => {
  const once = (seed: number) => atMost(x.mul(y), x.square().add(y.square()), { seed });
  expect(once(1)).toEqual(once(1));
  expect(once(1)).not.toEqual(once(2));
  expect(() => atMost(x, y, { trials: 0 })).toThrow(
    new RangeError("atMost: expected trials, an integer ≥ 1, got 0"),
  );
  expect(() => atMost(x, y, { seed: 0.5 })).toThrow(
    new RangeError("atMost: expected an integer seed, got 0.5"),
  );
  expect(() => atMost(x, u)).toThrow("atMost: expected sides of the same shapes");
});

test("a person reads how many points were tried", () => {
  expect(explain(atMost(x.like(0), x.square(), { trials: 7 }))).toBe(
    "UNKNOWN: an inequality, which no evaluation proves; no counterexample in 7",
  );
});

/** x² + 2xy + y² */
function square2(): Tensor {
  return x.square().add(x.mul(y).mul(2)).add(y.square());
}
