/** The lightest basis of relations. */
import { expect, test } from "vitest";
import { lightestBasis } from "../../../src/claims/discover/circuits.ts";
import { echelon } from "../../../src/claims/discover/echelon.ts";
import { randomPrime } from "../../../src/claims/primes.ts";

const p = randomPrime(0, 0);
const always = (): boolean => true;

test("short relations come first, and what follows from them is left out", () => {
  // columns a, b, a + b, 2(a + b), 3a + b
  const values = echelon(p, [
    [1, 0, 1, 2, 3],
    [0, 1, 1, 2, 1],
  ]);
  const basis = lightestBasis(p, values, echelon(p), always, 5);
  expect(basis).toHaveLength(3);
  expect(basis[0]).toEqual([
    [0, 1],
    [0, 1],
    [-2, 1],
    [1, 1],
    [0, 1],
  ]);
  expect(basis.slice(1).every((r) => r.filter(([n]) => n !== 0).length === 3)).toBe(true);
});

test("a relation that does not stand elsewhere is no relation", () => {
  const values = echelon(p, [[1, 1]]);
  expect(lightestBasis(p, values, echelon(p), always, 2)).toEqual([
    [
      [-1, 1],
      [1, 1],
    ],
  ]);
  expect(lightestBasis(p, values, echelon(p), () => false, 2)).toEqual([]);
});

test("a column of zeros is a relation by itself", () => {
  expect(lightestBasis(p, echelon(p), echelon(p), always, 1)).toEqual([[[1, 1]]]);
});

test("a coefficient that is no small fraction makes no relation", () => {
  const values = echelon(p, [[1, 123456789]]);
  expect(lightestBasis(p, values, echelon(p), always, 2)).toEqual([]);
});
