import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  arbitraryBalancedChi,
  arbitraryProjector,
  arbitraryRowStochasticChi,
  arbitrarySymmetricChi,
} from "../../src/arbitraries/chi.ts";
import { eye, type Tensor, tensor } from "../../src/autodiff/index.ts";
import type { Chi } from "../../src/autodiff/with-vjp.ts";
import { inRationals } from "../claims/exact.ts";
import { shrunk } from "./shrunk.ts";

const IDENTITY = "χ = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]";
const values = (x: Tensor) => inRationals(x, {})[0]!;
const ones = ["1", "1", "1"];
const rows = (chi: Chi) => values(chi.dense().sum(1));
const columns = (chi: Chi) => values(chi.dense().sum(0));
const isSymmetric = (chi: Chi) =>
  values(chi.dense()).join() === values(chi.dense().transpose()).join();
const isIdentity = (chi: Chi) => values(chi.dense()).join() === values(eye(chi.n)).join();
const isNegative = (text: string) => text.startsWith("-");

/** Draws of each, none of them the same χ all the time. */
function drawn<T>(arbitrary: fc.Arbitrary<T>): T[] {
  return fc.sample(arbitrary, { seed: 1, numRuns: 200 });
}

describe("arbitraryRowStochasticChi", () => {
  const any = arbitraryRowStochasticChi(3);

  test("has rows that sum to 1, exactly, no entry below 0; columns need not", () => {
    for (const chi of drawn(any)) {
      expect(rows(chi)).toEqual(ones);
      expect(values(chi.dense()).some(isNegative)).toBe(false);
    }
    expect(drawn(any).some((chi) => columns(chi).join() !== ones.join())).toBe(true);
  });

  test("shrinks to the identity, to one half where something must be coupled", () => {
    expect(shrunk(any, () => false)).toEqual([IDENTITY]);
    for (const text of shrunk(any, isIdentity)) {
      expect(text.match(/1\/2/g)).toHaveLength(2);
      expect(text.match(/\b0\b/g)).toHaveLength(5);
    }
  });
});

describe("arbitrarySymmetricChi", () => {
  const any = arbitrarySymmetricChi(3);

  test("is symmetric, with rows and columns that sum to 1, and not always idempotent", () => {
    for (const chi of drawn(any)) {
      expect(rows(chi)).toEqual(ones);
      expect(columns(chi)).toEqual(ones);
      expect(isSymmetric(chi)).toBe(true);
      expect(values(chi.dense()).some(isNegative)).toBe(false);
    }
    expect(drawn(any).some((chi) => !isIdempotent(chi))).toBe(true);
  });

  test("shrinks to the identity, to a swap where something must be coupled", () => {
    expect(shrunk(any, () => false)).toEqual([IDENTITY]);
    expect(shrunk(any, isIdentity)).toContain("χ = [[0, 1, 0], [1, 0, 0], [0, 0, 1]]");
  });
});

const isIdempotent = (chi: Chi) =>
  values(chi.apply(chi.dense(), 0)).join() === values(chi.dense()).join();

describe("arbitraryProjector", () => {
  const any = arbitraryProjector(3);

  test("is a symmetric projector, of every rank from 1 to n", () => {
    for (const chi of drawn(any)) {
      expect([isSymmetric(chi), isIdempotent(chi)]).toEqual([true, true]);
      expect(rows(chi)).toEqual(ones);
    }
    const ranks = drawn(any).map((chi) => values(chi.dense().mul(eye(3)).sum())[0]);
    expect(new Set(ranks)).toEqual(new Set(["1", "2", "3"]));
  });

  test("shrinks to the identity, to one pair where something must be coupled", () => {
    expect(shrunk(any, () => false)).toEqual([IDENTITY]);
    for (const text of shrunk(any, isIdentity)) expect(text.match(/1\/2/g)).toHaveLength(4);
  });
});

describe("arbitraryBalancedChi", () => {
  const any = arbitraryBalancedChi(3);

  test("dᵢ χᵢⱼ = dⱼ χⱼᵢ for a positive d that sums to 1 and need not be uniform", () => {
    for (const { chi, weights } of drawn(any)) {
      expect(rows(chi)).toEqual(ones);
      const flow = weights.expandDims(1).mul(chi.dense());
      expect(values(flow)).toEqual(values(flow.transpose()));
      expect(values(weights.sum())).toEqual(["1"]);
      expect(values(weights).every((x) => x !== "0" && !isNegative(x))).toBe(true);
    }
    expect(drawn(any).some(({ chi }) => !isSymmetric(chi))).toBe(true);
  });

  test("shrinks to the identity under the uniform law, and prints both", () => {
    expect(shrunk(any, () => false)).toEqual([`{"chi":${IDENTITY},"weights":d = [1/3, 1/3, 1/3]}`]);
  });
});

test("a coupling is printed as what it does: fractions in lowest terms", () => {
  for (const chi of drawn(arbitraryRowStochasticChi(2))) {
    const rowsOf = fc
      .stringify(chi)
      .replace("χ = ", "")
      .replace(/\d+\/\d+/g, (text) =>
        String(Number(text.split("/")[0]) / Number(text.split("/")[1])),
      );
    expect(tensor(JSON.parse(rowsOf)).toArray()).toEqual(chi.dense().toArray());
  }
});
