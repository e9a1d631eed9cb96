/** Hypotheses and what follows from them. */
import { expect, test } from "vitest";
import {
  antecedents,
  closure,
  isImplied,
  strongest,
  weaker,
} from "../../../src/claims/equivalences/lattice.ts";
import { learning, qLearning } from "../../../src/claims/index.ts";

const of = {
  hypotheses: { a: "", b: "", c: "", d: "" },
  implications: [
    { given: ["b", "c"], imply: ["d"] },
    { given: ["a"], imply: ["b"] },
  ],
};

test("a closure has what follows from what follows", () => {
  expect(closure(of, ["c", "a"])).toEqual(["a", "b", "c", "d"]);
  expect(closure(of, ["b"])).toEqual(["b"]);
  expect(isImplied(of, ["d"], ["a", "c"])).toBe(true);
  expect(isImplied(of, ["d"], ["a"])).toBe(false);
});

test.each([
  ["four hypotheses", of],
  ["learning", learning()],
  ["Q-learning", qLearning],
] as const)(
  "%s: no set is told twice, and no set comes before one that it implies",
  (_, subject) => {
    const sets = antecedents(subject);
    const closures = sets.map((set) => closure(subject, set).join());
    expect(new Set(closures).size).toBe(sets.length);
    sets.forEach((set, i) => {
      for (const later of sets.slice(i + 1)) expect(isImplied(subject, later, set)).toBe(false);
    });
  },
);

test("every closure of a set is that of one which is told", () => {
  const told = new Set(antecedents(of).map((set) => closure(of, set).join()));
  const names = Object.keys(of.hypotheses);
  for (let bits = 0; bits < 2 ** names.length; bits++) {
    const set = names.filter((_, k) => bits & (1 << k));
    expect(told).toContain(closure(of, set).join());
  }
});

test("what is weaker by one hypothesis keeps what the hypothesis implies", () => {
  expect(weaker(of, ["a", "c"])).toEqual([
    ["b", "c"],
    ["a", "d"],
  ]);
  expect(weaker(of, [])).toEqual([]);
});

test("of sets that imply each other, the strongest remain, each once", () => {
  expect(strongest(of, [["b"], ["a"], ["a"], ["c"], []])).toEqual([["a"], ["c"]]);
});
