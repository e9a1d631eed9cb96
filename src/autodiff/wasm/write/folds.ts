/**
 * Reductions in the order of design.md §3: element k of the last reduced axis is added to lane k
 * mod 16, earlier reduced axes outside of it; then lanes i and i + 8, i + 4, i + 2, i + 1.
 *
 * Where the last axis of the space is reduced, the sixteen lanes are four vectors; where it is
 * kept, they are sixteen, and four results are computed at once.
 *
 * Next: first-zero.ts
 */

import type { Fold, Loop, Store } from "../read/kernel.ts";
import { readsOfKernel } from "../read/traffic.ts";
import { type Axis, even } from "../read/view.ts";
import { Accumulators, LANES, SIDE_BY_SIDE, sideBySide, VECTOR } from "./accumulators.ts";
import { Body, type Invariants } from "./body.ts";
import type { Code, Pushed } from "./code.ts";
import { writeFirstZero } from "./first-zero.ts";
import type { Local } from "./locals.ts";
import { machineOf } from "./machine.ts";
import { type Enclosure, nested, pointersOf, rows } from "./nest.ts";
import type { Pointers } from "./pointers.ts";

/** Writes the loop of some folds over the same axes, and of stores beside them. */
export class FoldWriter {
  /** Those of its views; the first axes are around it. */
  readonly pointers: Pointers;
  private readonly code: Code;
  private readonly loop: Loop;
  private readonly around: Enclosure;
  private readonly body: Body;
  /** Where each result goes: a view over the space that stays in place along reduced axes. */
  private readonly results: readonly Store[];
  /** The axes that are kept, but for those around it, and the others. */
  private readonly kept: [axis: number, n: number][] = [];
  private readonly reduced: [axis: number, n: number][] = [];
  /** Of every fold, for each of the vectors of results side by side. */
  private readonly lanes: readonly (readonly Accumulators[])[];
  /** Which vector of lanes is next, in bytes; null if there is only one, or if that is known. */
  private readonly turn: Local | null;

  constructor(code: Code, loop: Loop, around: Enclosure) {
    this.code = code;
    this.loop = loop;
    this.around = around;
    const view: Axis[] = [];
    let stride = 1;
    for (let axis = loop.space.length - 1; axis >= 0; axis--) {
      const n = loop.space[axis]!;
      const isReduced = loop.folds[0]!.axes.includes(axis);
      view.unshift(even(n, isReduced ? 0 : stride));
      if (!isReduced) stride *= n;
      if (isReduced) this.reduced.unshift([axis, n]);
      else if (axis >= around.outer) this.kept.unshift([axis, n]);
    }
    this.results = loop.folds.map(({ buffer, value, isRow }) => ({
      buffer,
      offset: 0,
      axes: isRow ? [even(view[0]!.n, 0), ...view.slice(1)] : view,
      value,
      fill: false,
    }));
    const views = [...readsOfKernel(loop), ...loop.stores, ...this.results];
    const machine = machineOf(code, around.constant);
    this.pointers = pointersOf(code, views, around);
    this.body = new Body(code, machine, this.pointers, around.registers);
    const turns = this.turns();
    const lanesOf = (fold: Fold, index: number): Accumulators => {
      // The order of a maximum matters where lanes are other results: one vector, one after another.
      const count = fold.op === "max" && this.isAcross() ? 1 : turns;
      return new Accumulators(code, machine, around, fold, index, count, this.isShort());
    };
    const { length } = loop.folds;
    this.lanes = Array.from({ length: this.isAcross() ? SIDE_BY_SIDE : 1 }, (_, k) =>
      loop.folds.map((fold, i) => lanesOf(fold, k * length + i)),
    );
    this.turn = turns > 1 && !this.isShort() ? code.local("i32") : null;
  }

  /** How many vectors the lanes of a sum are. */
  private turns(): number {
    const longest = this.reduced.at(-1)![1];
    return Math.max(
      1,
      this.isAcross() ? Math.min(16, longest) : Math.min(4, Math.ceil(longest / 4)),
    );
  }

  /** Whether all that is folded is one row of sixteen at most: then it is written out, in registers. */
  private isShort(): boolean {
    return !this.isAcross() && this.reduced.length === 1 && this.reduced[0]![1] <= 16;
  }

  /** Whether the last axis is kept, and four results are computed at once. */
  private isAcross(): boolean {
    return this.kept.at(-1)?.[0] === this.loop.space.length - 1;
  }

  /** Writes the loops of its own axes; every pointer is back then. */
  write(): void {
    if (this.kept.some(([, n]) => n === 0)) return;
    if (this.isAcross()) this.writeAcross();
    else this.writeAlong();
  }

  /**
   * A cache line of results at a time, as the lines of a wide matrix would be gone before the next
   * four of them: 2.7 ns an element then, 0.5 so.
   */
  private writeAcross(): void {
    const [last, n] = this.kept.at(-1)!;
    const wide = Math.floor(n / (4 * SIDE_BY_SIDE));
    nested(this.pointers, this.kept.slice(0, -1), () => {
      this.pointers.forward(last, wide, 4 * SIDE_BY_SIDE, () => this.columns(SIDE_BY_SIDE, 4));
      if (wide === 1) this.pointers.step(last, 4 * SIDE_BY_SIDE);
      const rest = n - 4 * SIDE_BY_SIDE * wide;
      if (rest > 0) rows(this.pointers, last, rest, (lanes) => this.columns(1, lanes));
      this.pointers.step(last, -4 * SIDE_BY_SIDE * wide);
    });
  }

  /** So many vectors of results, the last of so many lanes. */
  private columns(count: number, lanes: number): void {
    const last = this.kept.at(-1)![0];
    const all = this.lanes.slice(0, count);
    const columns = { code: this.code, pointers: this.pointers, axis: last };
    sideBySide(columns, all, begin);
    nested(this.pointers, this.reduced.slice(0, -1), () => {
      this.reset();
      nested(this.pointers, this.reduced.slice(-1), () => {
        all.forEach((accumulators, k) => {
          this.pointers.ahead(last, 4 * k, () => {
            this.add(accumulators, lanes, 4, undefined, this.turn);
          });
        });
        this.advance();
      });
    });
    sideBySide(columns, all, (accumulators, slot) => {
      accumulators.forEach((one, i) => {
        this.body.store(this.results[i]!, one.total(slot), lanes);
      });
    });
  }

  private writeAlong(): void {
    const code = this.code;
    const accumulators = this.lanes[0]!;
    nested(this.pointers, this.kept, () => {
      begin(accumulators, null);
      this.along((lanes, invariants, turn) => {
        this.add(accumulators, lanes, lanes, invariants, turn);
        this.advance();
      });
      this.loop.folds.forEach((fold, i) => {
        const total = accumulators[i]!.total(null);
        accumulators[i]!.folded(total);
        if (fold.op === "max") {
          const spare = this.around.scratch + LANES;
          writeFirstZero(code, total, spare, (visit) =>
            this.along((lanes) => visit(this.body.values([fold], lanes)[0]!, lanes)),
          );
        }
        const first = (): Pushed => code.extract("f32x4.extract_lane", 0, code.get(total));
        const register = this.around.registers.get(this.results[i]!.buffer);
        if (register !== undefined) code.set(register, code.op("f32x4.splat", first()));
        else {
          this.pointers.at(this.results[i]!, (address, offset) =>
            code.store("f32.store", address, first(), offset),
          );
        }
      });
    });
  }

  /** body() for every four elements that are folded, in order: how many they are, and whose turn it is. */
  private along(
    body: (lanes: number, invariants: Invariants, turn: Local | number | null) => void,
  ): void {
    const [last, n] = this.reduced.at(-1)!;
    const parts = [...this.loop.stores, ...this.loop.folds];
    if (!this.isShort()) {
      nested(this.pointers, this.reduced.slice(0, -1), () => {
        this.reset();
        const invariants = this.body.invariants(parts);
        if (n > 0) rows(this.pointers, last, n, (lanes) => body(lanes, invariants, this.turn));
      });
      return;
    }
    const invariants = this.body.invariants(parts);
    for (let k = 0; 4 * k < n; k++) {
      this.pointers.ahead(last, 4 * k, () => body(Math.min(4, n - 4 * k), invariants, k));
    }
  }

  private reset(): void {
    if (this.turn !== null) this.code.set(this.turn, this.code.i32(0));
  }

  /**
   * The next elements to their lanes.
   * @param stored how many lanes of the stores count
   * @param valid  how many lanes of the folds do
   * @param turn   the vector whose turn it is
   */
  private add(
    accumulators: readonly Accumulators[],
    stored: number,
    valid: number,
    invariants: Invariants | undefined,
    turn: Local | number | null,
  ): void {
    const { stores, folds } = this.loop;
    const values = this.body.write(stores, folds, stored, invariants);
    accumulators.forEach((lanes, i) => {
      lanes.add(values[i]!, valid, turn);
    });
  }

  /** The turn of the next vector of lanes. */
  private advance(): void {
    if (this.turn === null) return;
    const code = this.code;
    const next = code.op("i32.add", code.get(this.turn), code.i32(VECTOR));
    const around = (this.isAcross() ? 16 : 4) * VECTOR - 1;
    code.set(this.turn, code.op("i32.and", next, code.i32(around)));
  }
}

function begin(accumulators: readonly Accumulators[], slot: Local | null): void {
  for (const each of accumulators) each.begin(slot);
}
