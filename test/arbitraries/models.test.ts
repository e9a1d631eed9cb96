import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitrarySupervised } from "../../src/arbitraries/models.ts";
import { leaves } from "../../src/autodiff/tree.ts";
import { act } from "../../src/symmetry/act.ts";
import { cyclic, symmetric } from "../../src/symmetry/groups.ts";
import { actOnParameters } from "../../src/symmetry/parameters.ts";
import { inRationals } from "../claims/exact.ts";
import { shrunk } from "./shrunk.ts";

const any = arbitrarySupervised(cyclic(2));

describe("arbitrarySupervised", () => {
  test("draws all three models, one to three samples, one or two outputs", () => {
    const drawn = fc.sample(any, { seed: 1, numRuns: 200 });
    const kinds = drawn.map((one) => fc.stringify(one).split(" model")[0]);
    expect(new Set(kinds)).toEqual(new Set(["linear", "tanh", "phi"]));
    expect(new Set(drawn.map(({ x }) => x.shape[0]))).toEqual(new Set([1, 2, 3]));
    expect(new Set(drawn.map(({ y }) => y.shape[1]))).toEqual(new Set([1, 2]));
    expect(drawn.every(({ x, y }) => x.shape[0] === y.shape[0])).toBe(true);
  });

  test("f(g·x, ρ(g)·θ) = f(x, θ), exactly, for a linear model", () => {
    const G = symmetric(3);
    const linear = fc
      .sample(arbitrarySupervised(G), { seed: 1, numRuns: 60 })
      .filter((one) => fc.stringify(one).startsWith("linear"));
    expect(linear.length).toBeGreaterThan(5);
    for (const { x, theta, f, rho } of linear) {
      for (const g of G.generators) {
        const moved = f(act(g, x), actOnParameters(rho, g, theta));
        expect(inRationals(moved, {})).toEqual(inRationals(f(x, theta), {}));
      }
    }
  });

  test("shrinks to a linear model, one sample, zeros, and prints them", () => {
    expect(shrunk(any, () => false)).toEqual([
      "linear model, x = [[0, 0]], y = [[0]], w = [[0], [0]], b = [0]",
    ]);
  });

  test("shrinks to one or two numbers where the model must not vanish", () => {
    const vanishes = ({ x, theta, f }: ReturnType<typeof first>) =>
      "w1" in theta || f(x, theta).data.every((v) => v === 0);
    for (const text of shrunk(any, vanishes)) {
      expect(text).toMatch(/^linear model, x = \[\[., .\]\], y = \[\[0\]\]/);
      expect(text.replace("linear model", "").match(/[1-9]/g)!.join("")).toMatch(/^11?$/);
    }
  });

  test("has no other leaves than numbers", () => {
    for (const { x, y, theta } of fc.sample(any, { seed: 2, numRuns: 20 })) {
      expect(leaves("test", { x, y, theta }).map(({ op }) => op)).not.toContain("input");
    }
  });
});

function first() {
  return fc.sample(any, { seed: 1, numRuns: 1 })[0]!;
}
