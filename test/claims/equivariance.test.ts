/** isEquivariant and isInvariant: the three verdicts, and the node that breaks a symmetry. */

import { describe, expect, test } from "vitest";
import { input, print, type Tensor, tensor } from "../../src/autodiff/index.ts";
import { isEquivariant, isInvariant } from "../../src/claims/index.ts";
import { cyclic, dihedral, regular, trivialRepresentation } from "../../src/symmetry/index.ts";

const C4 = cyclic(4);
const rho = C4.natural;

/** A circular convolution, what commutes with shifts. */
const convolution = (w: Tensor) => (x: Tensor) =>
  x.mul(w.slice([0, 1])).add(x.roll(1, -1).mul(w.slice([1, 2])));

describe("isEquivariant", () => {
  test("a circular convolution and any activation, with any weights, a batch at a time", () => {
    const w = input("w", [2]);
    const verdict = isEquivariant((x) => convolution(w)(x).tanh(), rho, rho, { shape: [3, 4] });
    expect(verdict).toMatchObject({ verdict: "PROVED", breaks: null });
  });

  test("a bias of its own for each entry breaks it, and is named as print does", () => {
    const f = (x: Tensor): Tensor =>
      x
        .mul(2)
        .add(tensor([1, 2, 3, 4]))
        .tanh();
    const verdict = isEquivariant(f, rho, rho);
    expect(verdict.verdict).toBe("REFUTED");
    const { breaks } = verdict;
    expect(breaks?.element).toBe("(0 1 2 3) of C4 on 4 points");
    expect(breaks?.node).toMatch(/^%\d+ = add %\d+ %\d+ \[4\]$/);
    expect(print(f(input("x", [4])))).toContain(breaks!.node!);
  });

  test("a node may be moved rightly where only the result is placed wrongly", () => {
    // The entries are the same, but they turn the other way.
    const f = (x: Tensor): Tensor => x.flip(0);
    expect(isEquivariant(f, rho, rho)).toMatchObject({
      verdict: "REFUTED",
      breaks: { element: "(0 1 2 3) of C4 on 4 points", node: null },
    });
  });

  test("between different representations", () => {
    const D3 = dihedral(3);
    const f = (x: Tensor): Tensor => x.sum().reshape([1]);
    expect(isEquivariant(f, regular(D3), trivialRepresentation(D3)).verdict).toBe("PROVED");
  });

  test("unknown where a proof would need what no field has", () => {
    const f = (x: Tensor): Tensor => x.square().add(1).log().exp().log();
    const g = (x: Tensor): Tensor =>
      f(x).sub(
        x
          .square()
          .add(1)
          .log()
          .mul(tensor([1, 1, 1, 1])),
      );
    const broken = isEquivariant((x) => g(x).mul(tensor([1, 2, 3, 4])), rho, rho);
    expect(broken).toMatchObject({ verdict: "UNKNOWN", breaks: null });
  });
});

describe("isInvariant", () => {
  test("a sum over the group is, an entry is not", () => {
    expect(isInvariant((x) => x.tanh().sum(), rho).verdict).toBe("PROVED");
    expect(isInvariant((x) => x.slice([0, 1]), rho)).toMatchObject({
      verdict: "REFUTED",
      breaks: { node: expect.stringMatching(/slice/) },
    });
  });

  test("under the trivial group everything is", () => {
    expect(isInvariant((x) => x.slice([0, 1]), cyclic(1).natural).verdict).toBe("PROVED");
  });

  test("the shape has to fit", () => {
    expect(() => isInvariant((x) => x, rho, { shape: [3] })).toThrow(
      "isInvariant: expected a last axis of 4, that of ρ, got [3]",
    );
  });
});
