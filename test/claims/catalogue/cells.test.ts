/** Cells in order. */
import { expect, test } from "vitest";
import {
  type Cell,
  cellName,
  isMoreGeneral,
  standardCells,
} from "../../../src/claims/catalogue/index.ts";

test("the cells of the page are different, and no special one comes before a general one", () => {
  expect(new Set(standardCells.map(cellName)).size).toBe(standardCells.length);
  standardCells.forEach((cell, i) => {
    for (const later of standardCells.slice(i + 1)) expect(isMoreGeneral(later, cell)).toBe(false);
  });
});

test("every loss is more general than one, every φ than tanh, fewer hypotheses than more", () => {
  const general: Cell = { loss: "every", model: "phi", given: ["fits"] };
  const special: Cell = { loss: "quartic", model: "tanh", given: ["closed batch", "fits"] };
  expect(isMoreGeneral(general, special)).toBe(true);
  expect(isMoreGeneral(general, { ...special, given: [] })).toBe(false);
  expect(isMoreGeneral(general, { loss: null, model: "table", given: [] })).toBe(false);
});

test("a cell has a name that a person can read", () => {
  const names = standardCells.map(cellName);
  expect(names).toContain("squared loss, a perceptron with every φ, given fits");
  expect(names).toContain("tabular Q-learning, given projector and symmetric Q");
});
