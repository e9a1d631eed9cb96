/**
 * Products of matrices of residues: one module of 3 kB, for every modulus and all sizes.
 *
 * Next: residue-tile.ts
 */
import type { ProductSize } from "../../field.ts";
import { isAllowed } from "../probe.ts";
import { type WebAssemblyApi, webAssembly } from "../webassembly.ts";
import { Module } from "../write/module.ts";
import { BLOCK, blockAt, TILE } from "./residue-tile.ts";

/** a @ b modulo p, row-major; a, b hold integers 0 … p − 1, and so does the result. */
export type ProductModulo = (
  p: number,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  size: ProductSize,
) => number[];

/** Of each operand, and of the result, as much as is in memory at once. */
const BYTES = 4 * BLOCK * BLOCK;

/** The product of this thread; null where it is not allowed. */
const made = new Map<WebAssemblyApi, ProductModulo | null>();

/** Whether somebody wants to see what is computed, or how long it takes, without. */
let isOff = false;

/** What a function gives where products of residues are computed term by term: the oracle. */
export function termByTerm<Result>(run: () => Result): Result {
  isOff = true;
  try {
    return run();
  } finally {
    isOff = false;
  }
}

/** a @ b in the runtime's WebAssembly; null if there is none, or none with SIMD. */
export function residueProduct(): ProductModulo | null {
  const api = webAssembly();
  if (api === undefined || isOff) return null;
  const known = made.get(api);
  if (known !== undefined) return known;
  const product = isAllowed(api) ? productIn(api) : null;
  made.set(api, product);
  return product;
}

/** The module, and what copies blocks into its memory and out of it. */
function productIn(api: WebAssemblyApi): ProductModulo {
  const module = new Module();
  const parameters = ["i32", "i32", "i32", "i32"] as const;
  module.export("run", module.add(parameters, null, blockAt([0, BYTES, 2 * BYTES])));
  const memory = new api.Memory({ initial: (3 * BYTES) / 65536 });
  const { exports } = new api.Instance(new api.Module(module.bytes()), { m: { m: memory } });
  const run = exports["run"] as Run;
  const [left, right, out] = [0, 1, 2].map((i) => new Int32Array(memory.buffer, i * BYTES)) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  return (p, a, b, { count, n, k, m }) => {
    const y = new Array<number>(count * n * m).fill(0);
    for (let s = 0; s < count; s++) {
      for (let l = 0; l < k; l += BLOCK) {
        const terms = Math.min(BLOCK, k - l);
        const quads = Math.ceil(terms / TILE);
        for (let j = 0; j < m; j += BLOCK) {
          const columns = Math.min(BLOCK, m - j);
          pack(right, b, (s * k + l) * m + j, columns, 1, terms, m);
          for (let i = 0; i < n; i += BLOCK) {
            const rows = Math.min(BLOCK, n - i);
            pack(left, a, (s * n + i) * k + l, rows, k, terms, 1);
            run(Math.ceil(rows / TILE), Math.ceil(columns / TILE), quads, p);
            unpack(out, y, (s * n + i) * m + j, rows, columns, m, p);
          }
        }
      }
    }
    return y;
  };
}

type Run = (rowTiles: number, columnTiles: number, quads: number, p: number) => void;

/** Panels [terms, 4] of `lines` rows or columns; terms up to a multiple of 4 are 0. */
function pack(
  to: Int32Array,
  x: ArrayLike<number>,
  from: number,
  lines: number,
  line: number,
  terms: number,
  term: number,
): void {
  const end = TILE * Math.ceil(terms / TILE);
  for (let first = 0; first < lines; first += TILE) {
    const inside = Math.min(TILE, lines - first);
    const panel = first * end;
    for (let l = 0; l < terms; l++) {
      const at = panel + TILE * l;
      const source = from + first * line + l * term;
      for (let i = 0; i < inside; i++) to[at + i] = x[source + i * line]!;
    }
    to.fill(0, panel + TILE * terms, panel + TILE * end);
  }
}

/** Adds tiles to y, modulo p. */
function unpack(
  from: Int32Array,
  y: number[],
  to: number,
  rows: number,
  columns: number,
  stride: number,
  p: number,
): void {
  const band = TILE * TILE * Math.ceil(columns / TILE);
  for (let i = 0; i < rows; i++) {
    const tiles = (i >> 2) * band + TILE * (i & 3);
    const line = to + i * stride;
    for (let j = 0; j < columns; j++) {
      const sum = y[line + j]! + from[tiles + TILE * TILE * (j >> 2) + (j & 3)]!;
      y[line + j] = sum >= p ? sum - p : sum;
    }
  }
}
