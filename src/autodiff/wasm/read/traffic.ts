/**
 * What kernels read and write: all that fusing and the arena ask of them.
 *
 * Next: contract.ts
 */
import { type Buffer, type Read, readsOf } from "./expression.ts";
import { type Kernel, type Repeat, type Rows, whole } from "./kernel.ts";

/** All kernels, those of steps among them. */
export function everyKernel(kernels: readonly Kernel[]): Kernel[] {
  return kernels.flatMap((kernel) =>
    kernel.kind === "repeat" ? [kernel, ...everyKernel(kernel.step)] : [kernel],
  );
}

/** The buffers of a loop that are there from its first step to its last. */
export function heldBy({ carries, slices, sums }: Repeat): Buffer[] {
  return [...[...carries, ...slices].map(({ to }) => to), ...sums];
}

/** What a step computes for those after it, or for what is behind the loop. */
export function resultsOf({ carries, kept, sums }: Repeat): Set<Buffer> {
  return new Set([...carries.map(({ next }) => next), ...kept.map(({ from }) => from), ...sums]);
}

/** Kernels do not change, and every stage of compiling asks what they read. */
const known = new WeakMap<Kernel, Read[]>();

/** What a kernel reads, each view once. */
export function readsOfKernel(kernel: Kernel): readonly Read[] {
  const before = known.get(kernel);
  if (before !== undefined) return before;
  const found = readsIn(kernel);
  known.set(kernel, found);
  return found;
}

function readsIn(kernel: Kernel): Read[] {
  switch (kernel.kind) {
    case "loop":
      return [...kernel.stores, ...kernel.folds].flatMap(({ value }) => readsOf(value));
    case "rows":
      return readsOfRows(kernel);
    case "contraction":
      return [kernel.a, kernel.b];
    case "serial":
      return kernel.inputs.map(all);
    case "guard":
      return [all(kernel.indices)];
    case "repeat":
      return [...begins(kernel), ...kernel.step.flatMap(readsOfKernel)];
  }
}

function readsOfRows({ parts, registers }: Rows): Read[] {
  return parts.flatMap(readsOfKernel).filter(({ buffer }) => !registers.has(buffer));
}

/** What a loop reads besides what its steps do. */
function begins({ carries, slices }: Repeat): Read[] {
  return [...carries.map(({ from }) => from), ...slices.map(({ from }) => all(from))];
}

function all(buffer: Buffer): Read {
  return whole(buffer, [buffer.size]);
}

/** What a kernel writes. */
export function writesOf(kernel: Kernel): Buffer[] {
  switch (kernel.kind) {
    case "loop":
      return [...kernel.stores, ...kernel.folds].map(({ buffer }) => buffer);
    case "rows":
      return writesOfRows(kernel);
    case "contraction":
    case "serial":
      return [kernel.buffer];
    case "guard":
      return [];
    case "repeat":
      return [...[...kernel.kept, ...kernel.carries].map(({ to }) => to), ...kernel.sums];
  }
}

function writesOfRows({ parts, registers }: Rows): Buffer[] {
  return parts.flatMap(writesOf).filter((buffer) => !registers.has(buffer));
}
