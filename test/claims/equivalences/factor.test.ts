/** Factors: read from their values at some places, and written. */
import { describe, expect, test } from "vitest";
import { factorOf, valueAt } from "../../../src/claims/equivalences/factor.ts";
import type { Ratio } from "../../../src/claims/index.ts";
import {
  formatFactor,
  inverseFactor,
  equivalencePlaces as places,
} from "../../../src/claims/index.ts";

/** At C3, C2 and S3: |G| = 3, 2, 6 and |O| = 3, 2, 3. */
const cases: [says: string, inverse: string, values: Ratio[]][] = [
  [
    "",
    "",
    [
      [1, 1],
      [1, 1],
      [1, 1],
    ],
  ],
  [
    "1/4 · ",
    "4 · ",
    [
      [1, 4],
      [1, 4],
      [1, 4],
    ],
  ],
  [
    "-2/3 · ",
    "-3/2 · ",
    [
      [-2, 3],
      [-2, 3],
      [-2, 3],
    ],
  ],
  [
    "|O| · ",
    "1/|O| · ",
    [
      [3, 1],
      [2, 1],
      [3, 1],
    ],
  ],
  [
    "1/|O| · ",
    "|O| · ",
    [
      [1, 3],
      [1, 2],
      [1, 3],
    ],
  ],
  [
    "|G| · ",
    "1/|G| · ",
    [
      [3, 1],
      [2, 1],
      [6, 1],
    ],
  ],
  [
    "(1/2)/|G| · ",
    "2 · |G| · ",
    [
      [1, 6],
      [1, 4],
      [1, 12],
    ],
  ],
];

describe.each(cases)("%s", (says, inverse, values) => {
  const factor = factorOf(values, places)!;

  test("is read from its values, and has them", () => {
    expect(formatFactor(factor)).toBe(says);
    expect(places.map((place) => valueAt(factor, place))).toEqual(values);
  });

  test("has an inverse, whose values are the inverses", () => {
    const turned = inverseFactor(factor);
    expect(formatFactor(turned)).toBe(inverse);
    places.forEach((place, i) => {
      const [n, m] = values[i]!;
      expect(valueAt(turned, place)).toEqual(n < 0 ? [-m, -n] : [m, n]);
    });
    expect(inverseFactor(turned)).toEqual(factor);
  });
});

test("numbers that differ from group to group in another way are no factor", () => {
  expect(
    factorOf(
      [
        [1, 1],
        [2, 1],
        [3, 1],
      ],
      places,
    ),
  ).toBeNull();
  expect(
    factorOf(
      [
        [9, 1],
        [4, 1],
        [36, 1],
      ],
      places,
    ),
  ).toBeNull();
});
