/**
 * From kernels to a module: one function each, and one that calls them in order.
 *
 * Next: memory.ts
 */

import type { Code } from "./code.ts";
import { contractionWriter } from "./contraction.ts";
import type { Buffer } from "./expression.ts";
import type { Kernel, Repeat, Serial } from "./kernel.ts";
import type { Places } from "./kernels/kernel.ts";
import type { Layout } from "./layout.ts";
import { writeLoop } from "./loops.ts";
import { Module } from "./module.ts";
import type { Surroundings } from "./nest.ts";
import { writeRepeat } from "./repeat.ts";

/** What a program is when its bytes are known. */
export interface Emitted {
  readonly bytes: Uint8Array;
  /** The constants of formulas and expressions, by the address of each. */
  readonly constants: ReadonlyMap<number, number>;
  /** The kernels whose indices are looked at, by what `run` returns if they are out of bounds. */
  readonly checked: readonly Serial[];
  /** What each function is for, by its index; shared functions of products have no entry. */
  readonly labels: ReadonlyMap<number, Label>;
}

/** What a function is for: a kernel, by its place in the listing, or the whole. */
export interface Label {
  /** As the listing numbers it. */
  readonly name: string;
  /** What it computes or checks; null for the whole. */
  readonly kernel: Kernel | null;
}

/**
 * @param kernels  in the order they run, their buffers in place
 * @param layout   where the rest lies
 * @param from     the first byte of the region
 * @param carried  what is copied afterwards, where a state could not be written in place
 * @param early    those kernels whose indices are known before anything runs
 * @param relaxed  whether products are fused with sums
 */
export function emit(
  kernels: readonly Kernel[],
  layout: Layout,
  from: number,
  carried: ReadonlyMap<Buffer, Buffer>,
  early: readonly Serial[],
  relaxed: boolean,
): Emitted {
  const module = new Module();
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
  const checked: Serial[] = [];
  const labels = new Map<number, Label>();
  const label = (index: number, name: string, kernel: Kernel | null): number => {
    labels.set(index, { name, kernel });
    return index;
  };
  /** The calls of kernels in order; the first bad index makes the function return which check it is. */
  const calls = (
    list: readonly Kernel[],
    known: ReadonlySet<Kernel>,
    within = "kernel ",
  ): ((code: Code) => void) => {
    const parts = list.map((kernel, i) => callOf(kernel, known, `${within}${i}`));
    return (code) => {
      for (const part of parts) part(code);
    };
  };
  const checkOf = (kernel: Serial): ((code: Code) => void) => {
    const index = module.add([], "i32", (code) =>
      kernel.kernel.check!.write(code, placesOf(kernel)),
    );
    const id = checked.push(kernel) - 1;
    label(index, `check ${id}`, kernel);
    return (code) => {
      const bad = code.keep("i32", code.call(index));
      code.when(code.op("i32.ge_s", code.get(bad), code.i32(0)), () => {
        code.store("i32.store", code.i32(0), code.get(bad), around.scratch);
        code.op("return", code.i32(id));
      });
    };
  };
  const callOf = (
    kernel: Kernel,
    known: ReadonlySet<Kernel>,
    name: string,
  ): ((code: Code) => void) => {
    if (kernel.kind === "repeat") {
      const step = calls(kernel.step, new Set(), `${name}.`);
      const index = module.add([], "i32", (code) => {
        writeRepeat(code, kernel, () => step(code));
        code.i32(-1);
      });
      label(index, name, kernel);
      return (code) => {
        const failed = code.keep("i32", code.call(index));
        const isBad = code.op("i32.ge_s", code.get(failed), code.i32(0));
        code.when(isBad, () => void code.op("return", code.get(failed)));
      };
    }
    const index = label(module.add([], null, writerOf(kernel)), name, kernel);
    const isLate = kernel.kind === "serial" && kernel.kernel.check !== null && !known.has(kernel);
    const check = isLate ? checkOf(kernel) : null;
    return (code) => {
      check?.(code);
      code.call(index);
    };
  };
  const writerOf = (kernel: Exclude<Kernel, Repeat>): ((code: Code) => void) => {
    if (kernel.kind === "loop") return (code) => writeLoop(code, kernel, around);
    if (kernel.kind === "serial") return (code) => kernel.kernel.write(code, placesOf(kernel));
    return contractionWriter(module, kernel, from + layout.spare, relaxed);
  };
  // What is known before anything runs is looked at before anything is written.
  const first = early.map(checkOf);
  const rest = calls(kernels, new Set(early));
  const run = module.add([], "i32", (code) => {
    for (const check of first) check(code);
    rest(code);
    code.i32(-1);
  });
  module.export("run", label(run, "run", null));
  const carry = module.add([], null, (code) => {
    for (const [output, input] of carried) {
      if (output.address === input.address) continue;
      code.copy(code.i32(input.address), code.i32(output.address), code.i32(4 * output.size));
    }
  });
  module.export("carry", label(carry, "carry", null));
  return { bytes: module.bytes(), constants, checked, labels };
}
