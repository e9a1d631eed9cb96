/**
 * From agreement at random points to the verdict PROVED, with its error bound.
 *
 * Next: uninterpreted.ts
 */
import { gcd } from "../autodiff/fields/circle.ts";
import { degrees, variable } from "../autodiff/fields/degree.ts";
import { type Draws, errorBound, type Tally } from "../autodiff/fields/error-bound.ts";
import { primesWithin } from "../autodiff/fields/height.ts";
import { interpret } from "../autodiff/interpret.ts";
import type { Sides } from "./sides.ts";
import type { Proved, Unknown } from "./verdict.ts";

/** What was drawn, and from which primes. */
export interface Agreement extends Pick<Proved, "tier" | "primes" | "seed" | "signs"> {
  /** How many there are to draw from, what all of them exceed, and how many were drawn. */
  readonly from: Pick<Draws, "pool" | "p" | "draws">;
}

/**
 * The verdict for sides that agreed in every trial; UNKNOWN where the graph is too large for a
 * bound below 1.
 */
export function certified({ left, right }: Sides, found: Agreement): Proved | Unknown {
  const { from, ...stated } = found;
  const trials = found.primes.length;
  const { field: F, tally } = degrees(from.p);
  const values = interpret(F, [...left, ...right], (leaf) =>
    Array.from({ length: leaf.size }, variable),
  );
  let [numerator, height] = [-Infinity, -Infinity];
  left.forEach((tensor, i) => {
    for (let k = 0; k < tensor.size; k++) {
      const entry = F.sub(values[i]![k]!, values[left.length + i]![k]!);
      numerator = Math.max(numerator, entry.numerator);
      height = Math.max(height, entry.height);
    }
  });
  // in tier 1 a square root is a variable like any other
  const roots = found.tier === 2 ? tally.roots : 0;
  const counted = norms({ numerator, height }, { ...tally, roots }, from.p);
  const bound = errorBound(counted.difference, counted.tally, { ...from, trials });
  if (bound.probability >= 1) {
    const reason = "the degree or the coefficients are too large for primes of 31 bits";
    return { verdict: "UNKNOWN", reason };
  }
  // a difference in one of two orders, or for one of two signs, is seen by every second trial, also of
  // a number that was 0 in all of them, but is not for sure;
  // a square root has one: √(x²) = x passes every second trial, though no sign is read
  const chosen = tally.choices > 0 || roots > 0 || (found.tier === 2 && tally.gates > 0);
  const missed = chosen ? -trials : -Infinity;
  return {
    verdict: "PROVED",
    ...stated,
    errorBound: Math.max(bound.probability, 2 ** missed),
    log2ErrorBound: Math.max(bound.log2, missed),
    degree: Math.max(0, numerator),
    height: Math.max(0, Math.ceil(height)),
    trials,
    perOrderPattern: tally.choices > 0,
  };
}

interface Size {
  readonly numerator: number;
  readonly height: number;
}

/**
 * The sizes of norms: of the polynomials in the inputs alone that are 0 wherever N is.
 *
 * A square root s is a variable in a degree, but is bound to s² = A/B, polynomials of height ≤ h.
 * Take the last of r roots: in N(s) N(−s), of degree 2d and height 2 height N, put A/B for s² and
 * multiply by Bᵈ. A monomial of degree m besides s²ʲ, m + 2j ≤ 2d, has degree
 * m + j deg A + (d − j) deg B ≤ fd then, f = max(deg A, 2 + deg B), and the height grows by hd at
 * most. After all r, degrees are fʳd at most, and heights 2ʳ height N + r fʳ⁻¹ hd. (The norm of
 * x + √(1/x) is x³ − 1; that of 1 + √(√(x⁵)⁵) is 1 − x²⁵.)
 *
 * A root of unity of order n is a constant of degree φ(n) over ℚ: the norm is the product over its
 * conjugates, its height φ(n) times that of N.
 */
function norms(
  size: Size,
  tally: Readonly<Tally>,
  p: number,
): { readonly difference: Size; readonly tally: Tally } {
  const { roots, argumentHeight, lift } = tally;
  const turns = tally.turn === 1 ? 1 : totient((4 * tally.turn) / gcd(4, tally.turn));
  const degree = (d: number): number => lift ** roots * d;
  const lifted = (height: number, d: number): number =>
    turns * (2 ** roots * height + roots * lift ** (roots - 1) * argumentHeight * Math.max(0, d));
  const primes = (all: readonly Size[]): number =>
    all.reduce((n, x) => n + primesWithin(lifted(x.height, x.numerator), p), 0);
  return {
    difference: { numerator: degree(size.numerator), height: lifted(size.height, size.numerator) },
    tally: {
      ...tally,
      argumentDegree: degree(tally.argumentDegree),
      argumentHeight: lifted(tally.argumentHeight, tally.argumentDegree),
      divisorDegree: degree(tally.divisorDegree),
      divisorPrimes: primes(tally.divisors),
      equalityDegree: degree(tally.equalityDegree),
      equalityPrimes: primes(tally.equalities),
    },
  };
}

/** φ(n), how many 1 ≤ k ≤ n are coprime to n: the degree of a primitive n-th root of unity. */
function totient(n: number): number {
  let count = 0;
  for (let k = 1; k <= n; k++) if (gcd(k, n) === 1) count++;
  return count;
}
