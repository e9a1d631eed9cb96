/** verify: how verdicts on a lattice become one, and when a hypothesis has earned its place. */
import { describe, expect, test } from "vitest";
import type { Claim, ModelShape } from "../../src/claims/claim.ts";
import { standardGroups, standardShapes } from "../../src/claims/settings.ts";
import { check, verify } from "../../src/claims/verify.ts";
import { act } from "../../src/symmetry/act.ts";
import { cyclic } from "../../src/symmetry/groups.ts";
import { orbitMean } from "../../src/symmetry/mean.ts";

const [C1, C2, C3] = [1, 2, 3].map(cyclic) as [
  ReturnType<typeof cyclic>,
  ReturnType<typeof cyclic>,
  ReturnType<typeof cyclic>,
];
const small: ModelShape = { name: "small", batch: 1, outputs: 1, model: "linear" };
const large: ModelShape = { name: "large", batch: 2, outputs: 1, model: "linear" };
const options = { groups: [C1, C2, C3], shapes: [small, large] };

/** g·q = q, true where q is symmetric; "needless" is a hypothesis that nothing depends on. */
const fixed: Claim = {
  id: "fixed",
  says: "g·q = q",
  section: "Test",
  source: "a test",
  sense: "per step",
  given: { symmetric: "q = P q", needless: "the moon is full" },
  expected: "PROVED",
  sides({ G, shape, assume, input }) {
    const free = input("q", [shape.batch, G.degree]);
    assume("needless");
    const q = assume("symmetric") ? orbitMean(G, (g) => act(g, free)) : free;
    return [act(G.generators[0]!, q), q];
  },
};

/** The same without its hypothesis, as a claim of its own. */
const moved: Claim = {
  ...fixed,
  id: "moved",
  given: {},
  expected: "REFUTED",
  onTrivialGroup: 1,
  sides: ({ G, shape, input }) => {
    const q = input("q", [shape.batch, G.degree]);
    return [act(G.generators[0]!, q), q];
  },
};

const undecided: Claim = {
  ...moved,
  id: "undecided",
  expected: "UNKNOWN",
  sides: ({ input }) => [input("q", []).exp().log(), input("q′", []).exp().log()],
};

describe("verify", () => {
  test("PROVED where every place is, with the worst bound, and each hypothesis dropped", () => {
    const report = verify(fixed, options);
    expect(report).toMatchObject({
      id: "fixed",
      says: "g·q = q",
      section: "Test",
      source: "a test",
      sense: "per step",
      verdict: "PROVED",
      expected: "PROVED",
      tier: 1,
      reason: null,
      witness: null,
    });
    expect(report.lattice).toEqual(
      ["C1", "C2", "C3"].flatMap((group) =>
        ["small", "large"].map((shape) => ({ group, shape, verdict: "PROVED" })),
      ),
    );
    const bounds = [C1, C2, C3].map((G) => {
      const verdict = check(fixed, { G, shape: large }, null);
      return verdict.verdict === "PROVED" ? verdict.errorBound : Number.NaN;
    });
    expect(report.errorBound).toBe(Math.max(...bounds));
  });

  test("a hypothesis is necessary if dropping it has a witness, on the smallest place that has one", () => {
    const { hypotheses } = verify(fixed, options);
    expect(hypotheses).toMatchObject([
      {
        name: "symmetric",
        says: "q = P q",
        necessary: true,
        witness: { group: "C2", shape: "small", inputs: { q: [["0", "1"]] }, gap: "1" },
      },
      { name: "needless", says: "the moon is full", necessary: false, witness: null },
    ]);
  });

  test("REFUTED where any place has a witness, though others are PROVED", () => {
    const report = verify(moved, options);
    expect(report).toMatchObject({ verdict: "REFUTED", tier: 1, hypotheses: [] });
    expect(report.witness).toMatchObject({ group: "C2", shape: "small", left: ["1", "0"] });
    const verdicts = report.lattice.map(({ verdict }) => verdict);
    expect(verdicts).toEqual(["PROVED", "PROVED", "REFUTED", "REFUTED", "REFUTED", "REFUTED"]);
    const nowhere = verify(moved, { ...options, groups: [C2] });
    expect(nowhere).toMatchObject({ tier: null, errorBound: null });
  });

  test("UNKNOWN where none has a witness and any is UNKNOWN, with its reason", () => {
    const hidden: Claim = {
      ...undecided,
      sides: ({ input }) => [input("q", []).exp().log(), input("q", [])],
    };
    // two inputs of one name are an error: share one
    expect(() => verify(hidden, options)).toThrow("share one tensor");
    const shared: Claim = {
      ...undecided,
      sides: ({ input }) => {
        const q = input("q", []);
        return [q.exp().log(), q];
      },
    };
    const report = verify(shared, options);
    expect(report).toMatchObject({ verdict: "UNKNOWN", tier: null, witness: null });
    expect(report.reason).toContain("no counterexample in real numbers was found");
    expect(verify(undecided, options).verdict).toBe("REFUTED");
  });

  test("REFUTED too where one place has a witness and another is UNKNOWN", () => {
    const mixed: Claim = {
      ...undecided,
      sides: ({ G, input }) => {
        const q = input("q", []);
        return [q.exp().log(), G === C2 ? q.exp() : q];
      },
    };
    const report = verify(mixed, { ...options, shapes: [small] });
    expect(report.lattice.map(({ verdict }) => verdict)).toEqual(["UNKNOWN", "REFUTED", "UNKNOWN"]);
    expect(report).toMatchObject({ verdict: "REFUTED", reason: null, witness: { group: "C2" } });
  });

  test("an inequality is UNKNOWN with the searches of all places together, a false one REFUTED", () => {
    const bound: Claim = {
      ...fixed,
      id: "bound",
      given: { squared: "q² , not q" },
      relation: "at most",
      expected: "UNKNOWN",
      sides: ({ G, assume, input }) => {
        const q = input("q", []);
        return [q.like(0), (assume("squared") ? q.square() : q).add(G.order)];
      },
    };
    const report = verify(bound, options);
    expect(report).toMatchObject({
      verdict: "UNKNOWN",
      tier: null,
      degree: null,
      reason: "an inequality, which no evaluation proves",
      evidence: { kind: "f64", trials: 6 * 32, worst: -1 }, // −q² − |G|, at q = 0 on C1
      hypotheses: [
        { name: "squared", necessary: true, witness: { inputs: { q: "-2" }, gap: "1" } },
      ],
    });
    expect(verify(fixed, options).evidence).toBeNull();
    const other: Claim = { ...bound, sides: ({ input }) => [input("q", []), input("q′", [])] };
    expect(verify(other, options)).toMatchObject({ verdict: "REFUTED", evidence: null });
  });

  test("reports the largest degree that was proved to be 0", () => {
    const power: Claim = {
      ...fixed,
      given: {},
      sides: ({ G, input }) => {
        const q = input("q", []);
        const left = Array.from({ length: G.order }, () => q).reduce((a, b) => a.mul(b));
        return [left, left.mul(1)];
      },
    };
    expect(verify(power, options)).toMatchObject({ verdict: "PROVED", degree: 3 });
  });

  test("is over the standard lattice unless told otherwise: 9 groups, 3 shapes", () => {
    const { lattice } = verify(moved);
    expect(standardGroups.map(String)).toEqual([
      "C1",
      "C2",
      "C3",
      "C4",
      "C5",
      "C6",
      "D3",
      "D4",
      "S3",
    ]);
    expect(standardShapes.map(({ model }) => model)).toEqual(["linear", "tanh", "phi"]);
    expect(lattice.length).toBe(27);
  });
});

describe("check", () => {
  test("refuses a hypothesis that the claim has not, by name", () => {
    const careless: Claim = {
      ...fixed,
      sides: (setting) => {
        setting.assume("symmetry");
        return fixed.sides(setting);
      },
    };
    expect(() => check(careless, { G: C2, shape: small }, null)).toThrow(
      new TypeError(
        'fixed: expected a hypothesis of the claim (symmetric, needless), got "symmetry"',
      ),
    );
  });

  test("passes on how hard to try", () => {
    const verdict = check(fixed, { G: C2, shape: small }, null, { trials: 5, seed: 9 });
    expect(verdict).toMatchObject({ verdict: "PROVED", seed: 9 });
    expect(verdict.verdict === "PROVED" && verdict.primes.length).toBe(5);
  });
});
