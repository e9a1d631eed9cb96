/** A memory to run kernels in, full of NaN except for operands, and how matrices lie in it. */

import { webAssembly } from "../../../src/autodiff/wasm/webassembly.ts";
import { Module } from "../../../src/autodiff/wasm/write/module.ts";

/** How a matrix lies in memory: row after row, column after column, or in a larger one. */
export type Layout = "rows" | "columns" | "part of rows" | "part of columns" | "scattered";

export const layouts: readonly Layout[] = [
  "rows",
  "columns",
  "part of rows",
  "part of columns",
  "scattered",
];

/** The distances between rows and between columns of a matrix [rows, columns]. */
export function strides(layout: Layout, rows: number, columns: number): readonly [number, number] {
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
/** The memory, as floats. */
export const floats: Float32Array = new Float32Array(memory.buffer);
/** The memory, as whole numbers. */
export const words: Int32Array = new Int32Array(memory.buffer);

/** Numbers that look random, with zeros of both signs, huge ones and small ones among them. */
export function numbers(n: number, seed: number): Float32Array {
  const special = [0, -0, 1e30, -1e-30, 3e38];
  return Float32Array.from({ length: n }, (_, i) => {
    const x = Math.sin(12.9898 * (i + 1) + seed) * 43758.5453;
    const place = Math.floor(97 * (x - Math.floor(x)));
    return special[place] ?? Math.sin(x);
  });
}

/** Where something lies in memory, counted in floats. */
export interface Place {
  readonly at: number;
  readonly length: number;
}

/**
 * Places of some lengths, one after the other, each with 16 bytes of padding or more behind it; the
 * last padding ends where memory ends. All is NaN, from a kilobyte before the first on.
 */
export function places(...lengths: number[]): Place[] {
  let end = words.length;
  const found: Place[] = [];
  for (const length of lengths.toReversed()) {
    end -= 4 * Math.ceil((length + 4) / 4);
    found.unshift({ at: end, length });
  }
  words.fill(NAN, end - GUARD);
  return found;
}

/** A quiet NaN, as bits. */
const NAN = 0x7fc00000;
/** How many floats before all places are watched. */
const GUARD = 256;

/** How many floats a matrix [rows, columns] spans. */
export function span(
  rows: number,
  columns: number,
  [down, across]: readonly [number, number],
): number {
  return rows * columns === 0 ? 0 : (rows - 1) * down + (columns - 1) * across + 1;
}

/** Writes a matrix, row by row, to where it lies. */
export function write(
  { at }: Place,
  values: Float32Array,
  columns: number,
  [down, across]: readonly [number, number],
): void {
  for (const [i, value] of values.entries()) {
    floats[at + Math.floor(i / columns) * down + (i % columns) * across] = value;
  }
}

/**
 * Runs a kernel (a, b, out, scratch); the first place where out is not `plain`, or where something
 * was written that is neither out nor scratch, or null.
 */
export function difference(
  kernel: (module: Module) => number,
  [a, b, out, scratch]: readonly [Place, Place, Place, Place],
  plain: ArrayLike<number>,
): string | null {
  const from = Math.min(a.at, b.at, out.at, scratch.at) - GUARD;
  const before = words.slice(from);
  const module = new Module();
  module.export("run", kernel(module));
  const instance = new api.Instance(new api.Module(module.bytes()), { m: { m: memory } });
  const run = instance.exports["run"] as (...addresses: number[]) => void;
  run(4 * a.at, 4 * b.at, 4 * out.at, 4 * scratch.at);
  for (let i = 0; i < plain.length; i++) {
    const got = floats[out.at + i]!;
    if (!Object.is(got, plain[i])) return `out[${i}] is ${got}, not ${plain[i]}`;
  }
  for (const { at, length } of [out, scratch]) {
    before.set(words.subarray(at, at + length), at - from);
  }
  const changed = before.findIndex((word, i) => words[from + i] !== word);
  return changed < 0 ? null : `float ${from + changed} was written`;
}
