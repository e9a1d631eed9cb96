/**
 * solve and det: one elimination after the other.
 *
 * Next: table.ts
 */
import type { Tensor } from "../../tensor/tensor.ts";
import type { Code, Pushed } from "../write/code.ts";
import type { Local } from "../write/locals.ts";
import { eliminate, fillRows, type Matrix, whole } from "./elimination.ts";
import { type Kernel, pointers, storeFirst } from "./kernel.ts";

/** The X with A X = B, in the scratch and then in the result. */
export function solve(node: Tensor): Kernel {
  const [n, m] = node.shape.slice(-2) as [number, number];
  // the right-hand sides begin with a vector of their own
  const width = whole(n) + whole(m);
  return {
    scratch: n * width,
    table: null,
    check: null,
    write(code, { inputs, out, scratch }) {
      if (node.size === 0) return;
      const matrix = { n, row: 4 * width, at: scratch };
      const [a, b, odd, column] = pointers(code);
      const substitute = (columns: number): void => {
        const at = { column, rows: scratch + 4 * whole(n), end: b, out };
        substituteBack(code, matrix, m, columns, at);
      };
      code.times(node.size / (n * m), () => {
        fillRows(code, matrix, n, 0, a, inputs[0]!);
        fillRows(code, matrix, m, whole(n), b, inputs[1]!);
        eliminate(code, matrix, odd);
        code.set(column, code.i32(0));
        code.times(m >> 4, () => {
          substitute(16);
          code.advance(column, 64);
        });
        if (m & 15) substitute(m & 15);
      });
    },
  };
}

/** Where substitution finds things. */
interface Sides {
  /** Bytes from the first right-hand side to the first of these. */
  readonly column: Local;
  /** The address of the right-hand sides of the first row. */
  readonly rows: number;
  /** Bytes from the address of the result to the end of this system's. */
  readonly end: Local;
  /** The address of the result. */
  readonly out: number;
}

/** A few columns of X, of m, the last row first: what is left of the right-hand side, / the pivot. */
function substituteBack(
  code: Code,
  { n, row, at }: Matrix,
  m: number,
  columns: number,
  { column, rows, end, out }: Sides,
): void {
  const rests = Array.from({ length: Math.ceil(columns / 4) }, () => code.local("v128"));
  const splat = (pointer: Local): Pushed => code.load("v128.load32_splat", code.get(pointer), at);
  const moved = (pointer: Local, bytes: number): Pushed =>
    code.op("i32.add", code.get(pointer), code.i32(bytes));
  const mine = code.keep("i32", moved(column, (n - 1) * row));
  const to = code.keep("i32", code.op("i32.add", moved(end, -4 * m), code.get(column)));
  const diagonal = code.keep("i32", code.i32((n - 1) * (row + 4)));
  const [lower, coefficient, factor] = [code.local("i32"), code.local("i32"), code.local("v128")];
  code.times(n, () => {
    const sides = (pointer: Local, i: number): Pushed =>
      code.load("v128.load", code.get(pointer), rows + 16 * i);
    rests.forEach((rest, i) => {
      code.set(rest, sides(mine, i));
    });
    code.set(lower, code.get(mine));
    code.set(coefficient, code.get(diagonal));
    code.block(() => {
      code.repeat(
        () => {
          code.advance(lower, row);
          code.advance(coefficient, 4);
          code.leave(1, code.op("i32.ge_u", code.get(lower), code.i32(n * row)));
          code.set(factor, splat(coefficient));
          rests.forEach((rest, i) => {
            const held = code.get(rest);
            const product = code.op("f32x4.mul", code.get(factor), sides(lower, i));
            code.set(rest, code.op("f32x4.sub", held, product));
          });
        },
        () => code.i32(1),
      );
    });
    rests.forEach((rest, i) => {
      code.set(rest, code.op("f32x4.div", code.get(rest), splat(diagonal)));
      code.store("v128.store", code.get(mine), code.get(rest), rows + 16 * i);
      storeFirst(code, Math.min(4, columns - 4 * i), to, rest, out + 16 * i);
    });
    code.advance(mine, -row);
    code.advance(diagonal, -row - 4);
    code.advance(to, -4 * m);
  });
}

/** ± the product of the pivots, from 1. */
export function det(node: Tensor): Kernel {
  const n = node.inputs[0]!.shape.at(-1)!;
  const matrix = { n, row: 4 * whole(n) };
  return {
    scratch: n * whole(n),
    table: null,
    check: null,
    write(code, { inputs, out, scratch }) {
      const [a, to, odd, diagonal] = pointers(code);
      const product = code.local("f32");
      code.times(node.size, () => {
        fillRows(code, { ...matrix, at: scratch }, n, 0, a, inputs[0]!);
        eliminate(code, { ...matrix, at: scratch }, odd);
        code.set(product, code.f32(1));
        code.set(diagonal, code.i32(0));
        code.times(n, () => {
          const pivot = code.load("f32.load", code.get(diagonal), scratch);
          code.set(product, code.op("f32.mul", pivot, code.get(product)));
          code.advance(diagonal, matrix.row + 4);
        });
        const target = code.get(to);
        const minus = code.op("f32.neg", code.get(product));
        const signed = code.op("select", minus, code.get(product), code.get(odd));
        code.store("f32.store", target, signed, out);
        code.advance(to, 4);
      });
    },
  };
}
