/**
 * matmul: operands are copied to the kernel's heap, padded to whole tiles, and the result back.
 *
 * Each output element is acc = +0, then acc = fl(acc + fl(aₖ·bₖ)) for k = 0, 1, …: tiles run over
 * outputs, never over k, so the bits do not depend on the tiling, nor on the padding.
 *
 * Next: solve.ts
 */
import type { Values } from "../../recall.ts";
import { kernelOn, type Multiply } from "./kernel.ts";
import type { Lowering } from "./lowering.ts";

/** […, n, k] @ […, k, m]: one product after the other. */
export const matmul: Lowering = (node, [a, b]) => {
  const [n, m] = node.shape.slice(-2) as [number, number];
  const k = node.inputs[0]!.shape.at(-1)!;
  if (node.rank === 2) return product(a!, b!, n, k, m);
  const out = new Float32Array(node.size);
  for (let i = 0; i * n * m < node.size; i++) {
    const left = a!.subarray(i * n * k, (i + 1) * n * k);
    const right = b!.subarray(i * k * m, (i + 1) * k * m);
    out.set(product(left, right, n, k, m), i * n * m);
  }
  return out;
};

/** [n, k] @ [k, m] */
function product(a: Values, b: Values, n: number, k: number, m: number): Float32Array {
  const [rows, columns] = [n + (n % 2), m + ((4 - (m % 4)) % 4)];
  const [atB, atOut] = [rows * k, rows * k + k * columns];
  const { floats, multiply } = heapOf(atOut + rows * columns);
  floats.set(a);
  packPanels(b, k, m, floats, atB);
  multiply(0, 4 * atB, 4 * atOut, rows, k, columns);
  if (columns === m) return floats.slice(atOut, atOut + n * m);
  const out = new Float32Array(n * m);
  for (let i = 0, to = 0; i < n; i++) {
    const from = atOut + i * columns;
    for (let j = 0; j < m; j++) out[to++] = floats[from + j]!;
  }
  return out;
}

/** b[k, m] as panels [⌈m/4⌉, k, 4]: the kernel then reads it in order, whatever m is. */
function packPanels(b: Values, k: number, m: number, to: Float32Array, start: number): void {
  for (let j = 0; j < m; j++) {
    let at = start + (j - (j % 4)) * k + (j % 4);
    for (let l = 0, from = j; l < k; l++, from += m, at += 4) to[at] = b[from]!;
  }
}

/** The one heap of the process: it grows, is zero where nothing was written, and never shrinks. */
interface Heap {
  readonly floats: Float32Array<ArrayBuffer>;
  readonly multiply: Multiply;
}

let heap: Heap | null = null;

/**
 * A heap for at least so many floats. What an earlier product left in the padding never mixes in.
 */
function heapOf(size: number): Heap {
  if (heap === null || heap.floats.length < size) {
    const buffer = new ArrayBuffer(heapBytes(4 * size));
    heap = {
      floats: new Float32Array(buffer),
      multiply: kernelOn(globalThis, null, buffer),
    };
  }
  return heap;
}

/** The least heap size that asm.js allows: 2ᵏ ≥ 2¹⁶ up to 2²⁴ bytes, then multiples of 2²⁴. */
function heapBytes(needed: number): number {
  const large = 2 ** 24;
  if (needed > large) return Math.ceil(needed / large) * large;
  return 2 ** Math.max(16, Math.ceil(Math.log2(Math.max(1, needed))));
}
