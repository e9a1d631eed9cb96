/** Witnesses against one hypothesis less. */
import { expect, test } from "vitest";
import {
  differencesOf,
  equivalencePlaces,
  equivalences,
  learning,
  type MethodPair,
  policies,
} from "../../../src/claims/index.ts";
import { toy } from "./toy.ts";

test("methods that are always the same have no witness, those that never are have one", () => {
  const differences = differencesOf(toy);
  const [same, product] = ["3x²", "xy"].map(
    (right) => equivalences({ ...toy, methods: { "x²": "", [right]: "" } })[0]!,
  );
  expect(differences(same!)).toEqual([]);
  const [difference] = differences(product!);
  expect(difference).toMatchObject({ given: [], disproof: { place: "C2, 1 sample" } });
  const never: MethodPair = { left: "x²", right: "xy", equal: [] };
  expect(differences(never).map(({ given }) => given)).toEqual([[]]);
});

test("every hypothesis of the policy gradients is needed, with numbers that show it", () => {
  const differences = differencesOf(policies);
  const all = equivalences(policies).flatMap((pair) => differences(pair));
  expect(all.map(({ given }) => given.join(", "))).toEqual([
    "projector, symmetric returns",
    "detailed balance, symmetric returns",
    "detailed balance, projector",
    "symmetric returns",
    "projector",
    "",
  ]);
  for (const { disproof } of all) expect(disproof).not.toBeNull();
});

test("what needs two samples to be told apart is told apart by two", () => {
  const pair = { left: "plain", right: "augmentation" };
  const given = ["constant residual", "constant Jacobian"];
  const equal = [
    { given, factor: { ratio: [1, 1], unit: "1", power: 1 }, vanish: false, verdicts: [] },
  ] as const;
  const found = differencesOf(learning())({ ...pair, equal });
  expect(found.map((each) => [each.given.join(), each.disproof?.place])).toEqual([
    ["constant Jacobian", "C2, 2 samples"],
    ["constant residual", "C2, 1 sample"],
  ]);
});

test("where no place has a witness there is none", () => {
  const places = [equivalencePlaces[1]!];
  const alone = differencesOf(toy, 0, places)({ left: "x²", right: "x² on C2", equal: [] });
  expect(alone).toEqual([{ given: [], disproof: null }]);
});
