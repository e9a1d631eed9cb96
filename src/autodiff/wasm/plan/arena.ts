/**
 * The arena: where every buffer lies. A temporary is there from the kernel that writes it to the
 * last that reads it, so many of them share one place.
 *
 * Next: layout.ts
 */
import type { Buffer } from "../read/expression.ts";
import { isWhole, type Kernel, type Loop, type Rows, type Serial } from "../read/kernel.ts";
import { readsOfKernel, writesOf } from "../read/traffic.ts";
import { Gaps } from "./gaps.ts";

/** When a buffer holds something that is needed: from kernel to kernel, both included. */
export interface Life {
  /** What lives. */
  readonly buffer: Buffer;
  /** The kernel that first writes it. */
  readonly from: number;
  /** The last that reads it; the number of kernels if it is asked for. */
  to: number;
}

/** Buffers begin at multiples of a cache line, and a vector may be read a little past their end. */
const LINE = 64;
const PADDING = 16;

/** The bytes that so many elements take, with what may be read past them. */
export function room(elements: number): number {
  return Math.ceil((4 * elements + PADDING) / LINE) * LINE;
}

/** When each temporary lives, in the order in which they are written; outputs live to the end. */
export function lives(
  kernels: readonly Kernel[],
  fixed: ReadonlySet<Buffer>,
  outputs: ReadonlySet<Buffer>,
): Life[] {
  const found = new Map<Buffer, Life>();
  kernels.forEach((kernel, at) => {
    for (const buffer of writesOf(kernel)) {
      if (fixed.has(buffer) || found.has(buffer)) continue;
      found.set(buffer, { buffer, from: at, to: outputs.has(buffer) ? kernels.length : at });
    }
    for (const { buffer } of readsOfKernel(kernel)) {
      const life = found.get(buffer);
      if (life !== undefined) life.to = Math.max(life.to, at);
    }
  });
  return [...found.values()];
}

/**
 * Gives every life an address from `start` on: in place of a buffer that dies as it is written,
 * else the tightest gap that is free for so long, else the end.
 * @returns the first byte that is free behind all of them
 */
export function allocate(all: readonly Life[], kernels: readonly Kernel[], start: number): number {
  const gaps = new Gaps();
  let end = start;
  const dying = new Map<number, Life[]>();
  for (const life of all) dying.set(life.to, [...(dying.get(life.to) ?? []), life]);
  const inherited = new Set<Life>();
  let at = 0;
  for (const life of all) {
    for (; at < life.from; at++) {
      for (const dead of dying.get(at) ?? []) {
        if (!inherited.has(dead)) gaps.release(dead.buffer.address, room(dead.buffer.size));
      }
    }
    const heir = (dying.get(life.from) ?? []).find(
      (dead) => !inherited.has(dead) && mayReplace(kernels[life.from]!, dead, life),
    );
    if (heir !== undefined) {
      inherited.add(heir);
      life.buffer.address = heir.buffer.address;
      continue;
    }
    const bytes = room(life.buffer.size);
    const gap = gaps.claim(bytes);
    life.buffer.address = gap ?? end;
    if (gap === null) end += bytes;
  }
  return end;
}

/** Whether the kernel reads each element of one before it writes that of the other. */
function mayReplace(kernel: Kernel, dead: Life, life: Life): boolean {
  return (
    dead.from < life.from &&
    dead.buffer.size === life.buffer.size &&
    isInPlace(kernel, dead.buffer, life.buffer)
  );
}

/** Whether one buffer may lie where the other does: a loop that goes through both in step, or an update. */
export function isInPlace(kernel: Kernel, read: Buffer, written: Buffer): boolean {
  if (kernel.kind === "serial") return isUpdate(kernel, read, written);
  if (kernel.kind === "rows") return isInPlaceByRows(kernel, read, written);
  // A maximum that is zero is looked for again, among numbers that must still be there.
  if (kernel.kind !== "loop" || kernel.folds.some(({ op }) => op === "max")) return false;
  const store = kernel.stores.find(({ buffer }) => buffer === written);
  return (
    store !== undefined &&
    isWhole(store) &&
    !store.fill &&
    readsOfKernel(kernel).every((each) => each.buffer !== read || isWhole(each))
  );
}

/** Whether it overwrites the one with the other, which it takes once. */
function isUpdate({ inputs, buffer, kernel }: Serial, read: Buffer, written: Buffer): boolean {
  const places = inputs.flatMap((each, i) => (each === read ? [i] : []));
  return written === buffer && places.join() === String(kernel.overwrites);
}

/** Whether nobody reads a row of one after that of the other is written. */
function isInPlaceByRows({ parts }: Rows, read: Buffer, written: Buffer): boolean {
  const at = parts.findIndex((part) => writesOf(part).includes(written));
  const isRead = (part: Loop): boolean => readsOfKernel(part).some(({ buffer }) => buffer === read);
  return (
    isInPlace(parts[at]!, read, written) &&
    !parts.slice(at + 1).some(isRead) &&
    parts.every((part) =>
      readsOfKernel(part).every((each) => each.buffer !== read || isWhole(each)),
    )
  );
}
