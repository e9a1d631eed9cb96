/** Tests of src/lab/numbers.ts. */
import { describe, expect, test } from "vitest";
import { brief, briefSpread, percent, withPrefix } from "../../src/lab/numbers.ts";

describe("withPrefix", () => {
  test.each([
    [0, "0.000"],
    [999, "999"],
    [1000, "1.00 k"],
    [664_100, "664 k"],
    [2_670_835, "2.67 M"],
    [4.2e9, "4.20 G"],
  ])("%d is %s", (x, text) => expect(withPrefix(x)).toBe(text));

  test("a unit follows its prefix", () => {
    expect(withPrefix(64_256, "B")).toBe("64.3 kB");
    expect(withPrefix(12, "B")).toBe("12.0 B");
  });
});

describe("brief", () => {
  test.each([
    [0, "0"],
    [4.3e-8, "4e-8"],
    [0.38671, "0.387"],
    [4.261, "4.26"],
    [12.08, "12.1"],
    [123.4, "123"],
  ])("%d is %s", (x, text) => expect(brief(x)).toBe(text));
});

test("a spread shows its sd, unless there is one run or the mean is rounding", () => {
  expect(briefSpread({ mean: 0.4931, sd: 0.1462, n: 5 })).toBe("0.493 ± 0.146");
  expect(briefSpread({ mean: 0.4931, sd: 0, n: 1 })).toBe("0.493");
  expect(briefSpread({ mean: 4e-8, sd: 1e-8, n: 5 })).toBe("4e-8");
});

test("percent has one decimal", () => {
  expect(percent({ mean: 0.9387, sd: 0.0041, n: 5 })).toBe("93.9 ± 0.4");
  expect(percent({ mean: 0.9387, sd: 0, n: 1 })).toBe("93.9");
});
