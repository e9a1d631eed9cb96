/**
 * Gaussian elimination with the largest pivot of each column, in the order that
 * lower/generic/linear.ts states.
 *
 * The length of a row is a whole number of vectors, so a row operation needs no tail. It may begin
 * with a vector that reaches back to the pivot's column or before: what stands there is below the
 * diagonal and never read again.
 *
 * Next: linear.ts
 */
import type { Code, Pushed } from "../write/code.ts";
import type { Local } from "../write/locals.ts";
import { pointers } from "./kernel.ts";
import { along } from "./rows.ts";

/** n rows in the scratch. */
export interface Matrix {
  /** How many rows, and columns with a pivot. */
  readonly n: number;
  /** Bytes from one row to the next, a multiple of 16. */
  readonly row: number;
  /** The address of the first row. */
  readonly at: number;
}

/** The length, rounded up to whole vectors. */
export function whole(length: number): number {
  return 4 * Math.ceil(length / 4);
}

/**
 * Rows of `width` floats, one after the other at the pointer, into those of the matrix, from a
 * column on; the pointer is behind them then. The last vector of a row takes what comes after it.
 */
export function fillRows(
  code: Code,
  { n, row, at }: Matrix,
  width: number,
  column: number,
  pointer: Local,
  x: number,
): void {
  const to = code.keep("i32", code.i32(0));
  const from = code.local("i32");
  code.times(n, () => {
    code.set(from, code.get(pointer));
    along(code, whole(width), [from, to], (_, offset) => {
      const target = code.get(to);
      const four = code.load("v128.load", code.get(from), x + offset);
      code.store("v128.store", target, four, at + 4 * column + offset);
    });
    code.advance(to, row - 4 * whole(width));
    code.advance(pointer, 4 * width);
  });
}

/** Row operations on the matrix; 1 in the local if rows were exchanged an odd number of times. */
export function eliminate(code: Code, { n, row, at }: Matrix, odd: Local): void {
  const [i, j, end, diagonal] = pointers(code);
  const [pivot, below] = pointers(code);
  const float = (pointer: Local): Pushed => code.load("f32.load", code.get(pointer), at);
  const vector = (pointer: Local): Pushed => code.load("v128.load", code.get(pointer), at);
  const [largest, rival] = [code.local("f32"), code.local("f32")];
  const [held, factors] = [code.local("v128"), code.local("v128")];

  /** to = the vector that the pointer plus so many bytes is in. */
  const startOf = (to: Local, pointer: Local, bytes: number): void => {
    const address = code.op("i32.add", code.get(pointer), code.i32(bytes));
    code.set(to, code.op("i32.and", address, code.i32(-16)));
  };
  /** The rest of two rows, a vector at a time, from where i and j are. */
  const together = (body: () => void): void =>
    code.repeat(
      () => {
        body();
        code.advance(i, 16);
        code.advance(j, 16);
      },
      () => code.op("i32.lt_u", code.get(j), code.get(end)),
    );
  /** The elements under the diagonal, the pointer `below` at each. */
  const downwards = (body: () => void): void => {
    code.set(below, code.get(diagonal));
    code.repeat(
      () => {
        code.advance(below, row);
        body();
      },
      () => code.op("i32.lt_u", code.get(below), code.i32((n - 1) * row)),
    );
  };

  code.set(odd, code.i32(0));
  code.set(diagonal, code.i32(0));
  code.set(end, code.i32(row));
  code.times(n - 1, () => {
    code.set(pivot, code.get(diagonal));
    code.set(largest, code.op("f32.abs", float(diagonal)));
    downwards(() => {
      code.set(rival, code.op("f32.abs", float(below)));
      code.when(code.op("f32.gt", code.get(rival), code.get(largest)), () => {
        code.set(largest, code.get(rival));
        code.set(pivot, code.get(below));
      });
    });
    code.when(code.op("i32.ne", code.get(pivot), code.get(diagonal)), () => {
      code.set(odd, code.op("i32.xor", code.get(odd), code.i32(1)));
      startOf(i, pivot, 0);
      startOf(j, diagonal, 0);
      together(() => {
        code.set(held, vector(i));
        code.store("v128.store", code.get(i), vector(j), at);
        code.store("v128.store", code.get(j), code.get(held), at);
      });
    });
    code.set(largest, float(diagonal));
    downwards(() => {
      code.set(rival, code.op("f32.div", float(below), code.get(largest)));
      // 0 / 0 and 0 / NaN: a row that has a zero there stays as it is, but for 0 · ∞
      const zero = code.f32(0);
      const quotient = code.get(rival);
      const isZero = code.op("f32.eq", float(below), code.f32(0));
      const none = code.op("f32.ne", code.get(rival), code.get(rival));
      const factor = code.op("select", zero, quotient, code.op("i32.and", isZero, none));
      code.set(factors, code.op("f32x4.splat", factor));
      startOf(i, below, 4);
      startOf(j, diagonal, 4);
      together(() => {
        const target = code.get(i);
        const product = (): Pushed => code.op("f32x4.mul", code.get(factors), vector(j));
        code.store("v128.store", target, code.op("f32x4.sub", vector(i), product()), at);
      });
    });
    code.advance(diagonal, row + 4);
    code.advance(end, row);
  });
}
