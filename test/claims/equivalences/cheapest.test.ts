/** The method with the fewest flops among those that are the same. */
import { describe, expect, test } from "vitest";
import { cheapest, formatFactor, qLearning } from "../../../src/claims/index.ts";
import { toy } from "./toy.ts";

describe("cheapest", () => {
  test("augmentation is gradient augmentation at the θ that G fixes, for about 1/|G| of the flops", () => {
    const found = cheapest("augmentation", ["fixed θ"]);
    expect(found).toMatchObject({ method: "gradient augmentation", vanish: false });
    expect(formatFactor(found.factor)).toBe("");
    expect(found.flops / found.of).toBeCloseTo(1 / 4, 1); // priced at C4
    expect(found.verdicts.map(({ verdict }) => verdict)).toEqual(["PROVED", "PROVED", "PROVED"]);
  });

  test("without it nothing is cheaper", () => {
    const found = cheapest("augmentation", []);
    expect(found).toMatchObject({ method: "augmentation", verdicts: [] });
    expect(found.flops).toBe(found.of);
  });

  test("on a closed batch it need not be augmented, and label sharing is four times that", () => {
    expect(cheapest("augmentation", ["closed batch"]).method).toBe("plain");
    const shared = cheapest("label sharing", ["closed batch"]);
    expect([shared.method, formatFactor(shared.factor)]).toEqual(["plain", "4 · "]);
  });

  test("a method that is the cheapest is its own, whatever else is the same", () => {
    const found = cheapest("plain", ["closed batch"]);
    expect(found).toMatchObject({ method: "plain", vanish: false, verdicts: [] });
    expect(formatFactor(found.factor)).toBe("");
  });

  test("the tied table stands in for replay, divided by the size of an orbit", () => {
    const found = cheapest("replay", ["symmetric Q"], { subject: qLearning });
    expect([found.method, formatFactor(found.factor)]).toEqual(["tied table", "1/|O| · "]);
  });

  test("what is the same only because it is 0 says so", () => {
    expect(cheapest("x³", ["both 0"], { subject: toy })).toMatchObject({ vanish: true });
  });

  test("only what is known can be asked for, under hypotheses that can hold together", () => {
    expect(() => cheapest("magic", [])).toThrow(
      /^cheapest: expected methods among plain, augmentation, .*, got magic$/,
    );
    expect(() => cheapest("plain", ["hope"])).toThrow(
      /^cheapest: expected hypotheses among fixed θ, .*, got hope$/,
    );
    expect(() => cheapest("plain", ["linear model", "invariant model"])).toThrow(
      "cheapest: expected hypotheses that can hold together, got linear model, invariant model",
    );
  });
});
