/**
 * matmul as a register tile of 2 rows × 4 columns.
 *
 * Each output element is acc = +0, then acc = fl(acc + fl(aₖ·bₖ)) for k = 0, 1, …: tiles run over
 * outputs, never over k, so the bits do not depend on the tiling.
 *
 * Next: table.ts
 */
import type { Lowering } from "./lowering.ts";

const { fround } = Math;

/** [n, k] @ [k, m] */
export const matmul: Lowering = (node, [a, b]) => {
  const [n, m] = node.shape as [number, number];
  const k = node.inputs[0]!.shape[1]!;
  const out = new Float32Array(n * m);
  const [evenRows, wholeColumns] = [n - (n % 2), m - (m % 4)];
  for (let i = 0; i < evenRows; i += 2) {
    for (let j = 0; j < wholeColumns; j += 4)
      tile(a as Float32Array, b as Float32Array, out, i, j, k, m);
  }
  strip(a as Float32Array, b as Float32Array, out, 0, evenRows, wholeColumns, m, k, m);
  strip(a as Float32Array, b as Float32Array, out, evenRows, n, 0, m, k, m);
  return out;
};

/** Rows i, i + 1 and columns j … j + 3, accumulators in registers. */
function tile(
  a: Float32Array,
  b: Float32Array,
  out: Float32Array,
  i: number,
  j: number,
  k: number,
  m: number,
): void {
  let c00 = 0,
    c01 = 0,
    c02 = 0,
    c03 = 0;
  let c10 = 0,
    c11 = 0,
    c12 = 0,
    c13 = 0;
  let row0 = i * k;
  let row1 = row0 + k;
  let column = j;
  for (let l = 0; l < k; l++) {
    const a0 = a[row0++]!;
    const a1 = a[row1++]!;
    const b0 = b[column]!;
    const b1 = b[column + 1]!;
    const b2 = b[column + 2]!;
    const b3 = b[column + 3]!;
    c00 = fround(c00 + fround(a0 * b0));
    c01 = fround(c01 + fround(a0 * b1));
    c02 = fround(c02 + fround(a0 * b2));
    c03 = fround(c03 + fround(a0 * b3));
    c10 = fround(c10 + fround(a1 * b0));
    c11 = fround(c11 + fround(a1 * b1));
    c12 = fround(c12 + fround(a1 * b2));
    c13 = fround(c13 + fround(a1 * b3));
    column += m;
  }
  const top = i * m + j;
  out[top] = c00;
  out[top + 1] = c01;
  out[top + 2] = c02;
  out[top + 3] = c03;
  out[top + m] = c10;
  out[top + m + 1] = c11;
  out[top + m + 2] = c12;
  out[top + m + 3] = c13;
}

/** Rows from … to, columns left … right, one element at a time. */
function strip(
  a: Float32Array,
  b: Float32Array,
  out: Float32Array,
  from: number,
  to: number,
  left: number,
  right: number,
  k: number,
  m: number,
): void {
  for (let i = from; i < to; i++) {
    for (let j = left; j < right; j++) {
      let acc = 0;
      for (let l = 0; l < k; l++) acc = fround(acc + fround(a[i * k + l]! * b[l * m + j]!));
      out[i * m + j] = acc;
    }
  }
}
