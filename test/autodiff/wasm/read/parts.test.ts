/** Where views of a loop's flat result read, and how its columns are divided. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concat, input, type Shape } from "../../../../src/autodiff/index.ts";
import { sizeOf } from "../../../../src/autodiff/shape.ts";
import type { Read } from "../../../../src/autodiff/wasm/read/expression.ts";
import {
  type Columns,
  partsOf,
  piecesOf,
  placeIn,
} from "../../../../src/autodiff/wasm/read/parts.ts";
import { even, placeOf } from "../../../../src/autodiff/wasm/read/view.ts";

const columns = (
  c: number,
  m: number,
  sums: number,
  length: number,
  reverse: boolean,
): Columns => ({
  c,
  width: c + m,
  sums,
  length,
  reverse,
  xs: 0,
});

/** All places a view reads. */
function placesOf({ offset, axes }: Read): number[] {
  return axes.reduce(
    (all, axis) =>
      all.flatMap((at) => Array.from({ length: axis.n }, (_, i) => at + placeOf(axis, i))),
    [offset],
  );
}

const read = (offset: number, ...axes: [n: number, stride: number][]): Read => ({
  kind: "read",
  buffer: { size: 0, name: "", address: 0 },
  offset,
  axes: axes.map(([n, stride]) => even(n, stride)),
});

describe("placeIn", () => {
  test("names the kind of column that every place is of, or none if there are two", () => {
    const shape = fc.tuple(
      fc.nat(4),
      fc.nat(4),
      fc.nat(4),
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
    );
    const views = shape
      .filter(([c, m]) => c + m > 0)
      .chain(([c, m, sums, length, reverse]) => {
        const width = c + m;
        const size = length * width + sums;
        return fc.record({
          of: fc.constant(columns(c, m, sums, length, reverse)),
          view: fc
            .tuple(fc.nat(size - 1), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
            .map(([from, rows, across]) => read(from, [rows, width], [across, 1]))
            .filter((view) => Math.max(...placesOf(view)) < size),
        });
      });
    fc.assert(
      fc.property(views, ({ of, view }) => {
        const { c, width, length, reverse } = of;
        const last = reverse ? 0 : length - 1;
        const kinds = placesOf(view).map((at) => {
          if (at >= length * width) return "sums";
          return at % width < c ? "carry" : "row";
        });
        const rows = placesOf(view).map((at) => Math.floor(at / width));
        const place = placeIn(of, view);
        const isOne = kinds.every((kind) => kind === kinds[0]);
        // A view that runs from one row into the next reads two kinds, or all of a row of one kind.
        if (place === null) {
          expect(isOne && c > 0 && width > c).toBe(false);
          return;
        }
        expect(isOne).toBe(true);
        expect(place.of === "sums").toBe(kinds[0] === "sums");
        if (place.of === "last") expect(rows.every((row) => row === last)).toBe(true);
        if (place.of !== "sums") {
          const found = placesOf(view).map((at) => at % width);
          expect([Math.min(...found), Math.max(...found)]).toEqual([place.low, place.high]);
          expect(Math.min(...rows)).toBe(place.row);
        }
      }),
    );
  });

  test("the last carry is that of the first row where time runs backwards", () => {
    const of = (reverse: boolean) => columns(2, 1, 0, 5, reverse);
    const first = read(0, [2, 1]);
    const last = read(12, [2, 1]);
    const kind = (reverse: boolean, view: Read) => placeIn(of(reverse), view)!.of;
    expect([kind(false, first), kind(false, last)]).toEqual(["rows", "last"]);
    expect([kind(true, first), kind(true, last)]).toEqual(["last", "rows"]);
  });
});

describe("partsOf", () => {
  const pieces = (...sizes: number[]) => sizes.map((n, i) => input(`p${i}`, [n] as Shape));
  const cut = (of: Columns, sizes: number[], ...intervals: [number, number][]) =>
    partsOf(
      of,
      pieces(...sizes),
      intervals.map(([low, high]) => ({ low, high })),
    ).map(({ from, size }) => [from, size]);
  const of = columns(5, 4, 3, 2, false);

  test("are as many as there are pieces, unless a reader reads two of them", () => {
    const sizes = [2, 3, 1, 3, 3];
    expect(cut(of, sizes, [0, 1], [5, 5])).toEqual([
      [0, 2],
      [2, 3],
      [5, 1],
      [6, 3],
      [9, 3],
    ]);
    expect(cut(of, sizes, [1, 2])).toEqual([
      [0, 5],
      [5, 1],
      [6, 3],
      [9, 3],
    ]);
  });

  test("never hold columns of two kinds", () => {
    expect(cut(of, [2, 3, 1, 3, 3], [0, 11])).toEqual([
      [0, 5],
      [5, 4],
      [9, 3],
    ]);
  });

  test("pieces are what a step packs, or slices of it where that would be of two kinds", () => {
    const [a, b] = [input("a", [5]), input("b", [7])];
    const sizes = (result: ReturnType<typeof input>) =>
      piecesOf(of, result).map(({ shape }) => sizeOf(shape));
    expect(sizes(concat([a, input("y", [4]), input("s", [3])]))).toEqual([5, 4, 3]);
    expect(sizes(concat([b, a]))).toEqual([5, 4, 3]);
    expect(sizes(input("all", [12]))).toEqual([5, 4, 3]);
  });
});
