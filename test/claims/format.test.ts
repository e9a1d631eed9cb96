/** What a person reads: verdicts in a line, the report of a claim in a few. */
import { describe, expect, test } from "vitest";
import { input } from "../../src/autodiff/index.ts";
import { explain, formatBound } from "../../src/claims/format.ts";
import { claim } from "../../src/claims/own-claim.ts";
import { prove } from "../../src/claims/prove.ts";
import { verify } from "../../src/claims/verify.ts";
import { act } from "../../src/symmetry/act.ts";
import { cyclic } from "../../src/symmetry/groups.ts";
import { reynolds } from "../../src/symmetry/mean.ts";

const size = { name: "small", batch: 1, outputs: 1, model: "linear" } as const;
const options = { groups: [cyclic(1), cyclic(2)], shapes: [size] };
const x = input("x", []);

/** P tanh(x) = tanh(x) if x is symmetric; "idle" is a hypothesis that nothing depends on. */
const kept = claim({
  says: "averaging changes nothing",
  given: { symmetric: "x is constant on orbits", idle: "the moon is full" },
  sides({ G, assume, input }) {
    assume("idle");
    const free = input("x", [G.degree]);
    const start = assume("symmetric") ? reynolds(free, [G.natural]) : free;
    return [reynolds(start.tanh(), [G.natural]), start.tanh()];
  },
});

describe("explain", () => {
  test("a verdict in one line", () => {
    expect(explain(prove(x.add(x), x.mul(2)))).toBe("PROVED in 3 fields, degree 1, error ≤ 2^-90");
    expect(explain(prove(x, x.mul(2)))).toBe("REFUTED by x = 1: left 1, right 2, gap 1");
    expect(explain(prove(x.like(1), x.like(2)))).toBe("REFUTED by left 1, right 2, gap 1");
    const [y, law] = [input("y", []), x.mul(2).relu()];
    expect(explain(prove(law, x.relu().mul(2)))).toBe(
      "PROVED in 64 fields, degree 2, error ≤ 2^-64, by the laws of signs (2 patterns of 2 signs tested, 100% of real points have one of them)",
    );
    expect(explain(prove(x.add(y).exp(), x.exp().mul(y.exp())))).toMatch(/, by the laws of exp$/);
    const unknown = prove(x.exp().log(), x);
    expect(explain(unknown)).toBe(`UNKNOWN: ${unknown.verdict === "UNKNOWN" && unknown.reason}`);
  });

  test("a proof with its places, its meaning and its bound, and what each hypothesis is for", () => {
    const report = verify(kept, options);
    expect(explain(report).split("\n")).toEqual([
      "PROVED: averaging changes nothing",
      "  at all 2 places: groups C1, C2; sizes small",
      "  equal almost everywhere both are defined, in exact arithmetic, at these sizes, whatever functions stand " +
        `for φ, tanh, exp, …; wrong with probability ≤ ${formatBound(report.errorBound!)}`,
      "  given symmetric (x is constant on orbits): needed: without it C2, small: x = [0, 1]: left 0.3807970779778824, " +
        "right 0 in entry 0, gap 0.3807970779778824",
      "  given idle (the moon is full): no counterexample without it",
    ]);
  });

  test("a refutation with the place and the numbers, and where it holds none the less not counted", () => {
    const moved = claim({
      says: "a generator moves nothing",
      sides: ({ G, input }) => {
        const points = input("x", [G.degree]);
        return [act(G.generators[0]!, points), points];
      },
    });
    expect(explain(verify(moved, options)).split("\n")).toEqual([
      "REFUTED: a generator moves nothing",
      "  at 1 of 2 places: groups C2; sizes small",
      "  counterexample: C2, small: x = [0, 1]: left 1, right 0 in entry 0, gap 1",
    ]);
  });

  test("what is unknown with the reason", () => {
    const law = claim({
      says: "log exp x = x",
      sides: () => [x.exp().log(), x],
    });
    const report = verify(law, options);
    expect(explain(report).split("\n")).toEqual([
      "UNKNOWN: log exp x = x",
      "  at all 2 places: groups C1, C2; sizes small",
      `  neither proved nor refuted: ${report.reason}`,
    ]);
  });
});

test("formatBound rounds up to a power of two, never down", () => {
  expect([0.25, 0.2, 2 ** -60 * 1.01].map(formatBound)).toEqual(["2^-2", "2^-2", "2^-59"]);
});
