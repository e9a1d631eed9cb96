/**
 * Loop nests: four elements of the last axis at a time, the rest of a row by fewer lanes.
 *
 * Next: folds.ts
 */
import { sizeOf } from "../shape.ts";
import { Body } from "./body.ts";
import type { Code } from "./code.ts";
import { leavesOf } from "./expression.ts";
import { writeFolds } from "./folds.ts";
import type { Loop } from "./kernel.ts";
import { machineOf } from "./machine.ts";
import { nested, rows, type Surroundings } from "./nest.ts";
import { Pointers } from "./pointers.ts";
import { readsOfKernel } from "./traffic.ts";

/** Writes a loop, its axes collapsed. */
export function writeLoop(code: Code, loop: Loop, around: Surroundings): void {
  for (const { buffer, fill } of loop.stores) {
    if (fill) code.fill(code.i32(buffer.address), code.i32(0), code.i32(4 * buffer.size));
  }
  if (loop.folds.length > 0) {
    writeFolds(code, loop, around);
    return;
  }
  if (sizeOf(loop.space) === 0) return;
  const pointers = new Pointers(code, [...readsOfKernel(loop), ...loop.stores], around.table);
  const body = new Body(code, machineOf(code, around.constant), pointers);
  const leaves = loop.stores.flatMap(({ value }) => leavesOf(value));
  const outer = loop.space.slice(0, -1);
  nested(pointers, outer.entries(), () => {
    const invariants = body.invariants(leaves);
    rows(pointers, loop.space.length - 1, loop.space.at(-1)!, (lanes) => {
      const values = body.values(
        loop.stores.map(({ value }) => value),
        lanes,
        invariants,
      );
      loop.stores.forEach((store, i) => void body.store(store, values[i]!, lanes));
    });
  });
}
