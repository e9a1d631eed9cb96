/**
 * Matrix products of operands that are views: their strides are the product's, and leading axes
 * are loops around it.
 *
 * Next: ../serial/kernel.ts
 */
import { sizeOf } from "../../shape.ts";
import type { Read } from "../read/expression.ts";
import type { Contraction, Windows } from "../read/kernel.ts";
import { type Axis, dense } from "../read/view.ts";
import type { Code } from "../write/code.ts";
import type { Module } from "../write/module.ts";
import { nested } from "../write/nest.ts";
import { Pointers, type TableAddress, type View } from "../write/pointers.ts";
import { type GatheredProduct, multiplyGathered, scratchOfGathered } from "./gathered.ts";
import { multiply, type Product, scratchOf } from "./matmul.ts";

/** One product of the kernel, with the distances of its operands. */
export function productOf({ a, b }: Contraction): Product {
  const row = a.axes.at(-2)!;
  const term = a.axes.at(-1)!;
  const column = b.axes.at(-1)!;
  return {
    n: row.n,
    k: term.n,
    m: column.n,
    a: { row: row.stride, term: term.stride },
    b: { term: b.axes.at(-2)!.stride, column: column.stride },
  };
}

/** The same of windows. @param table where the table of their rows is */
function gatheredOf(
  kernel: Contraction,
  { rows, pieces }: Windows,
  table: number,
): GatheredProduct {
  const [terms, column] = kernel.b.axes as [Axis, Axis];
  const b = { term: terms.stride, column: column.stride };
  return { n: rows.length, m: column.n, table, pieces, b };
}

/** How many floats of scratch the kernel needs. */
export function spareOf(kernel: Contraction): number {
  const { windows } = kernel;
  return windows === null
    ? scratchOf(productOf(kernel))
    : scratchOfGathered(gatheredOf(kernel, windows, 0));
}

/** The function that writes the kernel's body; the one it calls is added to the module. */
export function contractionWriter(
  module: Module,
  kernel: Contraction,
  scratch: number,
  relaxed: boolean,
  table: TableAddress,
): (code: Code) => void {
  const { windows, a, b, buffer } = kernel;
  const index =
    windows === null
      ? multiply(module, productOf(kernel), relaxed)
      : multiplyGathered(module, gatheredOf(kernel, windows, table(windows.rows)), relaxed);
  if (a.axes.length > 2) return (code) => writeEach(code, kernel, index, scratch);
  const address = (read: Read): number => read.buffer.address + 4 * read.offset;
  return (code) => {
    const operands = [code.i32(address(a)), code.i32(address(b))];
    code.call(index, ...operands, code.i32(buffer.address), code.i32(scratch));
  };
}

/** A call for each index of the leading axes. */
function writeEach(code: Code, kernel: Contraction, index: number, scratch: number): void {
  const leading = kernel.a.axes.slice(0, -2).map(({ n }) => n);
  if (sizeOf(leading) === 0) return;
  const { n, m } = productOf(kernel);
  const out = { buffer: kernel.buffer, offset: 0, axes: dense([...leading, n, m]) };
  const views = [kernel.a, kernel.b, out].map(
    (view): View => ({ ...view, axes: view.axes.slice(0, -2) }),
  );
  const pointers = new Pointers(code, views, () => 0);
  nested(pointers, [...leading.entries()], () => {
    const addresses = views.map((view) =>
      pointers.at(view, (address, offset) => code.op("i32.add", address, code.i32(offset))),
    );
    code.call(index, ...addresses, code.i32(scratch));
  });
}
