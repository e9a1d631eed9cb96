/**
 * From agreement at random points to the verdict PROVED, with its error bound.
 *
 * Next: uninterpreted.ts
 */
import { degrees, variable } from "../autodiff/fields/degree.ts";
import { errorBound, type Tally } from "../autodiff/fields/error-bound.ts";
import { interpret } from "../autodiff/interpret.ts";
import { LEAST } from "./primes.ts";
import type { Sides } from "./sides.ts";
import type { Proved, Unknown } from "./verdict.ts";

/** What was drawn, and from how many primes. */
export interface Agreement extends Pick<Proved, "tier" | "primes" | "seed" | "signs"> {
  /** How many primes there are to draw from. */
  readonly pool: number;
}

/**
 * The verdict for sides that agreed in every trial; UNKNOWN where the graph is too large for a
 * bound below 1.
 */
export function certified({ left, right }: Sides, found: Agreement): Proved | Unknown {
  const { pool, ...stated } = found;
  const trials = found.primes.length;
  const { field: F, tally } = degrees(LEAST);
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
  const size: Size = { numerator, height };
  const counted = found.tier === 2 ? withoutRoots(size, tally) : { difference: size, tally };
  const draws = { p: LEAST, pool, trials };
  const bound = errorBound(counted.difference, counted.tally, draws);
  if (bound.probability >= 1) {
    const reason = "the degree or the coefficients are too large for primes of 31 bits";
    return { verdict: "UNKNOWN", reason };
  }
  // a difference in one of two orders, or for one of two signs, is seen by every second trial
  const chosen = tally.choices > 0 || (found.signs !== null && found.signs.read > 0);
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
 * The sizes of norms. A square root is a variable in a degree, but is bound to s² = u. The product
 * of N over both signs of all k roots is a polynomial in the u alone, and is 0 where N is. With u
 * of degree ≤ e and height ≤ h, its degree is at most 2ᵏ e deg N, its height 2ᵏ (height N +
 * (h + 1) deg N).
 */
function withoutRoots(
  size: Size,
  tally: Readonly<Tally>,
): { readonly difference: Size; readonly tally: Tally } {
  if (tally.roots === 0) return { difference: size, tally };
  const [conjugates, e] = [2 ** tally.roots, Math.max(1, tally.argumentDegree)];
  const degree = (d: number): number => conjugates * e * d;
  const lifted = (height: number, d: number): number =>
    conjugates * (height + (tally.argumentHeight + 1) * Math.max(0, d));
  return {
    difference: { numerator: degree(size.numerator), height: lifted(size.height, size.numerator) },
    tally: {
      ...tally,
      argumentDegree: degree(tally.argumentDegree),
      argumentHeight: lifted(tally.argumentHeight, tally.argumentDegree),
      divisorDegree: degree(tally.divisorDegree),
      divisorPrimes: lifted(tally.divisorPrimes, tally.divisorDegree),
      equalityDegree: degree(tally.equalityDegree),
      equalityPrimes: lifted(tally.equalityPrimes, tally.equalityDegree),
    },
  };
}
