/**
 * Raw permutations: a list p of the numbers 0…n−1 is the map i ↦ p[i].
 *
 * Everything about groups is built on these few functions, so that "first this, then that" is
 * decided in one place: `composePermutations(p, q)` is p∘q, first q, then p.
 *
 * Next: group.ts
 */
import { rangeError } from "../autodiff/errors.ts";
import { showList } from "./describe.ts";

/**
 * i ↦ i on n points.
 * @param n how many points
 * @returns [0, 1, …, n − 1]
 */
export function identityPermutation(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

/**
 * p∘q: i ↦ p[q[i]], first q, then p.
 * @param p a permutation of n points
 * @param q a permutation of the same n points
 * @returns a new permutation of n points
 */
export function composePermutations(p: readonly number[], q: readonly number[]): number[] {
  return q.map((i) => p[i]!);
}

/**
 * p⁻¹: p[i] ↦ i.
 * @param p a permutation of n points
 * @returns a new permutation of n points
 */
export function invertPermutation(p: readonly number[]): number[] {
  const inverse = new Array<number>(p.length);
  for (const [i, image] of p.entries()) inverse[image] = i;
  return inverse;
}

/**
 * The cycles i ↦ p(i) ↦ p(p(i)) ↦ … of p that move anything.
 * @param p a permutation of n points
 * @returns each cycle from its smallest point on, the cycles in order of that point
 */
export function cycles(p: readonly number[]): number[][] {
  const seen = new Set<number>();
  const found: number[][] = [];
  for (const start of p.keys()) {
    const cycle: number[] = [];
    for (let i = start; !seen.has(i); i = p[i]!) {
      seen.add(i);
      cycle.push(i);
    }
    if (cycle.length > 1) found.push(cycle);
  }
  return found;
}

/**
 * The sign of p: +1 if p is a product of an even number of swaps, −1 if odd.
 * @param p a permutation of n points
 * @returns 1 or −1
 */
export function parity(p: readonly number[]): number {
  const swaps = cycles(p).reduce((sum, cycle) => sum + cycle.length - 1, 0);
  return swaps % 2 === 0 ? 1 : -1;
}

/**
 * p in cycle notation, as in "(0 1 2)(3 4)"; the identity is "()".
 * @param p a permutation of n points
 * @returns the text
 */
export function cycleNotation(p: readonly number[]): string {
  const parts = cycles(p).map((cycle) => `(${cycle.join(" ")})`);
  return parts.length === 0 ? "()" : parts.join("");
}

/**
 * Checks that p is a permutation of 0…n−1.
 * @param op the word that opens the error
 * @param p  the list to check
 * @param n  how many points it must have
 * @throws RangeError unless every number from 0 to n − 1 is in p exactly once
 */
export function checkPermutation(op: string, p: readonly number[], n: number): void {
  const distinct = new Set(p.filter((i) => Number.isInteger(i) && i >= 0 && i < n));
  if (p.length !== n || distinct.size !== n) {
    throw rangeError(op, `a permutation of 0…${n - 1}`, showList(p));
  }
}

/**
 * Checks that n is an integer ≥ least.
 * @param op    the word that opens the error
 * @param n     the number to check
 * @param least the smallest that will do
 * @throws RangeError unless it is
 */
export function checkCount(op: string, n: number, least: number): void {
  if (!Number.isInteger(n) || n < least) {
    throw rangeError(op, `an integer ≥ ${least}`, String(n));
  }
}
