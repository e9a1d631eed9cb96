/**
 * Pointers: the addresses that a loop nest goes through, one local for all views that run through
 * memory in the same steps. Where a view begins is in the offset of its instruction.
 *
 * Next: nest.ts
 */

import type { Read } from "../read/expression.ts";
import type { Axis } from "../read/view.ts";
import type { Code, Pushed } from "./code.ts";
import type { Local } from "./locals.ts";

/** Where a table of distances, in bytes, lies in memory. */
export type TableAddress = (table: readonly number[]) => number;

/** A view that a loop goes through. */
export type View = Pick<Read, "buffer" | "offset" | "axes">;

/** Views that move in the same steps. */
interface Track {
  readonly axes: readonly Axis[];
  /** How far from its first element the lowest one lies, in bytes: addresses are never below 0. */
  readonly lead: number;
  /** In bytes, from where the view begins. */
  pointer: Local;
  /** The place in the table of the last axis; null if that has none. */
  readonly entry: Local | null;
  /** How far from the pointer the present element is, in bytes: see `ahead`. */
  offset: number;
}

/** The pointers of one loop nest. */
export class Pointers {
  private readonly code: Code;
  private readonly tableAddress: TableAddress;
  private readonly tracks = new Map<string, Track>();
  /** The same by what they were made for, as keys are longer to find than objects. */
  private readonly known = new Map<readonly Axis[], Track>();
  /** Axes along which some view does not run evenly forward. */
  private readonly uneven = new Set<number>();
  /** All tables of the views. */
  private readonly ids = new Map<readonly number[], number>();

  constructor(code: Code, views: readonly View[], tableAddress: TableAddress) {
    this.code = code;
    this.tableAddress = tableAddress;
    for (const { axes } of views) {
      const key = this.keyOf(axes);
      const known = this.tracks.get(key);
      if (known !== undefined) {
        this.known.set(axes, known);
        continue;
      }
      let lead = 0;
      axes.forEach((axis, i) => {
        lead += 4 * below(axis);
        if (axis.table !== null || axis.stride < 0) this.uneven.add(i);
      });
      const last = axes.at(-1)!;
      const entry =
        last.table === null ? null : code.keep("i32", code.i32(tableAddress(last.table)));
      const pointer = code.keep("i32", code.i32(lead));
      const track = { axes, lead, pointer, entry, offset: 0 };
      this.tracks.set(key, track);
      this.known.set(axes, track);
    }
  }

  /** The address of a view's element, `further` bytes on, as what `access` writes takes it. */
  at<Result>(view: View, access: (address: Pushed, offset: number) => Result, further = 0): Result {
    const { pointer, lead, offset: ahead } = this.known.get(view.axes)!;
    const offset = view.buffer.address + 4 * view.offset - lead + ahead;
    const code = this.code;
    if (offset + further >= 0) return access(code.get(pointer), offset + further);
    return access(code.op("i32.add", code.get(pointer), code.i32(further)), offset);
  }

  /** The address of the element that lies `lane` further in the table of the last axis. */
  atEntry<Result>(
    view: View,
    lane: number,
    access: (address: Pushed, offset: number) => Result,
  ): Result {
    const code = this.code;
    const { pointer, entry, lead, offset } = this.known.get(view.axes)!;
    const place = code.load("i32.load", code.get(entry!), 4 * lane);
    const address = code.op("i32.add", code.get(pointer), place);
    return access(address, view.buffer.address + 4 * view.offset - lead + offset);
  }

  /** count × body(), every pointer `step` elements further along the axis after each; then back. */
  along(axis: number, count: number, step: number, body: () => void): void {
    this.forward(axis, count, step, body);
    if (count > 1) this.step(axis, -step * count);
  }

  /** The same, and not back unless it was once. */
  forward(axis: number, count: number, step: number, body: () => void): void {
    if (count <= 0) return;
    const pass = this.pass(axis, step);
    this.code.times(count, () => {
      pass.begin();
      body();
      pass.end();
      if (count > 1) this.step(axis, step);
    });
  }

  /**
   * What to do before and after each pass of a loop along an axis, besides a step. Where an axis has a
   * table, and another runs faster, a pass has pointers of its own.
   */
  pass(axis: number, step: number): { begin: () => void; end: () => void } {
    if (this.ids.size === 0) return NOTHING;
    const code = this.code;
    const tabled = [...this.tracks.values()]
      .filter(({ axes }) => axes[axis]!.table !== null && axis < axes.length - 1)
      .map((track) => {
        const table = this.tableAddress(track.axes[axis]!.table!);
        const entry = code.keep("i32", code.i32(table));
        return { track, outer: track.pointer, inner: code.local("i32"), entry };
      });
    return {
      begin() {
        for (const { track, outer, inner, entry } of tabled) {
          const place = code.load("i32.load", code.get(entry));
          code.set(inner, code.op("i32.add", code.get(outer), place));
          track.pointer = inner;
        }
      },
      end() {
        for (const { track, outer, entry } of tabled) {
          track.pointer = outer;
          code.advance(entry, 4 * step);
        }
      },
    };
  }

  /** Every pointer so many elements further along the axis, on which only the last has entries. */
  step(axis: number, elements: number): void {
    for (const { axes, pointer, entry } of this.tracks.values()) {
      const { stride, table } = axes[axis]!;
      if (table === null) this.code.advance(pointer, 4 * stride * elements);
      else if (axis === axes.length - 1) this.code.advance(entry!, 4 * elements);
    }
  }

  /** body() so many elements further along the axis: pointers stay, if offsets can say it. */
  ahead(axis: number, elements: number, body: () => void): void {
    this.shift(axis, elements);
    body();
    this.shift(axis, -elements);
  }

  private shift(axis: number, elements: number): void {
    if (this.uneven.has(axis)) this.step(axis, elements);
    else {
      for (const track of this.tracks.values()) {
        track.offset += 4 * track.axes[axis]!.stride * elements;
      }
    }
  }

  private keyOf(axes: readonly Axis[]): string {
    const step = ({ stride, table }: Axis): string => {
      if (table === null) return String(stride);
      if (!this.ids.has(table)) this.ids.set(table, this.ids.size);
      return `t${this.ids.get(table)}`;
    };
    return axes.map(step).join();
  }
}

const NOTHING = { begin: (): void => {}, end: (): void => {} };

/** Every table of the views: what has to be in memory. */
export function tablesOf(views: readonly View[]): (readonly number[])[] {
  return views.flatMap(({ axes }) => axes.flatMap(({ table }) => (table === null ? [] : [table])));
}

/** How many elements before the first of an axis the lowest lies. */
function below({ n, stride, table }: Axis): number {
  if (table === null) return Math.max(0, -stride * (n - 1));
  return table.reduce((most, place) => Math.max(most, -place), 0);
}
