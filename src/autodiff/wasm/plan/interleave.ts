/**
 * Loops over the same rows become one loop over rows: what one leaves of a row the next finds in the
 * first-level cache, and what nobody else reads has room for one row only. So a softmax reads its
 * matrix once from memory and writes it once, and an orbit average never stores its means.
 *
 * Next: gaps.ts
 */
import { sizeOf } from "../../shape.ts";
import { type Buffer, costOf, type Read, throughViews } from "../read/expression.ts";
import type { Fold, Kernel, Loop, Rows, Store } from "../read/kernel.ts";
import { intervalOf } from "../read/parts.ts";
import { everyKernel, readsOfKernel, writesOf } from "../read/traffic.ts";
import { type Axis, even } from "../read/view.ts";

/** A row of more elements is no longer in the first-level cache when the next loop comes to it. */
const LONGEST = 4096;

/** The kernels, their axes collapsed, such neighbours as one. */
export function interleaved(kernels: readonly Kernel[], outputs: ReadonlySet<Buffer>): Kernel[] {
  const joined: Kernel[] = [];
  for (const kernel of kernels) {
    const before = joined.at(-1);
    const rows = before === undefined ? null : together(before, kernel);
    if (rows === null) joined.push(kernel);
    else joined[joined.length - 1] = rows;
  }
  return joined.map((kernel) =>
    kernel.kind === "rows" ? contracted(kernel, joined, outputs) : kernel,
  );
}

/** Both kernels, row by row; null if a row of one is not made of that row of the other. */
function together(host: Kernel, guest: Kernel): Rows | null {
  if (guest.kind !== "loop" || (host.kind !== "loop" && host.kind !== "rows")) return null;
  const n = host.kind === "rows" ? host.n : host.space[0]!;
  if (n !== guest.space[0] || !writesOf(host).some((buffer) => reads(guest, buffer))) return null;
  const hosts = host.kind === "rows" ? host.parts : [host].flatMap((loop) => byRows(loop) ?? []);
  const part = byRows(guest);
  if (hosts.length === 0 || part === null) return null;
  if (!hosts.every((each) => isLocal(each, part))) return null;
  const parts = [...hosts, part];
  return isWorthwhile(parts) ? { kind: "rows", n, parts, registers: new Set() } : null;
}

/** The loop as one of rows, of at least two axes; null if its first axis is folded, or it is none. */
function byRows(loop: Loop): Loop | null {
  const [n] = loop.space;
  if (n === undefined || n < 2 || loop.stores.some(({ fill }) => fill)) return null;
  if (loop.folds.some(({ axes }) => axes.includes(0))) return null;
  return loop.space.length > 1 ? loop : viewed(loop, (axes) => [...axes, even(1, 0)]);
}

/** The loop with other axes, its own first. */
function viewed(loop: Loop, view: (axes: readonly Axis[]) => Axis[]): Loop {
  const through = throughViews((read) => ({ ...read, axes: view(read.axes) }));
  const space = view(loop.space.map((n) => even(n, 0))).map(({ n }) => n);
  const stores = loop.stores.map((store) => ({
    ...store,
    axes: view(store.axes),
    value: through(store.value)!,
  }));
  return { ...loop, space, stores };
}

/**
 * Whether everything that `guest` reads of what `host` writes is written in the same row. What is looked up
 * along another axis than the first is.
 */
function isLocal(host: Loop, guest: Loop): boolean {
  const isWritten = (buffer: Buffer): boolean => writesOf(host).includes(buffer);
  if (writesOf(guest).some((buffer) => isWritten(buffer) || reads(host, buffer))) return false;
  return [...host.stores, ...host.folds].every((written) => {
    const row = rowOf(host, written);
    return readsOfKernel(guest).every((read) => {
      return read.buffer !== written.buffer || (row !== null && isWithin(read, row));
    });
  });
}

/** Where the first row of something written is, and how far the next one is; null if rows overlap. */
interface Row {
  readonly first: number;
  readonly length: number;
}

function rowOf({ space }: Loop, written: Store | Fold): Row | null {
  if ("op" in written) {
    const kept = space.filter((_, axis) => axis > 0 && !written.axes.includes(axis));
    return { first: 0, length: sizeOf(kept) };
  }
  const [axis, ...rest] = written.axes as [Axis, ...Axis[]];
  const { low, high } = intervalOf({ offset: written.offset, axes: rest });
  const isApart = axis.table === null && axis.stride > high - low;
  return isApart ? { first: low, length: axis.stride } : null;
}

/** Whether each row of the view is in that row. */
function isWithin({ offset, axes }: Read, { first, length }: Row): boolean {
  const [axis, ...rest] = axes as [Axis, ...Axis[]];
  if (axis.stride !== length) return false;
  if (rest.some(({ table, stride }) => table !== null || stride < 0)) return false;
  const { low, high } = intervalOf({ offset, axes: rest });
  return low >= first && high < first + length;
}

function reads(kernel: Kernel, buffer: Buffer): boolean {
  return readsOfKernel(kernel).some((read) => read.buffer === buffer);
}

function uses(kernel: Kernel, buffer: Buffer): boolean {
  return reads(kernel, buffer) || writesOf(kernel).includes(buffer);
}

/**
 * A value that each row has once is computed in one lane of four here: a function of it costs more than
 * a short row gains.
 */
function isWorthwhile(parts: readonly Loop[]): boolean {
  const lengths = parts.map(({ space }) => sizeOf(space.slice(1)));
  const longest = Math.max(...lengths);
  const narrow = parts
    .filter((_, i) => lengths[i]! < 4)
    .flatMap(({ stores, folds }) => [...stores, ...folds])
    .reduce((sum, { value }) => sum + costOf(value), 0);
  return longest <= LONGEST && narrow <= longest;
}

/** Buffers that only this kernel knows have room for a row. */
function contracted(rows: Rows, kernels: readonly Kernel[], outputs: ReadonlySet<Buffer>): Rows {
  const others = everyKernel(kernels).filter((kernel) => kernel !== rows);
  const isElsewhere = (buffer: Buffer): boolean =>
    outputs.has(buffer) || others.some((kernel) => uses(kernel, buffer));
  const small = new Map<Buffer, Buffer>();
  for (const part of rows.parts) {
    for (const written of [...part.stores, ...part.folds]) {
      const { buffer } = written;
      const row = rowOf(part, written);
      if (row === null || row.length * rows.n !== buffer.size || isElsewhere(buffer)) continue;
      small.set(buffer, { size: row.length, name: buffer.name, address: 0 });
    }
  }
  const inRow = <View extends Read | Store>(view: View): View => {
    const buffer = small.get(view.buffer);
    return buffer ? { ...view, buffer, axes: [even(rows.n, 0), ...view.axes.slice(1)] } : view;
  };
  const through = throughViews(inRow);
  const parts = rows.parts.map(
    (part): Loop => ({
      ...part,
      stores: part.stores.map((store) => inRow({ ...store, value: through(store.value)! })),
      folds: part.folds.map((fold) => ({
        ...fold,
        value: through(fold.value)!,
        ...(small.has(fold.buffer) ? { buffer: small.get(fold.buffer)!, isRow: true } : {}),
      })),
    }),
  );
  const registers = new Set([...small.values()].filter(({ size }) => size === 1));
  return { ...rows, parts, registers };
}
