/**
 * Loops over as many elements become one loop, where the order of kernels allows it: what one of
 * them stores, the other need not read again, and often nobody needs it stored.
 *
 * Next: collapse.ts
 */
import { sizeOf } from "../../shape.ts";
import {
  type Buffer,
  costOf,
  type Expression,
  type Lookup,
  leavesOf,
  type Operation,
  type Read,
  reshapedRead,
  throughViews,
} from "../read/expression.ts";
import {
  type Fold,
  foldsAlike,
  isWhole,
  type Kernel,
  type Loop,
  type Store,
} from "../read/kernel.ts";
import { readsOfKernel, writesOf } from "../read/traffic.ts";
import { reshaped } from "../read/view.ts";
import { MAX_FOLDS } from "../write/accumulators.ts";

/** The kernels, fewer of them; what nobody reads and nobody asked for is not stored. */
export function fuse(kernels: readonly Kernel[], outputs: ReadonlySet<Buffer>): Kernel[] {
  const fused: Kernel[] = [];
  const writer = new Map<Buffer, number>();
  for (const kernel of kernels) {
    const at = place(kernel, fused, writer);
    // What moves by indices comes after the look at them, as if that wrote them.
    const written = kernel.kind === "guard" ? [kernel.indices] : writesOf(kernel);
    for (const buffer of written) writer.set(buffer, Math.max(at, writer.get(buffer) ?? 0));
  }
  return withoutDeadStores(fused, outputs);
}

/** How many kernels are looked at to join. */
const WINDOW = 16;

/** Puts the kernel into the first loop that it may join, or at the end; where that is. */
function place(kernel: Kernel, fused: Kernel[], writer: ReadonlyMap<Buffer, number>): number {
  if (kernel.kind === "loop") {
    const places = readsOfKernel(kernel).map(({ buffer }) => writer.get(buffer) ?? -1);
    const last = Math.max(-1, ...places);
    for (let at = Math.max(0, last); at < Math.min(fused.length, last + WINDOW); at++) {
      const host = fused[at]!;
      if (host.kind !== "loop" || !isAlike(host, kernel)) continue;
      const joined = isInStep(kernel, at, writer) ? join(host, kernel) : null;
      if (joined === null) continue;
      fused[at] = joined;
      return at;
    }
  }
  fused.push(kernel);
  return fused.length - 1;
}

/** Whether, in the loop that writes what it reads, it reads each element just after it is written. */
function isInStep(guest: Loop, at: number, writer: ReadonlyMap<Buffer, number>): boolean {
  const isElsewhere = ({ buffer }: Read): boolean => writer.get(buffer) !== at;
  return (
    readsOfKernel(guest).every((read) => isElsewhere(read) || isWhole(read)) &&
    lookupsOf(guest).every(({ read, index }) => isElsewhere(read) && isElsewhere(index))
  );
}

function lookupsOf({ stores, folds }: Loop): Lookup[] {
  const leaves = [...stores, ...folds].flatMap(({ value }) => leavesOf(value));
  return leaves.filter((leaf) => leaf.kind === "lookup");
}

/** Beyond this a loop has more pointers and registers than a processor. */
const MAX_COST = 160;
const MAX_READS = 16;

/** Whether both may be one loop, for all that is known without looking at their views. */
function isAlike(host: Loop, guest: Loop): boolean {
  const size = sizeOf(host.space);
  if (size !== sizeOf(guest.space) || size === 0 || !foldsAlike(host, guest)) return false;
  if (fills(host) || fills(guest)) return false;
  return costOfLoop(host) + costOfLoop(guest) <= MAX_COST;
}

function fills({ stores }: Loop): boolean {
  return stores.some(({ fill }) => fill);
}

/** Both as one loop; null if they have no space in common. */
function join(host: Loop, guest: Loop): Loop | null {
  const common = guest.folds.length > 0 ? guest.space : host.space;
  const sides = inSpaces(host, guest, common) ?? inSpaces(host, guest, guest.space);
  if (sides === null) return null;
  const { first, second } = sides;
  const stored = new Map(first.stores.map(({ buffer, value }) => [buffer, value]));
  if (first.folds.some(({ buffer }) => reads(second, buffer))) return null;
  const known = new Map<Expression, Expression>();
  const again = <Part extends Store | Fold>(part: Part): Part => ({
    ...part,
    value: replaced(part.value, stored, known),
  });
  const joined: Loop = {
    ...first,
    stores: [...first.stores, ...second.stores.map(again)],
    folds: [...first.folds, ...second.folds.map(again)],
  };
  const isLarge = costOfLoop(joined) > MAX_COST || readsOfKernel(joined).length > MAX_READS;
  return isLarge || joined.folds.length > MAX_FOLDS ? null : joined;
}

function costOfLoop({ stores, folds }: Loop): number {
  return [...stores, ...folds].reduce((sum, { value }) => sum + costOf(value), 0);
}

function reads(loop: Loop, buffer: Buffer): boolean {
  return readsOfKernel(loop).some((read) => read.buffer === buffer);
}

/** Two loops over one space. */
interface Sides {
  readonly first: Loop;
  readonly second: Loop;
}

function inSpaces(host: Loop, guest: Loop, space: readonly number[]): Sides | null {
  const first = inSpace(host, space);
  const second = first === null ? null : inSpace(guest, space);
  return first === null || second === null ? null : { first, second };
}

/** The loop over another space of as many elements; null if its views, or its folds, do not allow. */
function inSpace(loop: Loop, space: readonly number[]): Loop | null {
  if (loop.space.join() === space.join()) return loop;
  if (loop.folds.length > 0) return null;
  const through = throughViews((read) => reshapedRead(read, space));
  const stores: Store[] = [];
  for (const store of loop.stores) {
    const axes = reshaped(store.axes, space);
    const value = through(store.value);
    if (axes === null || value === null) return null;
    stores.push({ ...store, axes, value });
  }
  return { ...loop, space, stores };
}

/** The expression with what the loop has just stored in place of reading it. */
function replaced(
  x: Expression,
  stored: ReadonlyMap<Buffer, Expression>,
  known: Map<Expression, Expression>,
): Expression {
  const before = known.get(x);
  if (before !== undefined) return before;
  const found = (): Expression => {
    if (x.kind === "constant" || x.kind === "lookup") return x;
    if (x.kind === "read") return stored.get(x.buffer) ?? x;
    const parts = x.parts.map((part) => replaced(part, stored, known));
    return { ...x, parts } satisfies Operation;
  };
  const value = found();
  known.set(x, value);
  return value;
}

/** Whether it looks at indices. */
function looks(kernel: Kernel): boolean {
  return kernel.kind === "guard" || (kernel.kind === "repeat" && kernel.step.some(looks));
}

/** From the last kernel to the first, only what is asked for or read later is stored. */
function withoutDeadStores(kernels: readonly Kernel[], outputs: ReadonlySet<Buffer>): Kernel[] {
  const needed = new Set(outputs);
  const kept: Kernel[] = [];
  for (let at = kernels.length - 1; at >= 0; at--) {
    const kernel = kernels[at]!;
    let alive: Kernel = kernel;
    if (kernel.kind === "loop") {
      const isNeeded = ({ buffer }: Store | Fold): boolean => needed.has(buffer);
      alive = {
        ...kernel,
        stores: kernel.stores.filter(isNeeded),
        folds: kernel.folds.filter(isNeeded),
      };
    }
    const isNeeded = writesOf(alive).some((buffer) => needed.has(buffer));
    // What is out of bounds is an error, whoever reads what moves by it.
    if (!isNeeded && !looks(kernel)) continue;
    for (const { buffer } of readsOfKernel(alive)) needed.add(buffer);
    kept.push(alive);
  }
  return kept.reverse();
}
