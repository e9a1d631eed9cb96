/**
 * From kernels to a module: one function each, and one that calls them in order.
 *
 * Next: program.ts
 */

import type { Code } from "./code.ts";
import { contractionWriter } from "./contraction.ts";
import type { Buffer } from "./expression.ts";
import type { Kernel, Serial } from "./kernel.ts";
import type { Places } from "./kernels/kernel.ts";
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
 * @param early    the kernels whose indices are known before anything runs
 * @param relaxed  whether products are fused with sums
 */
export function emit(
  kernels: readonly Kernel[],
  layout: Layout,
  from: number,
  carried: ReadonlyMap<Buffer, Buffer>,
  early: ReadonlySet<number>,
  relaxed: boolean,
): Emitted {
  const module = new Module();
  const add = (write: (code: Code) => void): number => module.add([], null, write);
  const placesOf = ({ inputs, buffer, kernel: { table } }: Serial): Places => ({
    inputs: inputs.map(({ address }) => address),
    out: buffer.address,
    scratch: from + layout.spare,
    table: table === null ? 0 : from + layout.serialTables.get(table)!,
  });
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
  const spare = from + layout.spare;
  const functions = kernels.map((kernel) => {
    if (kernel.kind === "loop") return add((code) => writeLoop(code, kernel, around));
    if (kernel.kind === "contraction") {
      return add(contractionWriter(module, kernel, spare, relaxed));
    }
    return add((code) => kernel.kernel.write(code, placesOf(kernel)));
  });
  const checks = kernels.map((kernel) => {
    const check = kernel.kind === "serial" ? kernel.kernel.check : null;
    if (check === null) return null;
    return module.add([], "i32", (code) => check.write(code, placesOf(kernel as Serial)));
  });
  const run = module.add([], "i32", (code) => {
    const call = (at: number): void => {
      const bad = code.keep("i32", code.call(checks[at]!));
      code.when(code.op("i32.ge_s", code.get(bad), code.i32(0)), () => {
        code.store("i32.store", code.i32(0), code.get(bad), around.scratch);
        code.op("return", code.i32(at));
      });
    };
    // What is known before anything runs is looked at before anything is written.
    for (const at of early) call(at);
    functions.forEach((index, at) => {
      if (checks[at] !== null && !early.has(at)) call(at);
      code.call(index);
    });
    code.i32(-1);
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
