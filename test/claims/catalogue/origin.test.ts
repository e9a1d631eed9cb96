/** Known, a consequence, or new. */
import { expect, test } from "vitest";
import { type Cell, originOf } from "../../../src/claims/catalogue/index.ts";

const squared: Cell = { loss: "squared", model: "phi", given: [] };

test("a multiple of a sentence of the ledger is known", () => {
  const halved = { "label sharing": [-1, 2], plain: [1, 1], augmentation: [1, 1] } as const;
  expect(originOf(halved, squared)).toEqual({ kind: "known", ids: ["LS1"] });
});

test("a combination of several follows from them, and from no idle one", () => {
  const combination = {
    "label sharing": [1, 1],
    plain: [-2, 1],
    "gradient coupling": [-2, 1],
    "pseudo-label term": [-2, 1],
  } as const;
  const poisson: Cell = { ...squared, loss: "poisson" };
  expect(originOf(combination, poisson)).toEqual({ kind: "follows", ids: ["LS1", "KEY4"] });
});

test("what no sentence gives is new, and a sentence speaks only of its own problems", () => {
  const gc1 = { augmentation: [1, 1], "gradient coupling": [-1, 1] } as const;
  expect(originOf(gc1, squared)).toEqual({ kind: "new", ids: [] });
  expect(originOf(gc1, { ...squared, given: ["constant residual"] })).toEqual({
    kind: "known",
    ids: ["GC1"],
  });
});
