/**
 * From kernels to a module: one function each, and one that calls them in order.
 *
 * Next: probe.ts
 */
import type { Code } from "./code.ts";
import { contractionWriter } from "./contraction.ts";
import type { Kernel, Repeat, Serial } from "./kernel.ts";
import type { Places } from "./kernels/kernel.ts";
import type { Carried, Layout } from "./layout.ts";
import { writeLoop } from "./loops.ts";
import { Module } from "./module.ts";
import type { Surroundings } from "./nest.ts";
import { writeRepeat } from "./repeat.ts";

/** What a program is when its bytes are known. */
export interface Emitted {
  /** The module. */
  readonly bytes: Uint8Array;
  /** The constants of formulas and expressions, by the address of each. */
  readonly constants: ReadonlyMap<number, number>;
  /** The kernels whose indices are looked at, by what `run` returns if they are out of bounds. */
  readonly checked: readonly Serial[];
  /** What each function is for, by its index; shared functions of products have no entry. */
  readonly labels: ReadonlyMap<number, Label>;
}

/** What a function is for. */
export interface Label {
  /** A kernel, by its place in the listing, or the whole. */
  readonly name: string;
  /** The kernel; null if it is the whole. */
  readonly kernel: Kernel | null;
}

/** What is emitted, and where it is to be. */
export interface Emission {
  /** In the order they run, their buffers in place. */
  readonly kernels: readonly Kernel[];
  /** Where the rest lies. */
  readonly layout: Layout;
  /** The first byte of the region. */
  readonly from: number;
  /** What is copied afterwards, where a state could not be written in place. */
  readonly carried: readonly Carried[];
  /** Those kernels whose indices are known before anything runs. */
  readonly early: readonly Serial[];
  /** Whether products are fused with sums. */
  readonly relaxed: boolean;
}

/** Writes part of a function. */
type Writer = (code: Code) => void;

/** The module of a program: `run` gives −1, or which check failed; `carry` takes the state on. */
export function emit(emission: Emission): Emitted {
  return new Emitter(emission).emit();
}

class Emitter {
  readonly #emission: Emission;
  readonly #module = new Module();
  readonly #around: Surroundings;
  readonly #addresses = new Map<string, number>();
  readonly #constants = new Map<number, number>();
  readonly #checked: Serial[] = [];
  readonly #labels = new Map<number, Label>();

  constructor(emission: Emission) {
    this.#emission = emission;
    const { layout, from } = emission;
    this.#around = {
      constant: (x) => this.#constant(x),
      table: (table) => from + layout.tables.get(table)!,
      scratch: from + layout.scratch,
    };
  }

  emit(): Emitted {
    const { kernels, early, carried } = this.#emission;
    // What is known before anything runs is looked at before anything is written.
    const checks = early.map((kernel) => this.#check(kernel));
    const calls = this.#calls(kernels, new Set(early), "kernel ");
    const run = this.#module.add([], "i32", (code) => {
      for (const check of checks) check(code);
      calls(code);
      code.i32(-1);
    });
    const carry = this.#module.add([], null, (code) => {
      for (const { output, input } of carried) {
        if (output.address === input.address) continue;
        code.copy(code.i32(input.address), code.i32(output.address), code.i32(4 * output.size));
      }
    });
    this.#module.export("run", this.#label(run, "run", null));
    this.#module.export("carry", this.#label(carry, "carry", null));
    return {
      bytes: this.#module.bytes(),
      constants: this.#constants,
      checked: this.#checked,
      labels: this.#labels,
    };
  }

  #label(index: number, name: string, kernel: Kernel | null): number {
    this.#labels.set(index, { name, kernel });
    return index;
  }

  /**
   * The calls of kernels, in order.
   * @param known  those whose indices have been looked at
   * @param within what the name of each begins with
   */
  #calls(kernels: readonly Kernel[], known: ReadonlySet<Kernel>, within: string): Writer {
    const calls = kernels.map((kernel, i) =>
      kernel.kind === "repeat"
        ? this.#callLoop(kernel, `${within}${i}`)
        : this.#call(kernel, known, `${within}${i}`),
    );
    return (code) => {
      for (const call of calls) call(code);
    };
  }

  /** A function of its own, and its call. */
  #call(kernel: Exclude<Kernel, Repeat>, known: ReadonlySet<Kernel>, name: string): Writer {
    const isUnknown =
      kernel.kind === "serial" && kernel.kernel.check !== null && !known.has(kernel);
    const check = isUnknown ? this.#check(kernel) : null;
    const index = this.#label(this.#module.add([], null, this.#body(kernel)), name, kernel);
    return (code) => {
      check?.(code);
      code.call(index);
    };
  }

  #body(kernel: Exclude<Kernel, Repeat>): Writer {
    if (kernel.kind === "loop") return (code) => writeLoop(code, kernel, this.#around);
    if (kernel.kind === "serial") {
      return (code) => kernel.kernel.write(code, this.#places(kernel));
    }
    const { layout, from, relaxed } = this.#emission;
    const scratch = from + layout.spare;
    return contractionWriter(this.#module, kernel, scratch, relaxed, this.#around.table);
  }

  /** A loop is a function too; a check that fails in a step ends it, and what called it. */
  #callLoop(kernel: Repeat, name: string): Writer {
    const step = this.#calls(kernel.step, new Set(), `${name}.`);
    const index = this.#module.add([], "i32", (code) => {
      writeRepeat(code, kernel, () => step(code));
      code.i32(-1);
    });
    this.#label(index, name, kernel);
    return (code) => {
      const failed = code.keep("i32", code.call(index));
      const isBad = code.op("i32.ge_s", code.get(failed), code.i32(0));
      code.when(isBad, () => void code.op("return", code.get(failed)));
    };
  }

  /** Looks at the indices of a kernel; the first that is bad ends the function. */
  #check(kernel: Serial): Writer {
    const index = this.#module.add([], "i32", (code) =>
      kernel.kernel.check!.write(code, this.#places(kernel)),
    );
    const id = this.#checked.push(kernel) - 1;
    this.#label(index, `check ${id}`, kernel);
    return (code) => {
      const bad = code.keep("i32", code.call(index));
      code.when(code.op("i32.ge_s", code.get(bad), code.i32(0)), () => {
        code.store("i32.store", code.i32(0), code.get(bad), this.#around.scratch);
        code.op("return", code.i32(id));
      });
    };
  }

  #places({ inputs, buffer, kernel: { table } }: Serial): Places {
    const { layout, from } = this.#emission;
    return {
      inputs: inputs.map(({ address }) => address),
      out: buffer.address,
      scratch: from + layout.spare,
      table: table === null ? 0 : from + layout.serialTables.get(table)!,
    };
  }

  /** The address of a float: one for each that is used. */
  #constant(x: number): number {
    const { layout, from } = this.#emission;
    const key = Object.is(x, -0) ? "-0" : String(Math.fround(x));
    const known = this.#addresses.get(key);
    if (known !== undefined) return known;
    const address = from + layout.constants + 4 * this.#addresses.size;
    this.#addresses.set(key, address);
    this.#constants.set(address, x);
    return address;
  }
}
