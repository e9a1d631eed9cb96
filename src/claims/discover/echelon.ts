/**
 * Gaussian elimination modulo p: the space that some vectors span, as a matrix in reduced echelon
 * form.
 *
 * Next: ratio.ts
 */
import { inverse, multiplier } from "../../autodiff/fields/modular.ts";

/** A subspace of GF(p)ⁿ that grows by vectors. */
export interface Echelon {
  /** Reduced rows: each begins with a 1, the only entry ≠ 0 in its column. */
  readonly rows: readonly (readonly number[])[];
  /** In which column each row begins. */
  readonly pivots: readonly number[];
  /** The vector minus what the rows explain of it: 0 everywhere if it is in the space. */
  residue(vector: readonly number[]): number[];
  /** Takes the vector in. Gives whether it was outside. */
  add(vector: readonly number[]): boolean;
}

/**
 * The space of the vectors given, in GF(p)ⁿ.
 * @param p       a prime < 2³¹
 * @param vectors of one length, with entries 0 … p − 1
 */
export function echelon(p: number, vectors: readonly (readonly number[])[] = []): Echelon {
  const mul = multiplier(p);
  const rows: number[][] = [];
  const pivots: number[] = [];
  const subtract = (from: number[], factor: number, row: readonly number[]): void => {
    if (factor === 0) return;
    for (let k = 0; k < from.length; k++) {
      const difference = from[k]! - mul(factor, row[k]!);
      from[k] = difference < 0 ? difference + p : difference;
    }
  };
  const residue = (vector: readonly number[]): number[] => {
    const rest = [...vector];
    rows.forEach((row, i) => {
      subtract(rest, rest[pivots[i]!]!, row);
    });
    return rest;
  };
  const add = (vector: readonly number[]): boolean => {
    const rest = residue(vector);
    const pivot = rest.findIndex((x) => x !== 0);
    if (pivot < 0) return false;
    const scale = inverse(p, rest[pivot]!);
    const row = rest.map((x) => mul(x, scale));
    for (const other of rows) subtract(other, other[pivot]!, row);
    rows.push(row);
    pivots.push(pivot);
    return true;
  };
  for (const vector of vectors) add(vector);
  return { rows, pivots, residue, add };
}

/**
 * c ≠ 0 with ⟨row, c⟩ = 0 for every row, if there is one line of them; null if there is only 0,
 * or more than a line.
 * @param p    a prime < 2³¹
 * @param rows of one length
 */
export function nullLine(p: number, rows: readonly (readonly number[])[]): number[] | null {
  const { rows: reduced, pivots } = echelon(p, rows);
  const n = rows[0]?.length ?? 0;
  if (reduced.length !== n - 1) return null;
  const free = Array.from({ length: n }, (_, k) => k).find((k) => !pivots.includes(k))!;
  const vector = new Array<number>(n).fill(0);
  vector[free] = 1;
  reduced.forEach((row, i) => {
    vector[pivots[i]!] = row[free] === 0 ? 0 : p - row[free]!;
  });
  return vector;
}
