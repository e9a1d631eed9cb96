import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryMdp, arbitrarySymmetricMdp, type Mdp } from "../../src/arbitraries/mdps.ts";
import { compareRational, parseRational } from "../../src/autodiff/fields/rational.ts";
import type { Tensor } from "../../src/autodiff/index.ts";
import { act } from "../../src/symmetry/act.ts";
import { inRationals } from "../claims/exact.ts";
import { shrunk } from "./shrunk.ts";

const SMALLEST = "1 state, 1 action: P = [[1]], r = [0], γ = 0, π = [[1]]";
const values = (x: Tensor) => inRationals(x, {})[0]!;
const sumToOne = (x: Tensor) => values(x.sum(1)).every((sum) => sum === "1");
const atLeastZero = (x: Tensor) => values(x).every((text) => !text.startsWith("-"));

/** Fails unless it is a decision process with a policy. */
function expectMdp({ states, actions, transitions, rewards, gamma, policy }: Mdp): void {
  expect(transitions.shape).toEqual([states * actions, states]);
  expect(rewards.shape).toEqual([states * actions]);
  expect(policy.shape).toEqual([states, actions]);
  for (const law of [transitions, policy]) expect(sumToOne(law) && atLeastZero(law)).toBe(true);
  const discount = parseRational(values(gamma)[0]!);
  expect(compareRational(discount, parseRational("1"))).toBe(-1);
  expect(compareRational(discount, parseRational("0"))).toBeGreaterThanOrEqual(0);
}

describe("arbitraryMdp", () => {
  const any = arbitraryMdp();

  test("draws laws that sum to 1, exactly, on one to four states with one to three actions", () => {
    const drawn = fc.sample(any, { seed: 1, numRuns: 200 });
    drawn.forEach(expectMdp);
    expect(new Set(drawn.map(({ states }) => states))).toEqual(new Set([1, 2, 3, 4]));
    expect(new Set(drawn.map(({ actions }) => actions))).toEqual(new Set([1, 2, 3]));
    const text = drawn.map((mdp) => fc.stringify(mdp)).join();
    for (const part of ["1/3", "γ = 15/16", "r = [3]"]) expect(text).toContain(part);
  });

  test("shrinks to one state and one action; to two states that stay; to one reward", () => {
    expect(shrunk(any, () => false)).toEqual([SMALLEST]);
    expect(shrunk(any, ({ states }) => states < 2)).toEqual([
      "2 states, 1 action: P = [[1, 0], [0, 1]], r = [0, 0], γ = 0, π = [[1], [1]]",
    ]);
    expect(shrunk(any, ({ rewards }) => values(rewards).every((r) => r === "0"))).toEqual([
      "1 state, 1 action: P = [[1]], r = [1], γ = 0, π = [[1]]",
    ]);
  });
});

describe("arbitrarySymmetricMdp", () => {
  const any = arbitrarySymmetricMdp();

  test("is a process that no element of its group changes", () => {
    const drawn = fc.sample(any, { seed: 1, numRuns: 60 });
    let moved = 0;
    for (const mdp of drawn) {
      expectMdp(mdp);
      for (const g of mdp.G.generators) {
        const { onStates, onActions, onPairs } = mdp;
        const pairs = (x: Tensor) => act(g, x, { on: onPairs, axis: 0 });
        const transitions = act(g, pairs(mdp.transitions), { on: onStates, axis: 1 });
        const policy = act(g, act(g, mdp.policy, { on: onStates, axis: 0 }), { on: onActions });
        expect(values(transitions)).toEqual(values(mdp.transitions));
        expect(values(pairs(mdp.rewards))).toEqual(values(mdp.rewards));
        expect(values(policy)).toEqual(values(mdp.policy));
        if (values(pairs(mdp.transitions)).join() !== values(mdp.transitions).join()) moved++;
      }
    }
    expect(moved).toBeGreaterThan(20); // the symmetry is not that nothing depends on anything
    expect(new Set(drawn.map((mdp) => mdp.onActions.name)).size).toBeGreaterThan(2);
  });

  test("shrinks to C1, and to C2 where the group must move something", () => {
    expect(shrunk(any, () => false)).toEqual([`C1, ${SMALLEST}`]);
    expect(shrunk(any, ({ G }) => G.order === 1)).toEqual([
      "C2, 2 states, 1 action: P = [[1, 0], [0, 1]], r = [0, 0], γ = 0, π = [[1], [1]]",
    ]);
  });
});
