/**
 * The matmul kernel: a register tile of 2 rows × 4 columns, in the typed subset of JavaScript
 * (asm.js).
 *
 * A product rounded to f32 and added to an f32 costs ordinary JavaScript four conversions between
 * float and double, four cycles on one port of the processor: 0.9 GFLOP/s. Where the runtime knows
 * asm.js it keeps the floats as floats: 3.5 GFLOP/s, measured on the same machine in the same
 * minute. Where it does not, this is a plain function with the same bits.
 *
 * The subset is strict: `var`, `x | 0`, a call of fround around each f32 operation. So this file
 * is written for the validator first.
 *
 * Next: linear.ts
 */

/**
 * out[n, m] = a[n, k] @ b[k, m] on the kernel's heap, with b in panels of 4 columns: [m / 4, k, 4].
 * Addresses are in bytes; n is even, m is a multiple of 4.
 */
export type Multiply = (a: number, b: number, out: number, n: number, k: number, m: number) => void;

/** What the kernel uses of the language, as asm.js wants to be handed it. */
interface Library {
  readonly Math: Math;
  readonly Float32Array: Float32ArrayConstructor;
}

/**
 * The kernel on a heap.
 * @param stdlib   the global object
 * @param _foreign nothing: asm.js has the parameter
 * @param heap     2ᵏ bytes, k ≥ 16, or a multiple of 2²⁴
 */
export function kernelOn(stdlib: Library, _foreign: null, heap: ArrayBuffer): Multiply {
  "use asm";
  var fround = stdlib.Math.fround;
  var imul = stdlib.Math.imul;
  var f32 = new stdlib.Float32Array(heap);
  function multiply(a: number, b: number, out: number, n: number, k: number, m: number): void {
    a = a | 0;
    b = b | 0;
    out = out | 0;
    n = n | 0;
    k = k | 0;
    m = m | 0;
    var i = 0;
    var j = 0;
    var l = 0;
    var p = 0;
    var q = 0;
    var r = 0;
    var rowA = 0;
    var rowOut = 0;
    var a0 = fround(0);
    var a1 = fround(0);
    var b0 = fround(0);
    var b1 = fround(0);
    var b2 = fround(0);
    var b3 = fround(0);
    var c00 = fround(0);
    var c01 = fround(0);
    var c02 = fround(0);
    var c03 = fround(0);
    var c10 = fround(0);
    var c11 = fround(0);
    var c12 = fround(0);
    var c13 = fround(0);
    rowA = k << 2;
    rowOut = m << 2;
    for (i = 0; (i | 0) < (n | 0); i = (i + 2) | 0) {
      for (j = 0; (j | 0) < (m | 0); j = (j + 4) | 0) {
        c00 = fround(0);
        c01 = fround(0);
        c02 = fround(0);
        c03 = fround(0);
        c10 = fround(0);
        c11 = fround(0);
        c12 = fround(0);
        c13 = fround(0);
        p = (a + (imul(i, rowA) | 0)) | 0;
        q = (p + rowA) | 0;
        r = (b + (imul(j, rowA) | 0)) | 0;
        for (l = 0; (l | 0) < (k | 0); l = (l + 1) | 0) {
          a0 = fround(f32[p >> 2]!);
          a1 = fround(f32[q >> 2]!);
          b0 = fround(f32[r >> 2]!);
          b1 = fround(f32[(r + 4) >> 2]!);
          b2 = fround(f32[(r + 8) >> 2]!);
          b3 = fround(f32[(r + 12) >> 2]!);
          c00 = fround(c00 + fround(a0 * b0));
          c01 = fround(c01 + fround(a0 * b1));
          c02 = fround(c02 + fround(a0 * b2));
          c03 = fround(c03 + fround(a0 * b3));
          c10 = fround(c10 + fround(a1 * b0));
          c11 = fround(c11 + fround(a1 * b1));
          c12 = fround(c12 + fround(a1 * b2));
          c13 = fround(c13 + fround(a1 * b3));
          p = (p + 4) | 0;
          q = (q + 4) | 0;
          r = (r + 16) | 0;
        }
        p = (out + ((imul(i, rowOut) | 0) + (j << 2))) | 0;
        q = (p + rowOut) | 0;
        f32[p >> 2] = c00;
        f32[(p + 4) >> 2] = c01;
        f32[(p + 8) >> 2] = c02;
        f32[(p + 12) >> 2] = c03;
        f32[q >> 2] = c10;
        f32[(q + 4) >> 2] = c11;
        f32[(q + 8) >> 2] = c12;
        f32[(q + 12) >> 2] = c13;
      }
    }
  }
  // not `{ multiply: multiply }`, which a bundler shortens to what the validator does not know
  return multiply;
}
