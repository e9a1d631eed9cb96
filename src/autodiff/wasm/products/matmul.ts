/**
 * Products of matrices: tiles of outputs, in blocks that caches hold.
 *
 * Each output is acc = +0, then acc = fl(acc + fl(a[i, l] · b[l, j])) for l = 0, 1, …: blocks and
 * tiles decide only which output is worked on next. A sum that is interrupted waits in `out`, where
 * it is a float as before, so the bits do not depend on blocks.
 *
 * Next: contraction.ts
 */
import type { Body, Module } from "../write/module.ts";
import { writePanel } from "./pack.ts";
import { COLUMNS, multiplyPanel } from "./panel.ts";
import { writeColumns, writeRows } from "./vector.ts";

/** One product out[i, j] = Σₗ a[i, l] · b[l, j] as the kernel sees it: lengths and distances, in elements. */
export interface Product {
  /** Rows of a and of out. */
  readonly n: number;
  /** Terms of each sum. */
  readonly k: number;
  /** Columns of b and of out. */
  readonly m: number;
  /** Element (i, l) of a is at i·row + l·term. */
  readonly a: { readonly row: number; readonly term: number };
  /** Element (l, j) of b is at l·term + j·column. */
  readonly b: { readonly term: number; readonly column: number };
}

/**
 * Terms of a block: a panel of them is 64 KB, which streams from the second-level cache. Sums are then
 * interrupted less often: 1024³ takes 0.93 of the time that it takes with 512 (medians of paired runs).
 */
const TERMS = 1024;
/** Rows of a block: with its terms, 2 MB. With 256 rows, 1024³ takes 3 % longer, as b is copied for each block. */
const BLOCK = 512;
/** Numbers of a matrix that a first-level cache does not hold: a matrix read often is copied from here on. */
const LARGE = 2 ** 14;
/** How often is often. At 256³ and aᵀ·b: 18.6 GFLOP/s in place, 23.0 with both copied. */
const OFTEN = 32;
/** From so many columns on, rows of b are pages apart: a copy pays for a few rows already (4.2 against 2.5). */
const WIDE = 512;

/**
 * The function (a, b, out, scratch: addresses in bytes) ↦ nothing; out is dense [n, m].
 *
 * Reads up to 16 bytes behind the ends of a, b and out, and writes nothing but out and scratch.
 * Equal products share one function.
 */
export function multiply(module: Module, product: Product, relaxed: boolean): number {
  const { n, k, m, a, b } = product;
  const key = ["matmul", n, k, m, a.row, a.term, b.term, b.column, relaxed].join();
  return module.share(key, ["i32", "i32", "i32", "i32"], bodyOf(module, product, relaxed));
}

/** The body of that function. */
function bodyOf(module: Module, product: Product, relaxed: boolean): Body {
  const { n, k, m } = product;
  if (n === 0 || m === 0) return () => {};
  if (k === 0) return (c, _a, _b, out) => c.fill(c.get(out), c.i32(0), c.i32(4 * n * m));
  if (isVector(product)) return vector(product, relaxed);
  return n > BLOCK ? blocks(module, product, relaxed) : panels(module, product, relaxed);
}

/** How many floats of scratch it needs: a panel of b, a block of a; 0 if both are read in place. */
export function scratchOf(product: Product): number {
  if (product.k === 0 || isVector(product)) return 0;
  const block = { ...product, n: Math.min(product.n, BLOCK) };
  const terms = termsOf(product.k);
  const rows = copiesA(block) ? 4 * Math.ceil(block.n / 4) : 0;
  return terms * ((copiesB(block) ? COLUMNS : 0) + rows);
}

/** One row, or one column, of which the other matrix has rows or columns that lie densely. */
function isVector({ n, m, a, b }: Product): boolean {
  if (n === 1) return b.column === 1 || b.term === 1;
  return m === 1 && (a.row === 1 || a.term === 1);
}

/** Is b copied, panel by panel? It must be where its columns do not lie side by side. */
function copiesB({ n, k, m, b }: Product): boolean {
  if (b.column !== 1 || b.term === 0) return true;
  return (k * m >= LARGE && n >= OFTEN) || (m >= WIDE && n >= 4);
}

/** Is a copied, block by block, so that the terms of a row lie side by side? */
function copiesA({ n, k, m, a }: Product): boolean {
  return a.term !== 1 && n * k >= LARGE && m >= OFTEN;
}

/** Terms of a block: as equal as can be. */
function termsOf(k: number): number {
  const blocks = Math.ceil(k / TERMS);
  return 4 * Math.ceil(k / blocks / 4);
}

/** (a·b)ᵀ = bᵀ·aᵀ, and x·y = y·x to the bit: a product with a column is one with a row. */
function vector({ n, k, m, a, b }: Product, relaxed: boolean): Body {
  return (c, left, right, out) => {
    const [x, matrix, term, column, length] =
      n === 1
        ? ([left, right, b.term, b.column, m] as const)
        : ([right, left, a.term, a.row, n] as const);
    const step = 4 * (n === 1 ? a.term : b.term);
    const shape = { k, m: length, x: step, b: { term: 4 * term, column: 4 * column }, relaxed };
    (column === 1 ? writeRows : writeColumns)(c, shape, { x, b: matrix, out });
  };
}

/** A product of many rows is several of fewer rows. */
function blocks(module: Module, product: Product, relaxed: boolean): Body {
  return (c, left, right, out, scratch) => {
    const call = (n: number): void => {
      const block = multiply(module, { ...product, n }, relaxed);
      c.call(block, c.get(left), c.get(right), c.get(out), c.get(scratch));
      c.advance(left, 4 * n * product.a.row);
      c.advance(out, 4 * n * product.m);
    };
    c.times(Math.floor(product.n / BLOCK), () => call(BLOCK));
    if (product.n % BLOCK > 0) call(product.n % BLOCK);
  };
}

/** Block after block of terms; in each, panel after panel of columns. */
function panels(module: Module, product: Product, relaxed: boolean): Body {
  const { n, k, m, a, b } = product;
  return (c, left, right, out, scratch) => {
    const most = termsOf(k);
    const continues = most < k;
    const packed = copiesB(product);
    const copy = copiesA(product) ? c.keep("i32", c.get(scratch)) : null;
    if (copy !== null && packed) c.advance(copy, 4 * COLUMNS * most);
    const strides = { n, m, a: copy === null ? a : { row: most, term: 1 }, b };
    const column = c.local("i32");
    const target = c.local("i32");
    const panel = (columns: number, terms: number): void => {
      const index = multiplyPanel(module, { ...strides, columns, packed, continues, relaxed });
      const rows = c.get(copy ?? left);
      c.call(index, rows, c.get(column), c.get(target), c.get(scratch), c.i32(terms));
      c.advance(column, 4 * columns * b.column);
      c.advance(target, 4 * columns);
    };
    const block = (terms: number): void => {
      if (copy !== null) c.call(copyRows(module, product, terms, most), c.get(left), c.get(copy));
      c.set(column, c.get(right));
      c.set(target, c.get(out));
      c.times(Math.floor(m / COLUMNS), () => panel(COLUMNS, terms));
      if (m % COLUMNS > 0) panel(m % COLUMNS, terms);
      c.advance(left, 4 * most * a.term);
      c.advance(right, 4 * most * b.term);
    };
    if (continues) c.fill(c.get(out), c.i32(0), c.i32(4 * n * m));
    c.times(Math.floor(k / most), () => block(most));
    if (k % most > 0) block(k % most);
  };
}

/** The function (from, to) that copies rows of a: to[i, l] = a[i, l] for so many terms l. */
function copyRows(module: Module, { n, a }: Product, terms: number, row: number): number {
  const key = ["rows", n, a.row, a.term, terms, row].join();
  return module.share(key, ["i32", "i32"], (c, from, to) => {
    const rows = c.keep("i32", c.i32(n));
    const strip = (columns: number): void => {
      const shape = { columns, terms: rows, term: 4 * a.row, column: 4 * a.term, row: 4 * row };
      writePanel(c, shape, from, to);
      c.advance(from, 4 * columns * a.term);
      c.advance(to, 4 * columns);
    };
    c.times(Math.floor(terms / COLUMNS), () => strip(COLUMNS));
    if (terms % COLUMNS > 0) strip(terms % COLUMNS);
  });
}
