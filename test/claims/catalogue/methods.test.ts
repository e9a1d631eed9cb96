/** The gradients of the methods of learning from labels. */
import { expect, test } from "vitest";
import { methods, supervisedGradients } from "../../../src/claims/catalogue/methods.ts";
import { problem } from "../../../src/claims/catalogue/problem.ts";
import { prove } from "../../../src/claims/index.ts";
import { cyclic } from "../../../src/symmetry/index.ts";

const of = problem({ loss: "cross-entropy", model: "tanh", given: [], G: cyclic(2) });

test("cross-entropy has every method, and each has a name that is explained", () => {
  expect(new Set(Object.keys(supervisedGradients(of)))).toEqual(new Set(Object.keys(methods)));
});

test("those that are wanted are there and no others, with the same gradients", () => {
  const [all, some] = [supervisedGradients(of), supervisedGradients(of, ["plain", "L_sym"])];
  expect(new Set(Object.keys(some))).toEqual(new Set(["L_sym", "plain"]));
  expect(prove(some["L_sym"]!, all["L_sym"]!).verdict).toBe("PROVED");
});
