import { expect, test } from "vitest";
import { describeElement, describeGroup, showList } from "../../src/symmetry/describe.ts";
import { cyclic, gridDihedral } from "../../src/symmetry/groups.ts";

test("groups are told apart by their degree", () => {
  expect(describeGroup(gridDihedral(3))).toBe("D4 on 9 points");
  expect(describeGroup(cyclic(1))).toBe("C1 on 1 point");
});

test("elements are named by cycles, cut at 60 characters", () => {
  expect(describeElement(cyclic(3).generators[0]!)).toBe("(0 1 2) of C3 on 3 points");
  expect(describeElement(cyclic(99).generators[0]!)).toBe(
    "(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 … of C99 on 99 points",
  );
});

test("lists are cut after 16 entries", () => {
  expect(showList([3, -1])).toBe("[3, -1]");
  const long = Array.from({ length: 17 }, (_, i) => i);
  expect(showList(long.slice(1))).toBe("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]");
  expect(showList(long)).toBe(
    "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, … 17 in all]",
  );
});
