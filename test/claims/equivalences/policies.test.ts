/** Policy gradients with χ, by what the ledger says of them. */
import { expect, test } from "vitest";
import { print, type Tensor } from "../../../src/autodiff/index.ts";
import { between, equivalencePlaces, equivalences, policies } from "../../../src/claims/index.ts";

const pairs = equivalences(policies);
const given = (left: string, right: string) =>
  between(pairs, left, right).equal.map((each) => each.given.join(", "));

test("χ on the scores is χ on the returns given detailed balance, and nothing less (PG2b)", () => {
  expect(given("χ on the scores", "χ on the returns")).toEqual(["detailed balance"]);
});

test("χ on the returns changes nothing if they are constant on the orbits it averages (PG4)", () => {
  expect(given("χ on the returns", "policy gradient")).toEqual(["projector, symmetric returns"]);
});

test("χ on the scores changes nothing if the visits are constant on orbits too (PG7)", () => {
  expect(given("χ on the scores", "policy gradient")).toEqual([
    "detailed balance, projector, symmetric returns",
  ]);
});

test("detailed balance alone leaves the visits free; that of the projector makes them symmetric", () => {
  const plain = (...hypotheses: string[]): string =>
    print(policies.gradients(hypotheses, equivalencePlaces[1]!)!["policy gradient"] as Tensor);
  expect(plain("detailed balance")).toBe(plain());
  expect(plain("projector")).toBe(plain());
  expect(plain("detailed balance", "projector")).not.toBe(plain());
});
