import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tensor } from "../../../../src/autodiff/index.ts";
import {
  type GatheredProduct,
  multiplyGathered,
  type Piece,
  scratchOfGathered,
} from "../../../../src/autodiff/wasm/products/gathered.ts";
import {
  difference,
  type Layout,
  layouts,
  numbers,
  type Place,
  places,
  span,
  strides,
  words,
  write,
} from "../arena.ts";

/** Where the kernel goes wrong, or null: rows begin at these elements of a source of random numbers. */
function wrong(
  rows: readonly number[],
  pieces: readonly Piece[],
  m: number,
  layout: Layout,
): string | null {
  const [n, k] = [rows.length, pieces.reduce((sum, { length }) => sum + length, 0)];
  const longest = Math.max(0, ...pieces.map(({ offset, length }) => offset + length));
  const source = numbers(Math.max(0, ...rows) + longest, 1);
  const x = rows.flatMap((row) =>
    pieces.flatMap(({ offset, length }) => [
      ...source.subarray(row + offset, row + offset + length),
    ]),
  );
  const y = numbers(k * m, 2);
  const ofB = strides(layout, k, m);
  const shape = { n, m, pieces, b: { term: ofB[0], column: ofB[1] } };
  const lengths = [scratchOfGathered({ ...shape, table: 0 }), n, source.length, span(k, m, ofB)];
  const [out, scratch, table, a, b] = places(n * m, ...lengths) as [
    Place,
    Place,
    Place,
    Place,
    Place,
  ];
  const product: GatheredProduct = { ...shape, table: 4 * table.at };
  write(a, source, source.length, [0, 1]);
  write(b, y, m, ofB);
  words.set(
    rows.map((row) => 4 * row),
    table.at,
  );
  const plain = tensor(Float32Array.from(x), [n, k]).matmul(tensor(y, [k, m])).data;
  return difference(
    (module) => multiplyGathered(module, product, false),
    [a, b, out, scratch],
    plain,
  );
}

/** Windows of 3 × 3 pixels in an image [9, 9, channels]. */
function windows(channels: number): [rows: number[], pieces: Piece[]] {
  const rows = Array.from({ length: 49 }, (_, i) => (Math.floor(i / 7) * 9 + (i % 7)) * channels);
  const pieces = [0, 1, 2].map((i) => ({ offset: i * 9 * channels, length: 3 * channels }));
  return [rows, pieces];
}

describe("the product of gathered rows", () => {
  const piece = fc.record({ offset: fc.nat(50), length: fc.integer({ min: 1, max: 9 }) });
  const layout = fc.constantFrom(...layouts);
  test("is the plain product of the rows laid side by side, to the bit, whatever the pieces", () => {
    const rows = fc.array(fc.nat(90), { maxLength: 20 });
    const pieces = fc.array(piece, { maxLength: 6 });
    fc.assert(
      fc.property(rows, pieces, fc.nat(40), layout, (...args) => {
        expect(wrong(...args)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  test.each([1, 3, 8])("is a convolution to the bit, with %i channels", (channels) => {
    for (const m of [1, 4, 16, 33]) {
      for (const layout of layouts) expect(wrong(...windows(channels), m, layout)).toBeNull();
    }
  });
});
