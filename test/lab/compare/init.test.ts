/** Tests of src/lab/compare/init.ts. */
import { describe, expect, test } from "vitest";
import { key } from "../../../src/autodiff/random.ts";
import { genericInit, symmetricInit } from "../../../src/lab/compare/init.ts";
import { setting } from "../../../src/lab/compare/setting.ts";
import type { Mlp } from "../../../src/methods/models.ts";
import { gridDihedral, gridRotations, gridTorus } from "../../../src/symmetry/groups.ts";
import { actOnParameters } from "../../../src/symmetry/parameters.ts";

const theta = genericInit(key(3), 64, 64, 10);
const meanSquare = (name: keyof Mlp, of: Mlp) => of[name].square().mean().item();

test("weights have variance 1/fan-in, biases are 0", () => {
  expect(meanSquare("w1", theta) * 64).toBeCloseTo(1, 1);
  expect(meanSquare("w2", theta) * 64).toBeCloseTo(1, 0);
  expect([...theta.b1.data, ...theta.b2.data].every((b) => b === 0)).toBe(true);
});

describe.each([gridRotations(8), gridDihedral(8), gridTorus(8)])("symmetricInit under %s", (G) => {
  const { rho } = setting(G);
  const symmetric = symmetricInit(rho, theta);

  test("every element fixes it, to the bit", () => {
    for (const g of G.generators) {
      const moved = actOnParameters(rho, g, symmetric);
      for (const name of ["w1", "b1", "w2", "b2"] as const) {
        expect(moved[name].data).toEqual(symmetric[name].data);
      }
    }
  });

  test("each tensor keeps its mean square", () => {
    for (const name of ["w1", "w2"] as const) {
      expect(meanSquare(name, symmetric) / meanSquare(name, theta)).toBeCloseTo(1, 5);
    }
    expect(meanSquare("b1", symmetric)).toBe(0);
  });
});
