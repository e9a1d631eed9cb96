/**
 * From kernels to a module: one function each, and one that calls them in order.
 *
 * Next: ../probe.ts
 */

import type { Carried, Layout } from "../plan/layout.ts";
import { contractionWriter } from "../products/contraction.ts";
import type { Guard, Kernel, Repeat, Serial } from "../read/kernel.ts";
import type { Places } from "../serial/kernel.ts";
import { Code } from "./code.ts";
import { isShort, writeGuard } from "./guard.ts";
import type { Local } from "./locals.ts";
import { writeLoop, writeRows } from "./loops.ts";
import { Module } from "./module.ts";
import type { Surroundings } from "./nest.ts";
import { writeSteps } from "./steps.ts";

/** What a program is when its bytes are known. */
export interface Emitted {
  /** The module. */
  readonly bytes: Uint8Array;
  /** The constants of formulas and expressions, by the address of each. */
  readonly constants: ReadonlyMap<number, number>;
  /** What is looked at, by what `run` returns if indices are out of bounds. */
  readonly guards: readonly Guard[];
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
  /** Those guards whose indices are known before anything runs. */
  readonly early: readonly Guard[];
  /** Whether products are fused with sums. */
  readonly relaxed: boolean;
}

/** Writes part of a function; `again` is not 0 where this has been done before, null if nobody knows. */
type Writer = (code: Code, again: Local | null) => void;

/** The module of a program: `run` gives −1, or which guard failed; `carry` takes the state on. */
export function emit(emission: Emission): Emitted {
  return new Emitter(emission).emit();
}

class Emitter {
  private readonly emission: Emission;
  private readonly module = new Module();
  private readonly around: Surroundings;
  private readonly addresses = new Map<number | string, number>();
  private readonly constants = new Map<number, number>();
  private readonly guards: Guard[] = [];
  private readonly labels = new Map<number, Label>();

  constructor(emission: Emission) {
    this.emission = emission;
    const { layout, from } = emission;
    this.around = {
      constant: (x) => this.constant(x),
      table: (table) => from + layout.tables.get(table)!,
      scratch: from + layout.scratch,
    };
  }

  emit(): Emitted {
    const { kernels, early, carried } = this.emission;
    // What is known before anything runs is looked at before anything is written.
    const late = kernels.filter((kernel) => kernel.kind !== "guard" || !early.includes(kernel));
    const calls = [...early, ...late].map((kernel) => {
      return this.writer(kernel, `kernel ${kernels.indexOf(kernel)}`, false);
    });
    const run = this.module.add([], "i32", (code) => {
      for (const call of calls) call(code, null);
      code.i32(-1);
    });
    const carry = this.module.add([], null, (code) => {
      for (const { output, input } of carried) {
        if (output.address === input.address) continue;
        code.copy(code.i32(input.address), code.i32(output.address), code.i32(4 * output.size));
      }
    });
    this.module.export("run", this.label(run, "run", null));
    this.module.export("carry", this.label(carry, "carry", null));
    return {
      bytes: this.module.bytes(),
      constants: this.constants,
      guards: this.guards,
      labels: this.labels,
    };
  }

  private label(index: number, name: string, kernel: Kernel | null): number {
    this.labels.set(index, { name, kernel });
    return index;
  }

  /**
   * A function of its own, and its call.
   * @param isStep of a loop: then a kernel of a few instructions is written where it is called
   */
  private writer(kernel: Kernel, name: string, isStep: boolean): Writer {
    if (kernel.kind === "repeat") return this.loop(kernel, name);
    if (kernel.kind === "guard") return this.guard(kernel, name);
    const body = this.body(kernel);
    if (isStep && lengthOf(body) <= SHORT) return body;
    const index = this.module.add([], null, (code) => body(code, null));
    this.label(index, name, kernel);
    return (code) => void code.call(index);
  }

  private body(kernel: Exclude<Kernel, Repeat | Guard>): Writer {
    if (kernel.kind === "loop") return (code) => writeLoop(code, kernel, this.around);
    if (kernel.kind === "rows") return (code) => writeRows(code, kernel, this.around);
    if (kernel.kind === "serial") {
      return (code, again) => kernel.kernel.write(code, this.places(kernel, again));
    }
    const { layout, from, relaxed } = this.emission;
    const scratch = from + layout.spare;
    return contractionWriter(this.module, kernel, scratch, relaxed, this.around.table);
  }

  /** A loop is a function too; a guard that fails in a step ends it, and what called it. */
  private loop(kernel: Repeat, name: string): Writer {
    const step = kernel.step.map((each, i) => this.writer(each, `${name}.${i}`, true));
    const index = this.module.add([], "i32", (code) => {
      writeSteps(code, kernel, (again) => {
        kernel.step.forEach(
          (each, i) => void step[i]!(code, isCarried(each, kernel) ? again : null),
        );
      });
      code.i32(-1);
    });
    this.label(index, name, kernel);
    return (code) => {
      const failed = code.keep("i32", code.call(index));
      const isBad = code.op("i32.ge_s", code.get(failed), code.i32(0));
      code.when(isBad, () => void code.op("return", code.get(failed)));
    };
  }

  /** Looks at indices; the first that is bad ends the function, its position in the scratch. */
  private guard(kernel: Guard, name: string): Writer {
    const id = this.guards.push(kernel) - 1;
    const fail = (code: Code, position: Local): void => {
      code.store("i32.store", code.i32(0), code.get(position), this.around.scratch);
      code.op("return", code.i32(id));
    };
    if (isShort(kernel)) {
      return (code) =>
        writeGuard(code, kernel, (position) => fail(code, code.keep("i32", position)));
    }
    const index = this.module.add([], "i32", (code) => {
      writeGuard(code, kernel, (position) => void code.op("return", position));
      code.i32(-1);
    });
    this.label(index, name, kernel);
    return (code) => {
      const bad = code.keep("i32", code.call(index));
      code.when(code.op("i32.ge_s", code.get(bad), code.i32(0)), () => fail(code, bad));
    };
  }

  private places({ inputs, buffer, kernel: { table } }: Serial, again: Local | null): Places {
    const { layout, from } = this.emission;
    return {
      inputs: inputs.map(({ address }) => address),
      out: buffer.address,
      scratch: from + layout.spare,
      table: table === null ? 0 : from + layout.serialTables.get(table)!,
      again,
    };
  }

  /** The address of a float: one for each that is used. */
  private constant(x: number): number {
    const { layout, from } = this.emission;
    // A Map takes −0 for 0.
    const key = Object.is(x, -0) ? "-0" : Math.fround(x);
    const known = this.addresses.get(key);
    if (known !== undefined) return known;
    const address = from + layout.constants + 4 * this.addresses.size;
    this.addresses.set(key, address);
    this.constants.set(address, x);
    return address;
  }
}

/** Whether a kernel takes what it left in the step before, and nobody has changed it since. */
function isCarried(kernel: Kernel, { carries }: Repeat): boolean {
  if (kernel.kind !== "serial") return false;
  const from = kernel.inputs[kernel.kernel.overwrites ?? -1];
  return carries.some(({ to, next }) => to === from && next === kernel.buffer);
}

/** Kernels of so many bytes are not worth a call, some 2 ns, in each step of a loop. */
const SHORT = 512;

/** How many bytes a kernel is. */
function lengthOf(body: Writer): number {
  const code = new Code([]);
  body(code, code.local("i32"));
  return code.bytes.length;
}
