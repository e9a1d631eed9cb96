/**
 * solve and det on floats: Gaussian elimination in the order that lower/generic/linear.ts states.
 *
 * Each operation is rounded once: storing into a Float32Array rounds, and so does `fround`.
 *
 * Next: table.ts
 */
import type { Lowering } from "./lowering.ts";

// Not `{ abs, fround } = Math`, which a bundler keeps, and all that it reads, whether used or not.
const abs = Math.abs;
const fround = Math.fround;

/** The X with A X = B: one system after the other. */
export const solve: Lowering = (node, [a, b]) => {
  const [n, m] = node.shape.slice(-2) as [number, number];
  const out = new Float32Array(node.size);
  const width = n + m;
  const rows = new Float32Array(n * width);
  for (let s = 0; s * n * m < node.size; s++) {
    for (let i = 0; i < n; i++) {
      rows.set(a!.subarray((s * n + i) * n, (s * n + i + 1) * n), i * width);
      rows.set(b!.subarray((s * n + i) * m, (s * n + i + 1) * m), i * width + n);
    }
    eliminate(rows, n, width);
    const to = s * n * m;
    for (let i = n - 1; i >= 0; i--) {
      const u = i * width;
      for (let j = 0; j < m; j++) {
        let rest = rows[u + n + j]!;
        for (let k = i + 1; k < n; k++) {
          rest = fround(rest - fround(rows[u + k]! * out[to + k * m + j]!));
        }
        out[to + i * m + j] = rest / rows[u + i]!;
      }
    }
  }
  return out;
};

/** ± the product of the pivots. */
export const det: Lowering = (node, [a]) => {
  const n = node.inputs[0]!.shape.at(-1)!;
  const out = new Float32Array(node.size);
  for (let s = 0; s < out.length; s++) {
    const rows = Float32Array.from(a!.subarray(s * n * n, (s + 1) * n * n));
    const odd = eliminate(rows, n, n);
    let product = 1;
    for (let k = 0; k < n; k++) product = fround(product * rows[k * n + k]!);
    out[s] = odd ? -product : product;
  }
  return out;
};

/** Row operations on n rows; whether rows were exchanged an odd number of times. */
function eliminate(rows: Float32Array, n: number, width: number): boolean {
  let odd = false;
  for (let k = 0; k < n; k++) {
    let at = k;
    for (let i = k + 1; i < n; i++) {
      if (abs(rows[i * width + k]!) > abs(rows[at * width + k]!)) at = i;
    }
    if (at !== k) {
      odd = !odd;
      for (let j = k; j < width; j++) {
        const held = rows[k * width + j]!;
        rows[k * width + j] = rows[at * width + j]!;
        rows[at * width + j] = held;
      }
    }
    const top = k * width;
    for (let i = k + 1; i < n; i++) {
      const row = i * width;
      const quotient = fround(rows[row + k]! / rows[top + k]!);
      const factor = rows[row + k] === 0 && !Number.isFinite(quotient) ? 0 : quotient;
      for (let j = k + 1; j < width; j++) rows[row + j]! -= fround(factor * rows[top + j]!);
    }
  }
  return odd;
}
