/**
 * Memory that programs share: a runtime allows only some thirteen thousand memories, as each
 * reserves gigabytes of addresses, and thousands of small programs are usual in tests.
 *
 * Next: program.ts
 */
import { Gaps } from "./plan/gaps.ts";
import type { Memory, WebAssemblyApi } from "./webassembly.ts";

/** A stretch of a memory that one program owns. */
export interface Region {
  /** Which memory. */
  readonly memory: Memory;
  /** The first byte. */
  readonly from: number;
  /** How many. */
  readonly bytes: number;
}

const PAGE = 65536;
/** Programs of at most this share slabs; a larger one has a memory of its own, and frees it. */
const SMALL = 2 ** 20;
/**
 * Bytes of the runtime's heap, as it counts: with slabs of 16 MB the first program set off a full
 * collection, 11 ms of the 61 that compiling a small one took in a fresh process (Node 20).
 */
const SLAB = 4 * 2 ** 20;
/** The first bytes of a memory belong to nobody, so that offsets never come out below 0. */
const FIRST = 64;

interface Slab {
  readonly memory: Memory;
  readonly gaps: Gaps;
}

const slabs: Slab[] = [];

/** A region of so many bytes, full of whatever was there before. */
export function claim(api: WebAssemblyApi, bytes: number): Region {
  if (bytes > SMALL) {
    const pages = Math.ceil((FIRST + bytes) / PAGE);
    const memory = new api.Memory({ initial: pages, maximum: pages });
    return { memory, from: FIRST, bytes };
  }
  for (const { memory, gaps } of slabs) {
    const from = gaps.claim(bytes);
    if (from !== null) return { memory, from, bytes };
  }
  const pages = SLAB / PAGE;
  const memory = new api.Memory({ initial: pages, maximum: pages });
  const gaps = new Gaps();
  gaps.release(FIRST, SLAB - FIRST);
  slabs.push({ memory, gaps });
  return claim(api, bytes);
}

/** Gives a region back; a memory that nobody uses is forgotten. */
export function release({ memory, from, bytes }: Region): void {
  const slab = slabs.find((each) => each.memory === memory);
  if (slab === undefined) return;
  slab.gaps.release(from, bytes);
  if (slab.gaps.longest === SLAB - FIRST) slabs.splice(slabs.indexOf(slab), 1);
}
