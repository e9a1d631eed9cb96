/**
 * The layout of a program's region: scratch, constants, tables, data, inputs, and the arena.
 *
 * Next: ../webassembly.ts
 */

import { spareOf as spareOfProduct } from "../products/contraction.ts";
import type { Draft } from "../read/build.ts";
import type { Buffer } from "../read/expression.ts";
import type { Kernel } from "../read/kernel.ts";
import { everyKernel, heldBy, readsOfKernel, resultsOf, writesOf } from "../read/traffic.ts";
import { SCRATCH } from "../write/accumulators.ts";
import { tablesOf } from "../write/pointers.ts";
import { allocate, isInPlace, lives, room } from "./arena.ts";

/** Where everything lies, in bytes from the beginning of the region. */
export interface Layout {
  /** That of loops. */
  readonly scratch: number;
  /** That of all other kernels. */
  readonly spare: number;
  /** The floats of formulas and expressions. */
  readonly constants: number;
  /** Of views, in elements. */
  readonly tables: ReadonlyMap<readonly number[], number>;
  /** Of ops that are neither loops nor products. */
  readonly serialTables: ReadonlyMap<Int32Array, number>;
  /** The bytes of the region. */
  readonly bytes: number;
}

/** An output that is an input of the next run. */
export interface Carried {
  /** The buffer it is computed in. */
  readonly output: Buffer;
  /** The buffer it is read from. */
  readonly input: Buffer;
}

/** How many bytes behind a stretch may be read. */
const PAST = 16;

/** Floats that formulas use; all of them together are fewer than 140. */
const FORMULAS = 256;

/**
 * Gives every buffer of a program its address.
 * @param carried outputs that lie where inputs do, if the kernels allow it
 */
export function layOut(
  draft: Draft,
  kernels: readonly Kernel[],
  carried: readonly Carried[],
): Layout {
  let end = 0;
  const reserve = (bytes: number): number => {
    const from = end;
    end += Math.ceil(bytes / 64) * 64;
    return from;
  };
  const scratch = reserve(SCRATCH);
  const every = everyKernel(kernels);
  const spare = reserve(4 * Math.max(0, ...every.map(spareOf)) + PAST);
  const constants = reserve(4 * (FORMULAS + draft.constants));
  const tables = new Map<readonly number[], number>();
  for (const kernel of every) {
    for (const table of tablesOfKernel(kernel)) {
      if (!tables.has(table)) tables.set(table, reserve(4 * table.length));
    }
  }
  const serialTables = new Map<Int32Array, number>();
  for (const kernel of every) {
    const table = kernel.kind === "serial" ? kernel.kernel.table : null;
    if (table !== null) serialTables.set(table, reserve(4 * table.length + PAST));
  }
  const fixed = new Set<Buffer>([...draft.data.keys(), ...draft.inputs]);
  for (const buffer of fixed) buffer.address = reserve(room(buffer.size));
  const loops = every.filter((kernel) => kernel.kind === "repeat");
  for (const buffer of loops.flatMap(heldBy)) {
    buffer.address = reserve(room(buffer.size));
    fixed.add(buffer);
  }
  const inPlace = (all: readonly Kernel[], output: Buffer, input: Buffer): void => {
    if (fixed.has(output) || !mayCarry(all, input, output)) return;
    output.address = input.address;
    fixed.add(output);
  };
  for (const { output, input } of carried) inPlace(kernels, output, input);
  for (const loop of loops) {
    for (const { next, to } of loop.carries) inPlace(loop.step, next, to);
    end = allocate(lives(loop.step, fixed, resultsOf(loop)), loop.step, end);
  }
  end = allocate(lives(kernels, fixed, new Set(draft.outputs)), kernels, end);
  return { scratch, spare, constants, tables, serialTables, bytes: end };
}

/** Whether the output may be written over the input: nobody reads the one after the other is there. */
function mayCarry(kernels: readonly Kernel[], input: Buffer, output: Buffer): boolean {
  const first = kernels.findIndex((kernel) => writesOf(kernel).includes(output));
  const last = kernels.findLastIndex((kernel) =>
    readsOfKernel(kernel).some(({ buffer }) => buffer === input),
  );
  return last < first || (last === first && isInPlace(kernels[first]!, input, output));
}

/** How many floats of scratch a kernel needs besides those of loops. */
function spareOf(kernel: Kernel): number {
  if (kernel.kind === "contraction") return spareOfProduct(kernel);
  return kernel.kind === "serial" ? kernel.kernel.scratch : 0;
}

/** The tables of its views. */
function tablesOfKernel(kernel: Kernel): (readonly number[])[] {
  if (kernel.kind === "contraction") return kernel.windows === null ? [] : [kernel.windows.rows];
  const isNest = kernel.kind === "loop" || kernel.kind === "rows";
  return isNest ? tablesOf(readsOfKernel(kernel)) : [];
}
