/**
 * No verdict depends on the seed. Every claim at the smallest place where a group moves anything, over a few seeds;
 * `npm run seeds` takes 1 000, and drops every hypothesis too.
 */
import { describe, expect, test } from "vitest";
import { isSteady, tallies } from "../../../scripts/steady.ts";
import { input } from "../../../src/autodiff/index.ts";
import type { Claim } from "../../../src/claims/claim.ts";
import { ledger } from "../../../src/claims/ledger/ledger.ts";
import { claim } from "../../../src/claims/own-claim.ts";
import { standardShapes } from "../../../src/claims/settings.ts";
import { cyclic } from "../../../src/symmetry/groups.ts";

const place = { G: cyclic(2), shape: standardShapes[0]! };
const SEEDS = 6;

/** With all its hypotheses: dropping each takes three times as long, and is for `npm run seeds`. */
const whole = (each: Claim): Claim => ({
  ...each,
  given: {},
  sides: (setting) => each.sides({ ...setting, assume: () => true }),
});

test(`no claim of the ledger changes its verdict over ${SEEDS} seeds`, () => {
  for (const each of ledger) {
    for (const { what, seeds } of tallies(whole(each), place, SEEDS)) {
      expect(seeds, what).toEqual({ [Object.keys(seeds)[0]!]: { count: SEEDS, first: 0 } });
    }
  }
}, 60_000);

describe("tallies", () => {
  const [x, y] = [input("x", []), input("y", [])];

  test("sees a verdict that depends on the seed: max(x, y) = x passes three trials at times", () => {
    const chosen = claim({
      says: "max(x, y) = x",
      sides: () => [
        x
          .reshape([1])
          .pad([[0, 1]])
          .add(y.reshape([1]).pad([[1, 0]]))
          .max(),
        x,
      ],
    });
    const [tally] = tallies(chosen, place, 100, { trials: 3 });
    expect(isSteady(tally!)).toBe(false);
    expect(tally!.seeds["PROVED"]!.count + tally!.seeds["REFUTED"]!.count).toBe(100);
    expect(tallies(chosen, place, 20).every(isSteady)).toBe(true);
  });

  test("drops each hypothesis in turn", () => {
    const given = { equal: "y = x", idle: "the moon is full" };
    const same = claim({
      says: "y = x",
      given,
      sides: ({ assume }) => [assume("equal") ? x : y, assume("idle") ? x : x.add(0)],
    });
    expect(tallies(same, place, 2)).toEqual([
      { what: "claim", seeds: { PROVED: { count: 2, first: 0 } } },
      { what: "claim without equal", seeds: { REFUTED: { count: 2, first: 0 } } },
      { what: "claim without idle", seeds: { PROVED: { count: 2, first: 0 } } },
    ]);
  });
});
