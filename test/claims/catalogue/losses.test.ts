/** Losses and their links. */
import { describe, expect, test } from "vitest";
import { grad, input } from "../../../src/autodiff/index.ts";
import { losses, poissonLoss } from "../../../src/claims/catalogue/index.ts";
import { prove } from "../../../src/claims/index.ts";

const output = input("f", [2, 3]);

describe("the slope of a loss is 0 at the label that the output stands for", () => {
  test.each(["squared", "cross-entropy", "poisson", "absolute", "quartic"] as const)(
    "%s",
    (name) => {
      const { loss, link } = losses[name];
      const slope = grad((f: typeof output) => loss(f, link(output)))(output);
      expect(prove(slope, slope.mul(0)).verdict).toBe("PROVED");
    },
  );
});

test("the slope of the Poisson loss is e^f − y", () => {
  const y = input("y", [2, 3]);
  const slope = grad((f: typeof output) => poissonLoss(f, y))(output);
  expect(prove(slope.mul(2), output.exp().sub(y)).verdict).toBe("PROVED");
});
