/**
 * Reductions in the order of design.md §3: element k of the last reduced axis is added to lane k
 * mod 16, earlier reduced axes outside of it; then lanes i and i + 8, i + 4, i + 2, i + 1.
 *
 * Where the last axis of the space is reduced, the sixteen lanes are four vectors; where it is
 * kept, they are sixteen, and four results are computed at once. They are in memory, so that the
 * body is written once: one vector in turn is loaded, added to and stored, which takes no longer
 * than adding to four registers in turn, as each waits for itself.
 *
 * Next: matmul.ts
 */
import type { Machine } from "../field.ts";
import { Body } from "./body.ts";
import type { Code, Local, Pushed } from "./code.ts";
import type { Expression } from "./expression.ts";
import { type Fold, type Loop, readsOfKernel, type Store } from "./kernel.ts";
import { machineOf } from "./machine.ts";
import { nested, rows, type Surroundings } from "./nest.ts";
import { Pointers } from "./pointers.ts";
import { dense, even } from "./view.ts";

/** What a fold begins with, and what leaves it as it is. */
const IDENTITY = { sum: 0, prod: 1, max: Number.NEGATIVE_INFINITY } as const;

const VECTOR = 16;
/** The lanes of one fold, in bytes. */
const LANES = 16 * VECTOR;
/** How many folds one loop may hold. */
export const MAX_FOLDS = 4;
/** The scratch that loops need, in bytes: the lanes of every fold, and a vector. */
export const SCRATCH: number = MAX_FOLDS * LANES + VECTOR;

/** Writes the loop of some folds over the same axes, and of stores beside them. */
export function writeFolds(code: Code, loop: Loop, around: Surroundings): void {
  new FoldWriter(code, loop, around).write();
}

class FoldWriter {
  readonly #code: Code;
  readonly #loop: Loop;
  readonly #around: Surroundings;
  readonly #pointers: Pointers;
  readonly #body: Body;
  readonly #machine: Machine<Local>;
  /** Where each result goes: a view over the space that stays in place along reduced axes. */
  readonly #results: readonly Store[];
  readonly #kept: [axis: number, n: number][];
  readonly #reduced: [axis: number, n: number][];
  /** The lane that is next, in bytes; null if there is only one. */
  readonly #turn: Local | null;
  readonly #turns: number;

  constructor(code: Code, loop: Loop, around: Surroundings) {
    this.#code = code;
    this.#loop = loop;
    this.#around = around;
    const { axes } = loop.folds[0]!;
    const all = [...loop.space.entries()];
    this.#kept = all.filter(([axis]) => !axes.includes(axis));
    this.#reduced = all.filter(([axis]) => axes.includes(axis));
    const strides = dense(this.#kept.map(([, n]) => n));
    const place = new Map(this.#kept.map(([axis], i) => [axis, strides[i]!]));
    const view = all.map(([axis, n]) => place.get(axis) ?? even(n, 0));
    this.#results = loop.folds.map(({ buffer, value }) => ({
      buffer,
      offset: 0,
      axes: view,
      value,
      fill: false,
    }));
    const views = [...readsOfKernel(loop), ...loop.stores, ...this.#results];
    this.#pointers = new Pointers(code, views, around.table);
    this.#machine = machineOf(code, around.constant);
    this.#body = new Body(code, this.#machine, this.#pointers);
    const longest = this.#reduced.at(-1)![1];
    this.#turns = this.#isAcross() ? Math.min(16, longest) : Math.min(4, Math.ceil(longest / 4));
    this.#turn = this.#turns > 1 ? code.local("i32") : null;
  }

  /** Whether the last axis is kept, and four results are computed at once. */
  #isAcross(): boolean {
    return this.#kept.at(-1)?.[0] === this.#loop.space.length - 1;
  }

  write(): void {
    if (this.#kept.some(([, n]) => n === 0)) return;
    if (this.#isAcross()) this.#writeAcross();
    else this.#writeAlong();
  }

  #writeAcross(): void {
    const [last, n] = this.#kept.at(-1)!;
    nested(this.#pointers, this.#kept.slice(0, -1), () =>
      rows(this.#pointers, last, n, (lanes) => {
        this.#begin();
        nested(this.#pointers, this.#reduced.slice(0, -1), () => {
          this.#reset();
          nested(this.#pointers, this.#reduced.slice(-1), () => this.#add(lanes, 4));
        });
        this.#loop.folds.forEach((fold, i) => {
          const total = this.#total(fold, i);
          this.#body.store(this.#results[i]!, total, lanes);
        });
      }),
    );
  }

  #writeAlong(): void {
    const [last, n] = this.#reduced.at(-1)!;
    const code = this.#code;
    nested(this.#pointers, this.#kept, () => {
      this.#begin();
      const along = (body: (lanes: number) => void): void =>
        nested(this.#pointers, this.#reduced.slice(0, -1), () => {
          this.#reset();
          if (n > 0) rows(this.#pointers, last, n, body);
        });
      along((lanes) => this.#add(lanes, lanes));
      this.#loop.folds.forEach((fold, i) => {
        const total = this.#total(fold, i);
        for (const bytes of [HALF, QUARTER]) {
          const moved = code.keep("v128", code.shuffle(bytes, code.get(total), code.get(total)));
          code.set(total, code.get(this.#combine(fold, total, moved)));
        }
        if (fold.op === "max") this.#firstZero(fold.value, total, along);
        this.#pointers.at(this.#results[i]!, (address, offset) =>
          code.store(
            "f32.store",
            address,
            code.extract("f32x4.extract_lane", 0, code.get(total)),
            offset,
          ),
        );
      });
    });
  }

  /** Every lane as a fold begins. */
  #begin(): void {
    const code = this.#code;
    this.#loop.folds.forEach(({ op }, i) => {
      const first = code.keep("v128", this.#splat(IDENTITY[op]));
      for (let k = 0; k < this.#turnsOf(op); k++) {
        code.store("v128.store", code.i32(0), code.get(first), this.#lane(i, k));
      }
    });
  }

  #reset(): void {
    if (this.#turn !== null) this.#code.set(this.#turn, this.#code.i32(0));
  }

  /**
   * The next elements to their lanes.
   * @param stored how many lanes of the stores count
   * @param valid  how many lanes of the folds do
   */
  #add(stored: number, valid: number): void {
    const code = this.#code;
    const { stores, folds } = this.#loop;
    const values = this.#body.values(
      [...stores, ...folds].map(({ value }) => value),
      Math.max(stored, 1),
    );
    stores.forEach((store, i) => void this.#body.store(store, values[i]!, stored));
    folds.forEach((fold, i) => {
      const isTurning = this.#turn !== null && this.#turnsOf(fold.op) > 1;
      const address = (): Pushed => (isTurning ? code.get(this.#turn!) : code.i32(0));
      const value = this.#masked(fold, values[stores.length + i]!, valid);
      const lane = code.keep("v128", code.load("v128.load", address(), this.#lane(i, 0)));
      const sum = this.#combine(fold, lane, value);
      code.store("v128.store", address(), code.get(sum), this.#lane(i, 0));
    });
    if (this.#turn === null) return;
    const next = code.op("i32.add", code.get(this.#turn), code.i32(VECTOR));
    const around = (this.#isAcross() ? 16 : 4) * VECTOR - 1;
    code.set(this.#turn, code.op("i32.and", next, code.i32(around)));
  }

  /** The lanes of a fold as one vector. */
  #total(fold: Fold, i: number): Local {
    const code = this.#code;
    const count = this.#turnsOf(fold.op);
    const lanes = Array.from({ length: Math.max(1, count) }, (_, k) =>
      code.keep("v128", code.load("v128.load", code.i32(0), this.#lane(i, k))),
    );
    for (let half = this.#isAcross() ? 8 : 2; half > 0; half >>= 1) {
      for (let k = 0; k < half && k + half < lanes.length; k++) {
        lanes[k] = this.#combine(fold, lanes[k]!, lanes[k + half]!);
      }
    }
    return code.keep("v128", code.get(lanes[0]!));
  }

  /** Of zeros, the maximum is the one that comes first: +0 and −0 are alike to `max`. */
  #firstZero(
    value: Expression,
    total: Local,
    along: (body: (lanes: number) => void) => void,
  ): void {
    const code = this.#code;
    const zero = (x: Local): Pushed => code.op("f32x4.eq", code.get(x), code.v128([0, 0, 0, 0]));
    const looking = code.keep("i32", code.extract("i32x4.extract_lane", 0, zero(total)));
    const spare = this.#around.scratch + MAX_FOLDS * LANES;
    code.when(code.get(looking), () =>
      along((lanes) => {
        const x = this.#body.values([value], lanes)[0]!;
        const bits = code.op(
          "i32.and",
          code.op("i32x4.bitmask", zero(x)),
          code.i32(2 ** lanes - 1),
        );
        const found = code.keep("i32", bits);
        const isFirst = code.op(
          "i32.and",
          code.op("i32.ne", code.get(found), code.i32(0)),
          code.get(looking),
        );
        code.when(isFirst, () => {
          code.store("v128.store", code.i32(0), code.get(x), spare);
          const at = code.op("i32.shl", code.op("i32.ctz", code.get(found)), code.i32(2));
          code.set(total, code.load("v128.load32_splat", at, spare));
          code.set(looking, code.i32(0));
        });
      }),
    );
  }

  #combine({ op }: Fold, a: Local, b: Local): Local {
    const { add, mul, max } = this.#machine;
    return { sum: add, prod: mul, max }[op](a, b);
  }

  /** The value with lanes that do not count as what leaves the fold as it is. */
  #masked({ op }: Fold, value: Local, valid: number): Local {
    if (valid === 4) return value;
    const code = this.#code;
    const lanes = [0, 1, 2, 3].map((k) => (k < valid ? -1 : 0));
    const masked = code.op(
      "v128.bitselect",
      code.get(value),
      this.#splat(IDENTITY[op]),
      code.v128(lanes),
    );
    return code.keep("v128", masked);
  }

  /** How many vectors its lanes are; an order that matters across them leaves one. */
  #turnsOf(op: Fold["op"]): number {
    return op === "max" && this.#isAcross() ? 1 : Math.max(1, this.#turns);
  }

  /** Where lane k of fold i lies. */
  #lane(i: number, k: number): number {
    return this.#around.scratch + i * LANES + k * VECTOR;
  }

  #splat(x: number): Pushed {
    return this.#code.load("v128.load32_splat", this.#code.i32(0), this.#around.constant(x));
  }
}

/** Lanes 2 and 3 in front; lane 1 in front. */
const HALF = [8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7];
const QUARTER = [4, 5, 6, 7, 0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15];
