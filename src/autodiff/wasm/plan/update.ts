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
  const all = [...kernels];
  for (const kernel of kernels) {
    if (kernel.kind === "serial" && kernel.kernel.onto !== undefined) join(all, kernel, outputs);
  }
  return all;
}

/**
 * One kernel in place of a scatter and of the loop that alone reads it. Who reads it is asked of what the
 * kernels are by now: a loop that adds two scatters is an update of the one by the other.
 */
function join(all: Kernel[], scatter: Serial, outputs: ReadonlySet<Buffer>): void {
  if (outputs.has(scatter.buffer)) return;
  const readers = all.filter((each) =>
    readsOfKernel(each).some(({ buffer }) => buffer === scatter.buffer),
  );
  const reader = readers[0];
  if (readers.length !== 1 || reader?.kind !== "loop") return;
  const update = updateOf(scatter, reader);
  if (update === null) return;
  all[all.indexOf(reader)] = update;
  all.splice(all.indexOf(scatter), 1);
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
