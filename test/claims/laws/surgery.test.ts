/**
 * Mutants that nobody wrote: one node of a canonical graph changed at random, for every PROVED claim. What values at
 * random points tell apart must not be PROVED; `npm run mutants:claims` takes twenty at each of three places.
 */
import { describe, expect, inject, test } from "vitest";
import { type Outcome, outcomesOf, wrong } from "../../../scripts/corpus.ts";
import { judge } from "../../../scripts/judge.ts";
import { mutantsOf } from "../../../scripts/surgery.ts";
import { input, print, type Tensor, where } from "../../../src/autodiff/index.ts";
import { ledger } from "../../../src/claims/ledger/ledger.ts";
import { standardShapes } from "../../../src/claims/settings.ts";
import { sidesOf } from "../../../src/claims/sides.ts";
import { cyclic } from "../../../src/symmetry/groups.ts";

const G = cyclic(3); // g and g⁻¹ differ
const proved = ledger.filter(({ expected }) => expected === "PROVED");
const PER_CLAIM = 4;

describe(`mutants of every PROVED claim, ${PER_CLAIM} each, another set for every FC_SEED`, () => {
  const seed = inject("seed") ?? 0;
  const all: Outcome[] = [];

  test("no other function is PROVED, and the same function is never refuted", () => {
    proved.forEach((claim, i) => {
      const shape = standardShapes[i % standardShapes.length]!;
      all.push(...outcomesOf(claim, { G, shape }, PER_CLAIM, seed));
    });
    expect(wrong(all).map(({ what }) => what)).toEqual([]);
  }, 120_000);

  test("most are other functions, each with a witness, and some are the same one, PROVED", () => {
    const of = (judgement: string, verdict: string) =>
      all.filter((each) => each.judgement === judgement && each.verdict.verdict === verdict).length;
    expect(all.length).toBeGreaterThan(proved.length * (PER_CLAIM - 1));
    expect(of("different", "REFUTED")).toBeGreaterThan(0.8 * all.length);
    expect(of("equal", "PROVED")).toBeGreaterThan(10);
    expect(of("different", "UNKNOWN")).toBe(0);
  });

  test("UNKNOWN is what divides by 0, or needs a law of exp: softmax is the same without its shift", () => {
    for (const { what, graph, judgement, verdict } of all) {
      if (judgement === "undefined") expect(verdict.verdict, what).toBe("UNKNOWN");
      else if (verdict.verdict === "UNKNOWN") expect(print([...graph]), what).toContain("= exp ");
    }
  });
});

const [x, y] = [input("x", [2]), input("y", [2])];
const [A, B] = [input("A", [2, 2]), input("B", [2, 2])];

describe("mutantsOf", () => {
  test("changes ops, numbers, functions, permutations, selections and operands", () => {
    const sides: [Tensor, Tensor] = [
      A.matmul(B)
        .sub(A)
        .div(3)
        .permute([1, 0], 0)
        .tanh()
        .take([1, 0], 0)
        .pad([
          [1, 0],
          [0, 0],
        ])
        .permute([1, 2, 0], 0),
      A.phi()
        .neg()
        .slice([0, 1])
        .add(B.slice([1, 2]))
        .mul(2)
        .broadcastTo([3, 2]),
    ];
    const all = mutantsOf(sidesOf("test", ...sides), 1000, 0);
    const kinds = new Set(all.map(({ says }) => says.split(", node")[0]));
    for (const kind of [
      "add for sub",
      "mul for div",
      "sub without its second operand",
      "add without its first",
      "no sign for neg",
      "4 for 3",
      "exp for tanh",
      "phi1 for phi",
      "another permutation",
      "the inverse permutation",
      "indices in another order",
      "zeros on the other side",
      "the next slice",
      "operands exchanged",
      "an input doubled",
      "a square factor transposed",
      "another input of its shape",
    ]) {
      expect(kinds).toContain(kind);
    }
    for (const { changed, kept } of all) {
      expect(changed[0]!.shape).toEqual(kept[0]!.shape);
      expect([print(sides[0]), print(sides[1])]).not.toContain(print([...changed]));
    }
  });

  test("draws as many as it is asked for, others for another seed", () => {
    const sides = sidesOf("test", x.mul(2).add(y), x.add(y).add(x));
    const says = (count: number, seed: number) =>
      mutantsOf(sides, count, seed).map((mutant) => mutant.says);
    expect(says(4, 0).length).toBe(4);
    expect(says(4, 0)).toEqual(says(4, 0));
    expect(says(4, 0)).not.toEqual(says(4, 1));
  });
});

describe("judge", () => {
  test.each<[says: string, left: Tensor, right: Tensor, judgement: string]>([
    ["x + y = y + x", x.add(y), y.add(x), "equal"],
    ["x − y ≠ y − x", x.sub(y), y.sub(x), "different"],
    ["x ≠ x + 2⁻²⁰, exactly", x, x.add(2 ** -20), "different"],
    ["φ(x) = φ(x), φ a polynomial", x.phi(), x.add(y).sub(y).phi(), "equal"],
    ["φ ≠ φ′", x.phi(), x.map("phi1"), "different"],
    ["tanh′ = 1 − tanh²", x.tanh().square(), x.tanh().mul(x.tanh()), "equal"],
    ["eˣ⁺ʸ = eˣeʸ, in doubles", x.add(y).exp(), x.exp().mul(y.exp()), "equal"],
    ["tanh x ≠ x", x.tanh(), x, "different"],
    ["x/0 has no value", x.div(y.sub(y)), x, "undefined"],
    ["log x where it has a value", x.log().mul(2), x.log().add(x.log()), "equal"],
    ["a gate that is open half of the time", where(x, x, y), x, "different"],
  ])("%s", (_, left, right, judgement) => {
    expect(judge([left], [right])).toBe(judgement);
  });
});

test("a wrong outcome is another function PROVED, or the same one refuted", () => {
  const proof = { verdict: "PROVED" } as Outcome["verdict"];
  const refutation = { verdict: "REFUTED" } as Outcome["verdict"];
  const outcome = (judgement: Outcome["judgement"], verdict: Outcome["verdict"]): Outcome => ({
    what: "test",
    graph: [x],
    judgement,
    verdict,
  });
  const bad = [outcome("different", proof), outcome("equal", refutation)];
  const good = [outcome("different", refutation), outcome("equal", proof)];
  expect(wrong([...good, ...bad])).toEqual(bad);
});
