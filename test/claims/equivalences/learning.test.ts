/** Learning from labels: for which losses and models. */
import { expect, test } from "vitest";
import { cheapest, equivalencePlaces, learning } from "../../../src/claims/index.ts";

const place = equivalencePlaces[1]!;

test("the special losses and models are hypotheses where loss and model are general", () => {
  const special = ["squared loss", "linear model", "invariant model"];
  expect(Object.keys(learning().hypotheses)).toEqual(expect.arrayContaining(special));
  const named = Object.keys(learning({ loss: "cross-entropy", model: "tanh" }).hypotheses);
  for (const name of special) expect(named).not.toContain(name);
});

test("every method has a gradient under every hypothesis", () => {
  for (const subject of [learning(), learning({ loss: "cross-entropy", model: "relu" })]) {
    for (const hypothesis of Object.keys(subject.hypotheses)) {
      const gradients = subject.gradients([hypothesis], place)!;
      for (const name of Object.keys(subject.methods)) expect(gradients).toHaveProperty([name]);
    }
  }
});

test("what is proved for every loss and φ is found for cross-entropy and tanh too", () => {
  const subject = learning({ loss: "cross-entropy", model: "tanh" });
  expect(cheapest("augmentation", ["fixed θ"], { subject }).method).toBe("gradient augmentation");
  expect(cheapest("augmentation", [], { subject }).method).toBe("augmentation");
  const squared = learning({ loss: "squared" });
  expect(cheapest("projected coupling", [], { subject }).method).toBe("projected coupling");
  expect(cheapest("function averaging", [], { subject: squared }).method).toBe(
    "projected coupling",
  );
});
