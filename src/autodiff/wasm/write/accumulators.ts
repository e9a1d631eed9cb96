/**
 * The lanes of a fold: what it has added up so far, in one vector or several.
 *
 * Several are in memory, so that a body is written once: one of them in turn is loaded, added to
 * and stored, which takes no longer than adding to registers in turn, as each waits for itself. Where
 * a row is so short that it is written out, they are in registers: 2.5 ns less for a row of eight.
 *
 * Next: ../products/lanes.ts
 */
import type { Fold } from "../read/kernel.ts";
import type { Code, Pushed } from "./code.ts";
import type { Local } from "./locals.ts";
import type { VectorMachine } from "./machine.ts";
import type { Surroundings } from "./nest.ts";
import type { Pointers } from "./pointers.ts";

/** What a fold begins with, and what leaves it as it is. */
const IDENTITY = { sum: 0, prod: 1, max: Number.NEGATIVE_INFINITY } as const;

/** The bytes of a vector. */
export const VECTOR = 16;
/** How many folds one loop may hold. */
export const MAX_FOLDS = 4;
/** How many vectors of results are folded side by side: a cache line of them. */
export const SIDE_BY_SIDE = 4;
/** Sixteen vectors, in bytes: the lanes of one fold and one vector of results. */
const LANES_OF_ONE: number = 16 * VECTOR;
/** Those of all. */
export const LANES: number = MAX_FOLDS * SIDE_BY_SIDE * LANES_OF_ONE;
/** The scratch of loops: the lanes, and a vector. */
export const SCRATCH: number = LANES + VECTOR;

/** So many vectors are many. */
const MANY = 8;

/** Lanes 2 and 3 in front; lane 1 in front. */
const HALF = [8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7];
const QUARTER = [4, 5, 6, 7, 0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15];

/** The lanes of one fold of a loop. */
export class Accumulators {
  private readonly code: Code;
  private readonly machine: VectorMachine;
  private readonly around: Surroundings;
  private readonly op: Fold["op"];
  private readonly count: number;
  private readonly from: number;
  /** The vectors, if they are in registers. */
  private readonly registers: readonly Local[] | null;

  /**
   * @param index which of the accumulators of the loop they are
   * @param count how many vectors its lanes are
   * @param isShort whether their turns are known, so that they may be in registers
   */
  constructor(
    code: Code,
    machine: VectorMachine,
    around: Surroundings,
    { op }: Fold,
    index: number,
    count: number,
    isShort: boolean,
  ) {
    this.code = code;
    this.machine = machine;
    this.around = around;
    this.op = op;
    this.count = count;
    this.from = around.scratch + index * LANES_OF_ONE;
    this.registers =
      count === 1 || isShort ? Array.from({ length: count }, () => code.local("v128")) : null;
  }

  /** Whether the vectors are many, and in memory. */
  get isLong(): boolean {
    return this.registers === null && this.count >= MANY;
  }

  /**
   * Every lane as the fold begins.
   * @param slot how many bytes behind its own the lanes are that are meant, if those are in memory
   */
  begin(slot: Local | null): void {
    const code = this.code;
    if (this.registers !== null) {
      for (const register of this.registers) code.set(register, this.identity());
      return;
    }
    const first = code.keep("v128", this.identity());
    for (let k = 0; k < this.count; k++) {
      code.store("v128.store", this.at(slot), code.get(first), this.from + k * VECTOR);
    }
  }

  /**
   * Adds a vector to the lanes whose turn it is.
   * @param valid how many of its elements count
   * @param turn  which vector: a number, or in bytes at run time; null for the only one
   */
  add(value: Local, valid: number, turn: Local | number | null): void {
    const code = this.code;
    const x = this.masked(value, valid);
    if (this.registers !== null) {
      const register = this.registers[typeof turn === "number" ? turn : 0]!;
      code.set(register, code.get(this.combine(register, x)));
      return;
    }
    const place = turn as Local;
    const lane = code.keep("v128", code.load("v128.load", code.get(place), this.from));
    code.store("v128.store", code.get(place), code.get(this.combine(lane, x)), this.from);
  }

  /** The vectors as one: k and k + 8, + 4, + 2, + 1. @param slot as for `begin` */
  total(slot: Local | null): Local {
    const code = this.code;
    const lanes =
      this.registers?.slice() ??
      Array.from({ length: this.count }, (_, k) =>
        code.keep("v128", code.load("v128.load", this.at(slot), this.from + k * VECTOR)),
      );
    for (let half = 8; half > 0; half >>= 1) {
      for (let k = 0; k < half && k + half < lanes.length; k++) {
        lanes[k] = this.combine(lanes[k]!, lanes[k + half]!);
      }
    }
    return code.keep("v128", code.get(lanes[0]!));
  }

  /** The lanes of one vector as one, which is its first lane afterwards. */
  folded(total: Local): void {
    const code = this.code;
    for (const bytes of [HALF, QUARTER]) {
      const moved = code.keep("v128", code.shuffle(bytes, code.get(total), code.get(total)));
      code.set(total, code.get(this.combine(total, moved)));
    }
  }

  /** a and b, folded. */
  combine(a: Local, b: Local): Local {
    if (this.op === "sum") return this.machine.add(a, b);
    return this.op === "prod" ? this.machine.mul(a, b) : this.machine.max(a, b);
  }

  /** The value with lanes that do not count as what leaves the fold as it is. */
  private masked(value: Local, valid: number): Local {
    if (valid === 4) return value;
    const code = this.code;
    const lanes = [0, 1, 2, 3].map((k) => (k < valid ? -1 : 0));
    return code.keep(
      "v128",
      code.op("v128.bitselect", code.get(value), this.identity(), code.v128(lanes)),
    );
  }

  private at(slot: Local | null): Pushed {
    return slot === null ? this.code.i32(0) : this.code.get(slot);
  }

  private identity(): Pushed {
    return this.code.get(this.code.splat(this.around.constant(IDENTITY[this.op])));
  }
}

/** Where columns are folded: the pointers of their loop, and the axis they lie along. */
export interface Columns {
  /** The function. */
  readonly code: Code;
  /** Those of its views. */
  readonly pointers: Pointers;
  /** Of the space. */
  readonly axis: number;
}

/**
 * visit() for each vector of results, the pointers at it: a loop if their lanes are many, which halves
 * the code. With 8 rows of 1024 a loop takes as long as without, with 4 it would take 15 % longer.
 * @param all one for each fold, for each of the vectors
 */
export function sideBySide(
  { code, pointers, axis }: Columns,
  all: readonly (readonly Accumulators[])[],
  visit: (accumulators: readonly Accumulators[], slot: Local | null) => void,
): void {
  const first = all[0];
  if (first === undefined || all.length === 1 || !first.every(({ isLong }) => isLong)) {
    all.forEach((accumulators, k) => {
      pointers.ahead(axis, 4 * k, () => visit(accumulators, null));
    });
    return;
  }
  const slot = code.keep("i32", code.i32(0));
  pointers.along(axis, all.length, 4, () => {
    visit(first, slot);
    code.advance(slot, first.length * LANES_OF_ONE);
  });
}
