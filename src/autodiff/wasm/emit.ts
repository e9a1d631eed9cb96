/**
 * From kernels to a module: one function each, and one that calls them in order.
 *
 * Next: program.ts
 */
import type { Buffer } from "./expression.ts";
import type { Kernel } from "./kernel.ts";
import type { Layout } from "./layout.ts";
import { writeLoop } from "./loops.ts";
import { Module } from "./module.ts";
import type { Surroundings } from "./nest.ts";

/** What a program is when its bytes are known. */
export interface Emitted {
  readonly bytes: Uint8Array;
  /** The constants of formulas and expressions, by the address of each. */
  readonly constants: ReadonlyMap<number, number>;
}

/**
 * @param kernels  in the order they run, their buffers in place
 * @param layout   where the rest lies
 * @param from     the first byte of the region
 * @param carried  what is copied afterwards, where a state could not be written in place
 */
export function emit(
  kernels: readonly Kernel[],
  layout: Layout,
  from: number,
  carried: ReadonlyMap<Buffer, Buffer>,
): Emitted {
  const module = new Module();
  const addresses = new Map<string, number>();
  const constants = new Map<number, number>();
  const around: Surroundings = {
    constant(x) {
      const key = Object.is(x, -0) ? "-0" : String(Math.fround(x));
      const known = addresses.get(key);
      if (known !== undefined) return known;
      const address = from + layout.constants + 4 * addresses.size;
      addresses.set(key, address);
      constants.set(address, x);
      return address;
    },
    table: (table) => from + layout.tables.get(table)!,
    scratch: from + layout.scratch,
  };
  const functions = kernels.map((kernel) =>
    module.add([], null, (code) => {
      if (kernel.kind === "loop") writeLoop(code, kernel, around);
      else throw new Error(`internal: no ${kernel.kind}`);
    }),
  );
  const run = module.add([], null, (code) => {
    for (const index of functions) code.call(index);
  });
  module.export("run", run);
  const carry = module.add([], null, (code) => {
    for (const [output, input] of carried) {
      if (output.address === input.address) continue;
      code.copy(code.i32(input.address), code.i32(output.address), code.i32(4 * output.size));
    }
  });
  module.export("carry", carry);
  return { bytes: module.bytes(), constants };
}
