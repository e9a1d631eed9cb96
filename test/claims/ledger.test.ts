/** The whole ledger, verified once over every group and shape. This is the slow one: about half a minute. */
import { beforeAll, describe, expect, test } from "vitest";
import { input } from "../../src/autodiff/index.ts";
import { mapTree } from "../../src/autodiff/tree.ts";
import type { Claim } from "../../src/claims/claim.ts";
import { ledger } from "../../src/claims/ledger/ledger.ts";
import { standardGroups, standardShapes } from "../../src/claims/settings.ts";
import { type ClaimReport, type PlacedWitness, verify } from "../../src/claims/verify.ts";
import { trivial } from "../../src/symmetry/groups.ts";
import { flatten, verdictOf } from "./exact.ts";
import { replay } from "./replay.ts";

/** What the notes say, in their words; false ones too. */
const SENTENCES = [
  "These two end up being the same thing?!",
  "L_{MSE-TD} = ‖Q(s, a) − T(Q)(s, a)‖²",
  "∇J(s) = R(s)·Σₐ ∇ log π(a|s)",
  "Distributes reward to other similar states.",
  "if all the x[i]s happen to be the orbit of a single x_i[0] then this update is the same as one via data augmentation.",
  "How does this realte to CNNs!?",
  "They are equivariant, not invariant.",
  "Turns out ... the same.",
  "Does this even make sense?!?",
  "(∂f/∂θ)·χ·(∂ℓ/∂f)",
  "This should def be equivalent to label sharing",
  "‖[f(x, θ)]_stop − f(g(x), θ)‖",
];

const REQUIRED = [
  ["WS1", "PROVED"],
  ["LS1", "PROVED"],
  ["LS2", "PROVED"],
  ["GA1", "PROVED"],
  ["GA2", "PROVED"],
  ["GC1", "PROVED"],
  ["KEY1", "PROVED"],
  ["KEY2", "PROVED"],
  ["KEY3", "PROVED"],
  ["OC2", "REFUTED"],
  ["FA1", "PROVED"],
  ["CN1", "PROVED"],
  ["CN5", "PROVED"],
  ...(
    "Q1 Q2 Q2c Q2d Q2e Q3 CX1 Q6 Q6# Q6b Q9 Q9b Q9c Q10 Q11 Q11b CX3 Q13 CX7 Q14 Q14b Q14c Q15 CX2 Q16# Q16b Q16b# " +
    "Q17 Q17b Q18 Q18c Q19c Q20 Q20f Q20b Q20c Q23 PG2 PG2b PG3 PG4 PG4b PG5 PG5b PG7 PG7b AC1 AC2 AC4 AC4b"
  )
    .split(" ")
    .map((id) => [id, "PROVED"] as const),
  ...(
    "CX4 CX5 CX6 GC5 CX2b Q3# Q14# RB# Q7 Q7# Q15c Q18d Q18# Q19 Q20e CN2 CN6b WS5 FX1 " +
    "KEY3d Q16c# GC9 GC9b GC10 FA8 FA8b OC4 OC4b OP1 OP3 OP3# OP4b GA5d"
  )
    .split(" ")
    .map((id) => [id, "PROVED"] as const),
  ..."LS2# Q19# PG2# KEY3c EQ2# FX1# GA9 CN6#".split(" ").map((id) => [id, "REFUTED"] as const),
  ..."Q7b Q14d Q16i Q16ii Q16iii Q16iv Q17c Q18b Q19b FA5"
    .split(" ")
    .map((id) => [id, "UNKNOWN"] as const),
  ["Q5", "REFUTED"],
  ["Q20#", "REFUTED"],
  ["PG0", "REFUTED"],
  ["OC-DA", "REFUTED"],
  ["TD1", "PROVED"],
  ["TD2", "PROVED"],
  ["WS2", "PROVED"],
  ["WS2b", "REFUTED"],
  ["WS3", "PROVED"],
  ["CN3", "PROVED"],
  ["CN4", "PROVED"],
  ["CN4b", "PROVED"],
  ["CN4c", "REFUTED"],
  ["CN6", "PROVED"],
  ["FA3", "PROVED"],
  ["FA4", "PROVED"],
  ["FA6", "PROVED"],
  ["FA6b", "PROVED"],
  ["FA6c", "PROVED"],
  ["FA7", "PROVED"],
  ["LS3", "PROVED"],
  ["DA0", "PROVED"],
  ["EX1", "PROVED"],
  ["RB1", "PROVED"],
  ["RB2", "PROVED"],
  ["RB3", "PROVED"],
  ["RB3b", "PROVED"],
  ["EQ1", "PROVED"],
  ["EQ2", "PROVED"],
  ["EQ3", "PROVED"],
  ["EQ4", "PROVED"],
  ["GA6", "PROVED"],
  ["GA6b", "REFUTED"],
  ["RB4", "PROVED"],
  ["GA0", "PROVED"],
  ["GA2b", "REFUTED"],
  ["GA2c", "PROVED"],
  ["GA5", "PROVED"],
  ["GA5b", "REFUTED"],
  ["GA7", "PROVED"],
  ["GA4", "PROVED"],
  ["EN1", "PROVED"],
  ["OP4", "PROVED"],
  ["GC2", "PROVED"],
  ["GC2b", "PROVED"],
  ["GC3", "PROVED"],
  ["GC3b", "REFUTED"],
  ["GC7", "PROVED"],
  ["GC7b", "PROVED"],
  ["GC8", "PROVED"],
  ["KEY3b", "PROVED"],
  ["KEY4", "PROVED"],
  ["KEY5", "PROVED"],
  ["KEY5b", "REFUTED"],
  ["KEY6", "PROVED"],
  ["KR1", "PROVED"],
  ["KR1b", "REFUTED"],
  ["KR2", "PROVED"],
] as const;

const reports = new Map<string, ClaimReport>();
const of = (claim: Claim) => reports.get(claim.id)!;

beforeAll(() => {
  for (const claim of ledger) reports.set(claim.id, verify(claim));
}, 300_000); // a minute of one core, of which others may want a part

/** The two sides at a place, with one hypothesis dropped or none. */
function sidesAt(claim: Claim, group: string, shape: string, dropped: string | null) {
  return claim.sides({
    G: standardGroups.find(({ name }) => name === group)!,
    shape: standardShapes.find(({ name }) => name === shape)!,
    assume: (hypothesis) => hypothesis !== dropped,
    input,
  });
}

describe("the ledger", () => {
  test("has no id twice, and no hypothesis, sentence or source left empty", () => {
    expect(new Set(ledger.map(({ id }) => id)).size).toBe(ledger.length);
    for (const { id, says, section, source, given } of ledger) {
      for (const text of [id, says, section, source, ...Object.entries(given).flat()]) {
        expect(text.trim()).not.toBe("");
      }
      expect(source).toMatch(/^(notes|completes)\b/i);
    }
  });

  test.each(REQUIRED)("has %s, expected to be %s", (id, expected) => {
    expect(ledger.find((claim) => claim.id === id)?.expected).toBe(expected);
  });

  test.each(SENTENCES)("has the notes' own words: %s", (sentence) => {
    expect(ledger.filter(({ source }) => source.includes(sentence))).not.toEqual([]);
  });

  test("names a false sentence of the notes only where it also has what is true instead", () => {
    for (const claim of ledger.filter(({ expected }) => expected === "REFUTED")) {
      const near = ledger.filter(
        ({ section, expected }) => section === claim.section && expected === "PROVED",
      );
      expect(near, claim.id).not.toEqual([]);
    }
  });
});

describe.each(ledger)("$id: $says", (claim) => {
  test(`is ${claim.expected}`, () => {
    expect(of(claim).verdict).toBe(claim.expected);
  });

  test("was checked on C1 … C6, D3, D4, S3 at three shapes", () => {
    const places = standardGroups.flatMap((G) =>
      standardShapes.map((shape) => ({ group: G.name, shape: shape.name })),
    );
    expect(of(claim).lattice.map(({ group, shape }) => ({ group, shape }))).toEqual(places);
  });

  if (claim.expected === "PROVED") {
    test("on every place, with a bound", () => {
      const { lattice, errorBound, tier, witness, reason } = of(claim);
      expect(lattice.filter(({ verdict }) => verdict !== "PROVED")).toEqual([]);
      expect(errorBound).toBeGreaterThan(0);
      expect(errorBound).toBeLessThan(1e-6);
      // softmax(z + s) = softmax(z) needs a law of exp; nothing else needs one
      expect([tier, witness, reason]).toEqual([claim.id === "KEY3d" ? 2 : 1, null, null]);
    });
  }

  test("is UNKNOWN if it is an inequality, and only then", () => {
    expect(claim.expected === "UNKNOWN").toBe(claim.relation === "at most");
    expect(of(claim).evidence === null).toBe(claim.expected !== "UNKNOWN");
  });

  if (claim.expected === "UNKNOWN") {
    test("on every place, with evidence: it was compared at most points, and held but for rounding", () => {
      const { lattice, evidence, witness, tier } = of(claim);
      expect(lattice.filter(({ verdict }) => verdict !== "UNKNOWN")).toEqual([]);
      expect(evidence!.trials).toBeGreaterThan(lattice.length * 25);
      expect(evidence!.worst).toBeLessThan(1e-12);
      expect([witness, tier]).toEqual([null, null]);
    });
  }

  if (claim.expected === "REFUTED") {
    test("by a small witness, on a group that is not trivial, that holds when computed again", () => {
      const { witness } = of(claim);
      expect(witness!.group).not.toBe("C1");
      expectReadable(witness!);
      replay(witness!, ...sidesAt(claim, witness!.group, witness!.shape, null));
    });

    test("wherever a group moves anything, or UNKNOWN; never PROVED there", () => {
      const { lattice } = of(claim);
      const moved = lattice.filter(({ group }) => group !== "C1");
      expect(moved.map(({ verdict }) => verdict)).not.toContain("PROVED");
    });

    test.each(standardShapes)("on the trivial group it is left = c · right: $name", (shape) => {
      const c = claim.onTrivialGroup;
      if (c === undefined) throw new Error(`${claim.id} states no constant`);
      for (const G of [standardGroups[0]!, trivial(1)]) {
        const [left, right] = claim.sides({ G, shape, assume: () => true, input });
        expect(
          verdictOf(
            left,
            mapTree(right, (x) => x.mul(c)),
          ),
        ).toBe("PROVED");
      }
    });
  }

  test.each(Object.keys(claim.given))("needs its hypothesis: %s", (name) => {
    const report = of(claim).hypotheses.find((each) => each.name === name)!;
    expect(report).toMatchObject({ name, says: claim.given[name], necessary: true });
    expectReadable(report.witness!);
    const { group, shape } = report.witness!;
    replay(report.witness!, ...sidesAt(claim, group, shape, name), claim.relation);
  });

  test("reports JSON of one form, and nothing is lost on the way", () => {
    const report = of(claim);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(Object.keys(report)).toEqual([
      "id",
      "says",
      "section",
      "source",
      "sense",
      "verdict",
      "expected",
      "tier",
      "errorBound",
      "degree",
      "reason",
      "evidence",
      "witness",
      "hypotheses",
      "lattice",
    ]);
    expect(report.hypotheses.map(({ name }) => name)).toEqual(Object.keys(claim.given));
  });
});

/** At most five numbers are not 0, and each is one that shrinking tries first. */
function expectReadable(witness: PlacedWitness): void {
  const numbers = Object.values(witness.inputs).flatMap(flatten);
  expect(numbers.filter((text) => text !== "0").length).toBeLessThanOrEqual(5);
  expect(["0", "1", "-1", "2", "-2", "1/2", "-1/2", "0.5", "-0.5", "3"]).toEqual(
    expect.arrayContaining(numbers),
  );
}
