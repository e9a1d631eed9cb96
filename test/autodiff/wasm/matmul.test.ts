import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tensor } from "../../../src/autodiff/index.ts";
import { multiply, type Product, scratchOf } from "../../../src/autodiff/wasm/matmul.ts";
import { Module } from "../../../src/autodiff/wasm/module.ts";
import { webAssembly } from "../../../src/autodiff/wasm/webassembly.ts";

/** How a matrix lies in memory: row after row, column after column, or in a larger one. */
type Layout = "rows" | "columns" | "part of rows" | "part of columns" | "scattered";

const layouts: readonly Layout[] = [
  "rows",
  "columns",
  "part of rows",
  "part of columns",
  "scattered",
];

/** The distances between rows and between columns of a matrix [rows, columns]. */
function strides(layout: Layout, rows: number, columns: number): readonly [number, number] {
  switch (layout) {
    case "rows":
      return [columns, 1];
    case "columns":
      return [1, rows];
    case "part of rows":
      return [columns + 3, 1];
    case "part of columns":
      return [1, rows + 5];
    case "scattered":
      return [2, 2 * rows + 1];
  }
}

const api = webAssembly()!;
const memory = new api.Memory({ initial: 256 });
const floats = new Float32Array(memory.buffer);
const words = new Int32Array(memory.buffer);

/** Numbers that look random, with zeros of both signs, huge ones and small ones among them. */
function numbers(n: number, seed: number): Float32Array {
  const special = [0, -0, 1e30, -1e-30, 3e38];
  return Float32Array.from({ length: n }, (_, i) => {
    const x = Math.sin(12.9898 * (i + 1) + seed) * 43758.5453;
    const place = Math.floor(97 * (x - Math.floor(x)));
    return special[place] ?? Math.sin(x);
  });
}

interface Operand {
  readonly at: number;
  readonly length: number;
}

/** Writes a matrix to memory, and says where the next one may begin: a multiple of 4, 4 floats of padding. */
function put(at: number, values: Float32Array, columns: number, by: readonly number[]): Operand {
  let length = 0;
  for (const [i, value] of values.entries()) {
    const place = Math.floor(i / columns) * by[0]! + (i % columns) * by[1]!;
    floats[at + place] = value;
    length = Math.max(length, place + 1);
  }
  return { at, length };
}

const after = ({ at, length }: Operand): number => at + 4 * Math.ceil((length + 4) / 4);

/** The first place where compiled and plain differ, or where something is written that is not out. */
function difference(n: number, k: number, m: number, first: Layout, second: Layout): string | null {
  const [x, y] = [numbers(n * k, 1), numbers(k * m, 2)];
  const [row, term] = strides(first, n, k);
  const [down, across] = strides(second, k, m);
  const product: Product = { n, k, m, a: { row, term }, b: { term: down, column: across } };
  const spread = Math.max(n, k, m) + 8;
  const room = 8 * spread * spread + scratchOf(product);
  words.fill(NAN, 0, room);
  const a = put(16, x, k, [row, term]);
  const b = put(after(a), y, m, [down, across]);
  const out: Operand = { at: after(b), length: n * m };
  const scratch: Operand = { at: after(out), length: scratchOf(product) };
  const before = words.slice(0, room);
  const module = new Module();
  module.export("run", multiply(module, product, false));
  const instance = new api.Instance(new api.Module(module.bytes()), { m: { m: memory } });
  const run = instance.exports["run"] as (...addresses: number[]) => void;
  run(4 * a.at, 4 * b.at, 4 * out.at, 4 * scratch.at);
  const plain = tensor(x, [n, k]).matmul(tensor(y, [k, m])).data;
  for (const [i, value] of plain.entries()) {
    const got = floats[out.at + i]!;
    if (!Object.is(got, value)) return `out[${i}] is ${got}, not ${value}`;
  }
  before.set(words.subarray(out.at, out.at + out.length), out.at);
  const isOurs = (i: number): boolean => scratch.at <= i && i < scratch.at + scratch.length;
  for (let i = 0; i < room; i++) {
    if (words[i] !== before[i] && !isOurs(i)) return `float ${i} was written`;
  }
  return null;
}

/** A quiet NaN, as bits. */
const NAN = 0x7fc00000;

describe("the product of two matrices", () => {
  const layout = fc.constantFrom(...layouts);
  const length = fc.nat(40);
  test("is the plain one to the bit, and nothing else is written, however the matrices lie", () => {
    fc.assert(
      fc.property(length, length, length, layout, layout, (...args) => {
        expect(difference(...args)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["several blocks of terms", 33, 531, 37],
    ["several blocks of rows", 1030, 20, 19],
    ["copies of both matrices", 130, 270, 70],
    ["a copy for few rows", 5, 9, 517],
    ["a long row", 1, 530, 519],
    ["a long column", 519, 530, 1],
    ["one number", 1, 1030, 1],
  ])("is the plain one to the bit with %s", (_, n, k, m) => {
    for (const first of layouts) {
      for (const second of layouts) expect(difference(n, k, m, first, second)).toBeNull();
    }
  });

  test("shares one function between equal products", () => {
    const module = new Module();
    const product = { n: 3, k: 4, m: 5, a: { row: 4, term: 1 }, b: { term: 5, column: 1 } };
    const index = multiply(module, product, false);
    expect(multiply(module, { ...product }, false)).toBe(index);
    expect(multiply(module, { ...product, a: { row: 1, term: 3 } }, false)).not.toBe(index);
  });
});
