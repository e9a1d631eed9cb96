/** How an identity is shown with its mutants: what makes another function of it is refuted, what does not is proved. */
import { describe, expect, test } from "vitest";
import { input, type Tensor, type Tree } from "../../../src/autodiff/index.ts";
import type { Setting } from "../../../src/claims/claim.ts";
import { prove } from "../../../src/claims/prove.ts";
import { standardShapes } from "../../../src/claims/settings.ts";
import type { Element, Group } from "../../../src/symmetry/group.ts";
import { cyclic } from "../../../src/symmetry/groups.ts";
import { replay } from "../replay.ts";

/** Right sides with one thing changed, by what was changed. */
export type Mutants = Readonly<Record<string, Tree>>;

/** An identity, what is another function, and what only looks like one. */
export interface Corpus {
  readonly id: string;
  readonly left: Tree;
  readonly right: Tree;
  readonly inequivalent: Mutants;
  readonly equivalent: Mutants;
}

/** One test a mutant, and one that there are as many as there were. */
export function corpusTests(corpora: readonly Corpus[], wrong: number, harmless: number): void {
  describe.each(corpora)("$id", ({ left, right, inequivalent, equivalent }) => {
    test("is PROVED as it stands", () => {
      expect(prove(left, right).verdict).toBe("PROVED");
    });

    test.each(Object.entries(inequivalent))("is REFUTED with %s", (_, mutant) => {
      const verdict = prove(left, mutant);
      if (verdict.verdict !== "REFUTED") throw new Error(verdict.verdict);
      replay(verdict.witness, left, mutant);
    });

    const same = { "nothing changed": right, ...equivalent };
    test.each(Object.entries(same))("is PROVED with %s", (_, mutant) => {
      expect(prove(left, mutant).verdict).toBe("PROVED");
    });
  });

  test(`at least ${wrong} mutants are inequivalent, and ${harmless} equivalent`, () => {
    const count = (pick: (corpus: Corpus) => Mutants) =>
      corpora.reduce((total, corpus) => total + Object.keys(pick(corpus)).length, 0);
    expect(count(({ inequivalent }) => inequivalent)).toBeGreaterThanOrEqual(wrong);
    expect(count(({ equivalent }) => equivalent)).toBeGreaterThanOrEqual(harmless);
  });
}

/** C3: g ≠ g⁻¹, so orders and inverses can be told apart, and small. */
export const cyclic3: Group = cyclic(3);

/** A perceptron with any φ on a group; two samples, so K = 3 is not N = 2. */
export function setting(G: Group = cyclic3, batch = 2): Setting {
  const shape = { ...standardShapes[2]!, batch };
  return { G, shape, assume: () => true, input };
}

/** Σ of tensors of one shape. */
export function sum(terms: readonly Tensor[]): Tensor {
  return terms.reduce((a, b) => a.add(b));
}

/** f(g) for every g, in the group's order. */
export function all(G: Group, f: (g: Element) => Tensor): Tensor[] {
  return G.elements.map(f);
}

/** The mean of tensors of one shape. */
export function mean(terms: readonly Tensor[]): Tensor {
  return sum(terms).div(terms.length);
}
