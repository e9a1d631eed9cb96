/** What exploring tells, and what it leaves out. */
import { expect, test } from "vitest";
import { type Cell, explore, isProved } from "../../../src/claims/catalogue/index.ts";
import { cyclic } from "../../../src/symmetry/index.ts";

const places = [
  { G: cyclic(3), batch: 1 },
  { G: cyclic(2), batch: 2 },
];
const said = (cells: readonly Cell[]) =>
  explore(cells, { places, further: [] }).map(({ found }) => found.map(({ says }) => says));

test("a linear model couples its gradients by augmenting them: new, for every loss, at every θ", () => {
  const [report] = explore([{ loss: "every", model: "linear", given: [] }], { places });
  expect(report!.known).toEqual(["LS1", "FA3", "definition"]);
  expect(report!.found.map(({ says }) => says)).toEqual([
    "gradient augmentation = gradient coupling",
  ]);
  expect(report!.found.every(isProved)).toBe(true);
});

test("under the squared loss, function averaging is coupling by the projector", () => {
  const squared: Cell = { loss: "squared", model: "phi", given: [] };
  expect(said([squared])).toEqual([["function averaging = projected coupling"]]);
});

test("an identity is told once, in the most general problem", () => {
  const general: Cell = { loss: "every", model: "phi", given: ["constant Jacobian"] };
  const special: Cell = { loss: "squared", model: "tanh", given: ["constant Jacobian", "fits"] };
  const [first, second] = said([general, special]);
  expect(first).toContain("gradient coupling = plain");
  expect(second).not.toContain("gradient coupling = plain");
  expect(said([special])[0]!.length).toBeGreaterThan(second!.length);
});

test("what depends on the group is no identity of all groups", () => {
  const trivial: Cell = { loss: "quartic", model: "phi", given: [] };
  const alone = explore([trivial], { places: [{ G: cyclic(1), batch: 1 }], further: [] });
  expect(alone[0]!.found.length).toBeGreaterThan(3);
  expect(said([trivial])).toEqual([[]]);
});
