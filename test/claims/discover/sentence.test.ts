/** Relations as sentences. */
import { expect, test } from "vitest";
import type { Ratio } from "../../../src/claims/discover/ratio.ts";
import { sentence } from "../../../src/claims/discover/sentence.ts";

const said = (...relation: Ratio[]) => sentence(["a", "b", "c"], relation);

test("the last method is said by those before it", () => {
  expect(said([-2, 1], [-1, 2], [1, 1])).toBe("c = 2 · a + 1/2 · b");
});

test("there is no minus sign: what is subtracted stands on the other side", () => {
  expect(said([-1, 1], [1, 1], [1, 1])).toBe("a = c + b");
  expect(said([0, 1], [1, 1], [1, 1])).toBe("c + b = 0");
});
