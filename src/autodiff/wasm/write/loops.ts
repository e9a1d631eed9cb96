/**
 * Loop nests: four elements of the last axis at a time, the rest of a row by fewer lanes.
 *
 * Next: folds.ts
 */
import { sizeOf } from "../../shape.ts";
import type { Loop, Rows } from "../read/kernel.ts";
import { readsOfKernel } from "../read/traffic.ts";
import { Body } from "./body.ts";
import type { Code } from "./code.ts";
import { FoldWriter } from "./folds.ts";
import { machineOf } from "./machine.ts";
import { type Enclosure, nested, pointersOf, rows, type Surroundings } from "./nest.ts";
import type { Pointers } from "./pointers.ts";

/** Writes a loop, its axes collapsed. */
export function writeLoop(code: Code, loop: Loop, around: Surroundings): void {
  writerOf(code, loop, { ...around, outer: 0, registers: new Map() }).write();
}

/** Writes loops over the same first axis, row by row. */
export function writeRows(code: Code, kernel: Rows, around: Surroundings): void {
  const { n, parts } = kernel;
  const registers = new Map([...kernel.registers].map((each) => [each, code.local("v128")]));
  const writers = parts.map((part) => writerOf(code, part, { ...around, outer: 1, registers }));
  const passes = writers.map(({ pointers }) => pointers.pass(0, 1));
  code.times(n, () => {
    writers.forEach((writer, i) => {
      passes[i]!.begin();
      writer.write();
      passes[i]!.end();
      writer.pointers.step(0, 1);
    });
  });
}

/** What writes a loop but for its first axes, which are around it. */
interface Writer {
  readonly pointers: Pointers;
  write(): void;
}

function writerOf(code: Code, loop: Loop, around: Enclosure): Writer {
  return loop.folds.length > 0
    ? new FoldWriter(code, loop, around)
    : new LoopWriter(code, loop, around);
}

class LoopWriter implements Writer {
  readonly pointers: Pointers;
  private readonly code: Code;
  private readonly loop: Loop;
  private readonly body: Body;
  private readonly outer: number;

  constructor(code: Code, loop: Loop, around: Enclosure) {
    this.code = code;
    this.loop = loop;
    this.outer = around.outer;
    this.pointers = pointersOf(code, [...readsOfKernel(loop), ...loop.stores], around);
    const machine = machineOf(code, around.constant);
    this.body = new Body(code, machine, this.pointers, around.registers);
  }

  write(): void {
    const { code, body } = this;
    const { stores, space } = this.loop;
    for (const { buffer, fill } of stores) {
      if (fill) code.fill(code.i32(buffer.address), code.i32(0), code.i32(4 * buffer.size));
    }
    if (sizeOf(space) === 0) return;
    const last = space.length - 1;
    nested(this.pointers, [...space.entries()].slice(this.outer, last), () => {
      const invariants = body.invariants(stores);
      rows(this.pointers, last, space[last]!, (lanes) => {
        body.write(stores, [], lanes, invariants);
      });
    });
  }
}
