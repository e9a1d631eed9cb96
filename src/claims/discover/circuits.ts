/**
 * Circuits: the linear relations that no relation on fewer columns explains, the shortest first.
 *
 * A space of relations has many bases. The one that reads best is made of short relations with
 * small coefficients, and a greedy choice finds it: any basis that takes the lightest relation
 * that is still independent is the lightest of all (a space of vectors is a matroid).
 *
 * Next: sentence.ts
 */
import { inverse, multiplier } from "../../autodiff/fields/modular.ts";
import { type Echelon, nullLine } from "./echelon.ts";
import { modulo, type Ratio, ratioFrom } from "./ratio.ts";

/** Coefficients of a relation, one a column; the last that is not 0 is 1. */
export type Relation = readonly Ratio[];

/**
 * The lightest basis of all relations Σ cₖ · columnₖ = 0 beside those already known.
 * @param p      the prime of the values
 * @param values the space of rows of values, one a column
 * @param known  the space of relations that are known; grows by those found
 * @param holds  whether a relation stands elsewhere too
 * @param n      how many columns
 */
export function lightestBasis(
  p: number,
  values: Echelon,
  known: Echelon,
  holds: (relation: Relation) => boolean,
  n: number,
): Relation[] {
  const found: Relation[] = [];
  const circuits: number[] = [];
  const complete = () => known.rows.length >= n - values.rows.length;
  for (let size = 1; size <= n && !complete(); size++) {
    const relations: Relation[] = [];
    for (const columns of subsets(n, size)) {
      const mask = columns.reduce((bits, k) => bits | (1 << k), 0);
      if (circuits.some((inside) => (inside & mask) === inside)) continue;
      const relation = relationOn(p, values, columns, n);
      if (relation === null) continue;
      circuits.push(mask);
      if (relation !== UNREADABLE && holds(relation)) relations.push(relation);
    }
    relations.sort((a, b) => weight(a) - weight(b));
    for (const relation of relations) {
      if (known.add(relation.map((c) => modulo(p, c)))) found.push(relation);
    }
  }
  return found;
}

/** A relation whose coefficients are no small fractions. */
const UNREADABLE: Relation = [];

/** The relation that needs all of the columns given and no other; null if there is none. */
function relationOn(
  p: number,
  { rows }: Echelon,
  columns: readonly number[],
  n: number,
): Relation | null {
  const restricted = rows.map((row) => columns.map((k) => row[k]!));
  const line = rows.length === 0 ? (columns.length === 1 ? [1] : null) : nullLine(p, restricted);
  if (line === null || line.includes(0)) return null;
  const mul = multiplier(p);
  const scale = inverse(p, line.at(-1)!);
  const relation = new Array<Ratio>(n).fill([0, 1]);
  for (const [i, k] of columns.entries()) {
    const ratio = ratioFrom(p, mul(line[i]!, scale));
    if (ratio === null) return UNREADABLE;
    relation[k] = ratio;
  }
  return relation;
}

/** Of two relations on as many columns, the one with smaller numbers and simpler methods is lighter. */
function weight(relation: Relation): number {
  return relation.reduce(
    (sum, [n, m], k) => (n === 0 ? sum : sum + Math.abs(n) + m + (n < 0 ? 0 : 0.5) + k / 100),
    0,
  );
}

/** The subsets of 0 … n − 1 with the given size, in lexicographic order. */
function* subsets(n: number, size: number, from = 0): Generator<number[]> {
  if (size === 0) yield [];
  else {
    for (let k = from; k <= n - size; k++) {
      for (const rest of subsets(n, size - 1, k + 1)) yield [k, ...rest];
    }
  }
}
