/** Tests of src/lab/cli/options.ts. */
import { describe, expect, test } from "vitest";
import {
  type Command,
  common,
  helpOf,
  noWords,
  oneOf,
  read,
  wholeNumber,
} from "../../../src/lab/cli/options.ts";

const command: Command = {
  name: "count",
  words: "[WORD…]",
  says: "Counts.",
  more: ["And more."],
  flags: { group: { type: "string", value: "G", says: "which group" }, ...common },
  run: () => 0,
};

describe("read", () => {
  test("flags and words, in any order", () => {
    expect(read(command, ["a", "--seed", "7", "b", "--json"])).toEqual({
      flags: { seed: "7", json: true },
      words: ["a", "b"],
      help: false,
    });
  });

  test.each(["--help", "-h"])("%s asks for help", (flag) => {
    expect(read(command, [flag]).help).toBe(true);
  });

  test.each([
    [["--sed", "1"], /^count: Unknown option '--sed'; it takes --group, --seed, --json, --help$/],
    [["--seed"], /^count: Option '--seed <value>' argument missing; it takes --group/],
    [["--seed", "--json"], /^count: Option '--seed' argument is ambiguous; it takes --group/],
    [["--json=1"], /^count: Option '--json' does not take an argument; it takes/],
  ])("%j is answered with the flags there are", (args, message) => {
    expect(() => read(command, args)).toThrow(message);
  });
});

describe("wholeNumber", () => {
  const given = (seed: string) => ({ flags: { seed }, words: [] });

  test("a whole number, or what stands in for it", () => {
    expect(wholeNumber(given("12"), "seed", 0)).toBe(12);
    expect(wholeNumber({ flags: {}, words: [] }, "seed", 5)).toBe(5);
  });

  test.each(["-1", "1.5", "x", "", "1e3", "0x10", "9007199254740993"])("%j is none", (text) => {
    expect(() => wholeNumber(given(text), "seed", 0)).toThrow(
      `--seed: expected a whole number ≥ 0, got ${text}`,
    );
  });

  test("the range is said", () => {
    expect(() => wholeNumber(given("0"), "seed", 5, 1, 9)).toThrow(
      "--seed: expected a whole number 1…9, got 0",
    );
  });
});

test("oneOf names what there is", () => {
  const given = { flags: { group: "C5" }, words: [] };
  expect(() => oneOf(given, "group", ["C4", "D4"], "C4")).toThrow(
    "--group: expected one of C4, D4, got C5",
  );
  expect(oneOf({ flags: { group: "D4" }, words: [] }, "group", ["C4", "D4"], "C4")).toBe("D4");
  expect(oneOf({ flags: {}, words: [] }, "group", ["C4", "D4"], "C4")).toBe("C4");
});

test("noWords complains about words", () => {
  expect(() => noWords("compare", { flags: {}, words: ["a", "b"] })).toThrow(
    "compare: expected flags only, got a b",
  );
});

test("help lists every flag", () => {
  expect(helpOf(command)).toMatchInlineSnapshot(`
    "orbitgrad count [WORD…]
    Counts.

    And more.

      --group G  which group
      --seed N   what all draws are a function of; 0 if left out
      --json     one JSON value on stdout, and nothing else there
      --help     this"
  `);
});
