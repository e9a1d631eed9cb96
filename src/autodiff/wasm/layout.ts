/**
 * The layout of a program's region: scratch, constants, tables, data, inputs, and the arena.
 *
 * Next: emit.ts
 */
import { allocate, isInPlace, lives, room } from "./arena.ts";
import type { Draft } from "./build.ts";
import type { Buffer } from "./expression.ts";
import { SCRATCH } from "./folds.ts";
import { type Kernel, readsOfKernel, writesOf } from "./kernel.ts";
import { tablesOf } from "./pointers.ts";

/** Where everything lies, in bytes from the beginning of the region. */
export interface Layout {
  readonly scratch: number;
  readonly constants: number;
  readonly tables: ReadonlyMap<readonly number[], number>;
  /** The bytes of the region. */
  readonly bytes: number;
}

/** Floats that formulas use; all of them together are fewer than 140. */
const FORMULAS = 256;

/**
 * Gives every buffer of a program its address.
 * @param carried which output is to lie where which input does, if the kernels allow it
 * @param spare   bytes of scratch that kernels other than loops need
 */
export function layOut(
  draft: Draft,
  kernels: readonly Kernel[],
  carried: ReadonlyMap<Buffer, Buffer>,
  spare: number,
): Layout {
  let end = 0;
  const reserve = (bytes: number): number => {
    const from = end;
    end += Math.ceil(bytes / 64) * 64;
    return from;
  };
  const scratch = reserve(SCRATCH + spare);
  const constants = reserve(4 * (FORMULAS + draft.constants));
  const tables = new Map<readonly number[], number>();
  for (const kernel of kernels) {
    for (const table of tablesOf(viewsOf(kernel))) {
      if (!tables.has(table)) tables.set(table, reserve(4 * table.length));
    }
  }
  const fixed = new Set<Buffer>([...draft.data.keys(), ...draft.inputs]);
  for (const buffer of fixed) buffer.address = reserve(room(buffer.size));
  for (const [output, input] of carried) {
    if (!mayCarry(kernels, input, output)) continue;
    output.address = input.address;
    fixed.add(output);
  }
  end = allocate(lives(kernels, fixed, new Set(draft.outputs)), kernels, end);
  return { scratch, constants, tables, bytes: end };
}

/** Whether the output may be written over the input: nobody reads the one after the other is there. */
function mayCarry(kernels: readonly Kernel[], input: Buffer, output: Buffer): boolean {
  const first = kernels.findIndex((kernel) => writesOf(kernel).includes(output));
  const last = kernels.findLastIndex((kernel) =>
    readsOfKernel(kernel).some(({ buffer }) => buffer === input),
  );
  return last < first || (last === first && isInPlace(kernels[first]!, input, output));
}

function viewsOf(kernel: Kernel) {
  return kernel.kind === "loop" ? readsOfKernel(kernel) : [];
}
