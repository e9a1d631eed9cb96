/**
 * x ± (rows added up at indices) as one kernel, which touches only those rows if x may be
 * overwritten: a table of values learns from one transition in the time of one, however large it is.
 *
 * Next: fuse.ts
 */

import type { Buffer, Expression } from "../read/expression.ts";
import { isWhole, type Kernel, type Loop, type Serial } from "../read/kernel.ts";
import { readsOfKernel } from "../read/traffic.ts";
import type { Onto } from "../serial/kernel.ts";

/** The kernels, such pairs as one. */
export function withUpdates(kernels: readonly Kernel[], outputs: ReadonlySet<Buffer>): Kernel[] {
  const all: (Kernel | null)[] = [...kernels];
  kernels.forEach((kernel, at) => {
    if (kernel.kind !== "serial" || kernel.kernel.onto === undefined) return;
    if (outputs.has(kernel.buffer)) return;
    const readers = kernels.filter((each) =>
      readsOfKernel(each).some(({ buffer }) => buffer === kernel.buffer),
    );
    const [reader, ...others] = readers;
    if (reader?.kind !== "loop" || others.length > 0) return;
    const update = updateOf(kernel, reader);
    if (update === null) return;
    all[at] = null;
    all[kernels.indexOf(reader)] = update;
  });
  return all.filter((kernel) => kernel !== null);
}

/** The scatter and the loop as one kernel; null if the loop does anything else. */
function updateOf({ buffer, inputs, kernel, name }: Serial, loop: Loop): Serial | null {
  const [store, ...others] = loop.stores;
  if (store === undefined || others.length + loop.folds.length > 0) return null;
  if (store.fill || !isWhole(store) || store.value.kind !== "operation") return null;
  const { op, parts } = store.value;
  if (op !== "add" && op !== "sub") return null;
  const rows = parts.findIndex((part) => isAll(part, buffer));
  const other = parts[1 - rows];
  // x − rows, but not rows − x
  if (rows < 0 || (op === "sub" && rows === 0) || other?.kind !== "read") return null;
  if (!isWhole(other) || other.buffer === buffer) return null;
  return {
    kind: "serial",
    name: `${op} ${name}`,
    inputs: [...inputs, other.buffer],
    buffer: store.buffer,
    kernel: kernel.onto!(op satisfies Onto),
  };
}

function isAll(x: Expression, buffer: Buffer): boolean {
  return x.kind === "read" && x.buffer === buffer && isWhole(x);
}
