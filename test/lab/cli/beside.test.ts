/** Claims proved both ways: which, that both ways must agree, and what is said of them. */
import { describe, expect, test } from "vitest";
import { prime } from "../../../src/autodiff/index.ts";
import { type ClaimReport, ledger, verify } from "../../../src/claims/index.ts";
import { bothWays, gained, sampleOf } from "../../../src/lab/cli/beside.ts";

const claim = ledger.find(({ id }) => id === "WS1")!;

describe("sampleOf", () => {
  test("takes claims of all parts of a ledger, and none of a few that were named", () => {
    const ids = ledger.map(({ id }) => id);
    const sample = sampleOf(ids);
    expect(sample.length).toBe(Math.floor(ids.length / 20));
    expect(new Set(sample).size).toBe(sample.length);
    expect(sampleOf(["WS1", "KEY1"])).toEqual([]);
  });
});

describe("bothWays", () => {
  test("proves without WebAssembly, then with it", () => {
    const products: boolean[] = [];
    const prove = (): ClaimReport => {
      products.push(prime({ p: 7, seed: 0, trial: 0 }).product !== null);
      return verify(claim, { seed: 0 });
    };
    const { ms, plainMs } = bothWays(prove(), prove);
    expect(products).toEqual([true, false, true]);
    expect([ms > 0, plainMs > 0]).toEqual([true, true]);
  });

  test("does not let two reports of one claim pass", () => {
    const first = verify(claim, { seed: 0 });
    const other = { ...first, says: "something else" };
    expect(() => bothWays(first, () => other)).toThrow("internal: WS1 has two reports");
    expect(prime({ p: 7, seed: 0, trial: 0 }).product).not.toBeNull();
  });
});

describe("gained", () => {
  test("adds up both ways", () => {
    const sentence = gained([
      { ms: 1000, plainMs: 1500 },
      { ms: 3000, plainMs: 3500 },
    ]);
    expect(sentence).toBe(
      "With products of residues in WebAssembly proofs are 1.25 times as fast as term by term: 2 of these claims, " +
        "proved both ways in this run with the same reports, took 4.0 s against 5.0 s.",
    );
  });

  test("has nothing to say of nothing", () => {
    expect(gained([])).toBe("");
  });
});
