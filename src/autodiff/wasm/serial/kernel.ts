/**
 * What the ops have in common that are neither loop nests nor products: each writes the body of one
 * function, for shapes that are known and buffers at addresses that are known.
 *
 * Buffers are dense and row-major, start at multiples of 16 bytes and have 16 bytes behind them
 * that may be read. Memory is full of anything before: every element of the result is written, and
 * nothing outside the result and the scratch is.
 *
 * Next: rows.ts
 */
import type { Code, Pushed } from "../write/code.ts";
import type { Local } from "../write/locals.ts";

/** Where things are, in bytes. */
export interface Places {
  /** The operands. */
  readonly inputs: readonly number[];
  /** The result. */
  readonly out: number;
  /** Room for as many floats as the kernel says. */
  readonly scratch: number;
  /** Where the kernel's table is. */
  readonly table: number;
  /** Not 0 where the result is what this kernel itself has left there; null if nobody knows. */
  readonly again: Local | null;
}

/** How a result goes onto another tensor. */
export type Onto = "add" | "sub";

/** How one node is computed. */
export interface Kernel {
  /** How many floats it needs besides the result. */
  readonly scratch: number;
  /** Numbers that are known now and read when it runs; they may be anywhere. */
  readonly table: Int32Array | null;
  /** What must hold of an index tensor before it runs: a kernel before it sees to that. */
  readonly check: Check | null;
  /** The operand that the result may take the place of; none, if left out. */
  readonly overwrites?: number;
  /** The kernel of x ± the result, x being one more operand; none, if left out. */
  readonly onto?: (op: Onto) => Kernel;
  /** The body of a function without parameters or result. */
  write(code: Code, places: Places): void;
}

/** That all integers of an operand are in 0 … length − 1. */
export interface Check extends Bounds {
  /** Which operand. */
  readonly input: number;
}

/** What integers must be; the arguments of `checkIndices` otherwise. */
export interface Bounds {
  /** What a user called. */
  readonly op: string;
  /** What the op calls them: labels or indices. */
  readonly what: string;
  /** What they must be below. */
  readonly length: number;
}

/** Four floats, lane k from address(k) + offset + k · stride. */
export function gathered(
  code: Code,
  address: (lane: number) => Pushed,
  offset: number,
  stride = 0,
): Pushed {
  const upTo = (lane: number): Pushed =>
    lane === 0
      ? code.load("v128.load32_splat", address(0), offset)
      : code.loadLane(address(lane), upTo(lane - 1), lane, offset + lane * stride);
  return upTo(3);
}

/** The first lanes of a vector to memory, one after the other. */
export function storeFirst(
  code: Code,
  lanes: number,
  address: Local,
  vector: Local,
  offset: number,
): void {
  if (lanes === 4) {
    code.store("v128.store", code.get(address), code.get(vector), offset);
    return;
  }
  const pair = lanes & 2;
  if (pair) code.storeLane("v128.store64_lane", code.get(address), code.get(vector), 0, offset);
  if (lanes & 1) {
    const last = offset + 4 * pair;
    code.storeLane("v128.store32_lane", code.get(address), code.get(vector), pair, last);
  }
}

/** Four fresh counters of bytes, which are 0, in each pass of a loop around them too. */
export function pointers(code: Code): [Local, Local, Local, Local] {
  const fresh = (): Local => code.keep("i32", code.i32(0));
  return [fresh(), fresh(), fresh(), fresh()];
}
