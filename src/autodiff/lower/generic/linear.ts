/**
 * Linear systems and determinants, over any field.
 *
 * Rounded numbers are eliminated with partial pivoting: of the entries of a column from the
 * diagonal down the first of the largest absolute value is the pivot; each row below loses
 * (entry / pivot) times the pivot's row; then, from the last row upwards,
 * xᵢ = (bᵢ − Σ uᵢₖ xₖ) / uᵢᵢ, k ascending. An entry 0 below a pivot 0 has the quotient 0.
 *
 * Exact fields have no largest entry and need no pivots: A⁻¹ = M / t, polynomials both, by Faddeev
 * and LeVerrier. That has a value wherever det A ≠ 0, its degree is that of Cramer's rule
 * (elimination doubles it with each row), and det is right, with its tangents, at every matrix.
 *
 * Next: meta.ts
 */
import type { Field } from "../../field.ts";
import type { Call, Lowering } from "./lowering.ts";

/** The X with A X = B. @throws ZeroDenominator in an exact field, if A is singular */
export const solve: Lowering = <T>({ F, node, ins: [a, b] }: Call<T>) => {
  const [n, m] = node.shape.slice(-2) as [number, number];
  const out: T[] = [];
  for (let i = 0; i * n * m < node.size; i++) {
    const rows = matrix(a!, i * n * n, n, n);
    const right = matrix(b!, i * n * m, n, m);
    const x = F.pivot ? eliminated(F, rows, right) : cramer(F, rows, right);
    for (const row of x) out.push(...row);
  }
  return out;
};

/** ± the product of the pivots; in an exact field, and with tangents, the polynomial. */
export const det: Lowering = <T>({ F, node, ins: [a] }: Call<T>) => {
  const n = node.inputs[0]!.shape.at(-1)!;
  return Array.from({ length: node.size }, (_, i) => {
    const rows = matrix(a!, i * n * n, n, n);
    if (F.pivot && !F.differential) {
      const odd = eliminate(F, rows);
      const product = rows.reduce((acc, row, k) => F.mul(acc, row[k]!), F.of(1));
      return odd ? F.mul(F.of(-1), product) : product;
    }
    if (n === 0) return F.of(1);
    const { t } = leverrier(F, rows);
    return n % 2 === 1 ? t : F.mul(F.of(-1), t);
  });
};

/** Rows of a matrix that begins at `from`. */
function matrix<T>(x: ArrayLike<T>, from: number, rows: number, columns: number): T[][] {
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => x[from + i * columns + j]!),
  );
}

/** A becomes upper triangular by row operations, done to what stands right of it too. */
function eliminate<T>(F: Field<T>, rows: T[][]): boolean {
  let odd = false;
  for (let k = 0; k < rows.length; k++) {
    const at = k + F.pivot!(rows.slice(k).map((row) => row[k]!));
    if (at !== k) [rows[k], rows[at], odd] = [rows[at]!, rows[k]!, !odd];
    const top = rows[k]!;
    for (const row of rows.slice(k + 1)) {
      const quotient = F.div(row[k]!, top[k]!);
      const factor = F.mask(row[k]!, quotient, quotient);
      for (let j = k + 1; j < row.length; j++) row[j] = F.sub(row[j]!, F.mul(factor, top[j]!));
    }
  }
  return odd;
}

function eliminated<T>(F: Field<T>, a: readonly T[][], b: readonly T[][]): T[][] {
  const rows = a.map((row, i) => [...row, ...b[i]!]);
  eliminate(F, rows);
  const n = rows.length;
  const x: T[][] = [];
  for (let i = n - 1; i >= 0; i--) {
    const row = rows[i]!;
    x[i] = row.slice(n).map((right, j) => {
      let rest = right;
      for (let k = i + 1; k < n; k++) rest = F.sub(rest, F.mul(row[k]!, x[k]![j]!));
      return F.div(rest, row[i]!);
    });
  }
  return x;
}

/** (M B) / t */
function cramer<T>(F: Field<T>, a: readonly T[][], b: readonly T[][]): T[][] {
  if (a.length === 0) return [];
  const { m, t } = leverrier(F, a);
  return product(F, m, b).map((row) => row.map((entry) => F.div(entry, t)));
}

/**
 * M and t with A M = t I and det A = (−1)ⁿ⁻¹ t: M₁ = I, tₖ = tr(A Mₖ)/k, Mₖ₊₁ = A Mₖ − tₖ I.
 * The characteristic of the field must be larger than n.
 * @source Faddeev and LeVerrier; Gantmacher, "The Theory of Matrices", IV §5
 */
function leverrier<T>(F: Field<T>, a: readonly T[][]): { readonly m: T[][]; readonly t: T } {
  let m = a.map((row, i) => row.map((_, j) => F.of(i === j ? 1 : 0)));
  for (let k = 1; ; k++) {
    const am = k === 1 ? a : product(F, a, m);
    const t = F.div(
      am.reduce((sum, row, i) => F.add(sum, row[i]!), F.of(0)),
      F.of(k),
    );
    if (k === a.length) return { m, t };
    m = am.map((row, i) => row.map((entry, j) => (i === j ? F.sub(entry, t) : entry)));
  }
}

function product<T>(F: Field<T>, a: readonly T[][], b: readonly T[][]): T[][] {
  return a.map((row) =>
    b[0]!.map((_, j) =>
      row.reduce((acc, entry, k) => F.add(acc, F.mul(entry, b[k]![j]!)), F.of(0)),
    ),
  );
}
