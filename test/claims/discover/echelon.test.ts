/** Elimination modulo p. */
import { expect, test } from "vitest";
import { echelon, nullLine } from "../../../src/claims/discover/echelon.ts";

const p = 101;

test("a vector is in the space if and only if it is a combination of those taken in", () => {
  const space = echelon(p, [
    [1, 2, 3],
    [0, 5, 1],
  ]);
  expect(space.residue([2, 14, 8])).toEqual([0, 0, 0]); // 2·(1, 2, 3) + 2·(0, 5, 1)
  expect(space.add([2, 14, 8])).toBe(false);
  expect(space.add([0, 0, 1])).toBe(true);
  expect(space.rows).toHaveLength(3);
});

test("the form is reduced: each row begins with the only entry of its column", () => {
  const { rows, pivots } = echelon(p, [
    [2, 4, 6, 1],
    [1, 7, 0, 3],
    [5, 5, 5, 5],
  ]);
  for (const [i, pivot] of pivots.entries()) {
    expect(rows.map((row) => row[pivot])).toEqual(rows.map((_, k) => (k === i ? 1 : 0)));
  }
});

test("a null line is orthogonal to every row, and is there only if it is alone", () => {
  const rows = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  const line = nullLine(p, rows)!;
  for (const row of rows) {
    expect(row.reduce((sum, x, k) => sum + x * line[k]!, 0) % p).toBe(0);
  }
  expect(nullLine(p, [[1, 2, 3]])).toBeNull();
  expect(nullLine(p, [...rows, [0, 0, 1]])).toBeNull();
});
