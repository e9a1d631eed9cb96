/** The rules of tabular Q-learning, by what the ledger says of them. */
import { describe, expect, test } from "vitest";
import { between, equivalences, formatFactor, qLearning } from "../../../src/claims/index.ts";

const pairs = equivalences(qLearning);

describe("the table has what the ledger proves", () => {
  test.each([
    ["Q3", "TD, then L_sym", "preconditioner", "symmetric χ, random walk, symmetric Q", ""],
    ["Q4", "L_sym, then TD", "TD", "random walk, symmetric Q", ""],
    ["Q5", "TD + L_sym", "TD", "random walk, symmetric Q", ""],
    ["Q9", "kernel loss", "preconditioner", "symmetric χ, uniform visits", ""],
    ["Q13", "sampled similarity", "preconditioner", "", ""],
    ["Q13", "sampled errors", "preconditioner", "symmetric χ, uniform visits", ""],
    ["Q20", "tied table", "preconditioner", "projector, symmetric Q", "|O| · "],
    ["Q20b", "gradient augmentation", "preconditioner", "projector", ""],
    ["Q20c", "replay", "preconditioner", "projector, symmetric Q", ""],
  ])("%s: %s is %s, given %s", (_, left, right, given, factor) => {
    const { equal } = between(pairs, left, right);
    const found = equal.find((each) => each.given.join(", ") === given);
    expect(found && formatFactor(found.factor)).toBe(factor);
  });
});

test("on uniform visits of a symmetric environment replay is TD, at every Q", () => {
  const sets = between(pairs, "TD", "replay").equal.map(({ given }) => given);
  expect(sets).toEqual([["uniform visits", "symmetric environment"]]);
});

test("all rules are one where everything is symmetric, and nothing less makes them so", () => {
  const all = ["random walk", "symmetric Q", "uniform visits", "symmetric environment"];
  for (const right of Object.keys(qLearning.methods).slice(1)) {
    const { equal } = between(pairs, "TD", right);
    expect(equal.every(({ given }) => given.every((name) => all.includes(name)))).toBe(true);
  }
  const { equal } = between(pairs, "TD + L_sym", "preconditioner");
  expect(equal.map(({ given }) => given)).toEqual([all]);
});
