/**
 * The body of a loop: four elements of its expressions at once.
 *
 * Next: loops.ts
 */
import {
  applied,
  type Buffer,
  type Expression,
  type Lookup,
  leavesOf,
  type Operation,
  type Read,
} from "../read/expression.ts";
import type { Fold, Store } from "../read/kernel.ts";
import type { Code, Pushed } from "./code.ts";
import type { Local } from "./locals.ts";
import type { VectorMachine } from "./machine.ts";
import type { Pointers } from "./pointers.ts";

/** What has a value. */
type Part = Pick<Store, "value">;

/** What is the same in every pass of a loop, computed before it. */
export interface Invariants {
  /** Four times the same float. */
  readonly values: ReadonlyMap<Expression, Local>;
  /** How far behind its view a lookup reads, in bytes. */
  readonly distances: ReadonlyMap<Lookup, Local>;
}

const NONE: Invariants = { values: new Map(), distances: new Map() };

/** Writes expressions and stores of one loop nest. */
export class Body {
  private readonly code: Code;
  private readonly machine: VectorMachine;
  private readonly pointers: Pointers;
  private readonly registers: ReadonlyMap<Buffer, Local>;

  /** @param registers what buffers of one number have instead of memory */
  constructor(
    code: Code,
    machine: VectorMachine,
    pointers: Pointers,
    registers: ReadonlyMap<Buffer, Local>,
  ) {
    this.code = code;
    this.machine = machine;
    this.pointers = pointers;
    this.registers = registers;
  }

  /**
   * Stores the next elements of what is stored.
   * @returns those of what is folded
   */
  write(
    stores: readonly Store[],
    folds: readonly Fold[],
    lanes: number,
    invariants?: Invariants,
  ): Local[] {
    const values = this.values([...stores, ...folds], lanes, invariants);
    stores.forEach((store, i) => {
      this.store(store, values[i]!, lanes);
    });
    return values.slice(stores.length);
  }

  /**
   * The next elements of each value, `lanes` of them; the other lanes hold anything.
   * @param invariants what need not be read again
   */
  values(parts: readonly Part[], lanes: number, invariants: Invariants = NONE): Local[] {
    const known = new Map(invariants.values);
    const value = (x: Expression): Local => {
      const before = known.get(x);
      if (before !== undefined) return before;
      const found =
        x.kind === "lookup"
          ? this.lookUp(x, lanes, invariants.distances.get(x))
          : this.value(x, lanes, value);
      known.set(x, found);
      return found;
    };
    return parts.map((part) => value(part.value));
  }

  /** What is the same all along the last axis: whole reads, and the distances of lookups. */
  invariants(parts: readonly Part[]): Invariants {
    const values = new Map<Expression, Local>();
    const distances = new Map<Lookup, Local>();
    for (const leaf of parts.flatMap(({ value }) => leavesOf(value))) {
      if (leaf.kind === "read") {
        if (isFixed(leaf)) values.set(leaf, this.read(leaf, 4));
      } else if (isFixed(leaf.index)) {
        distances.set(leaf, this.code.keep("i32", this.distance(leaf, 0)));
      }
    }
    return { values, distances };
  }

  /** Stores so many lanes of a value. */
  store(store: Store, value: Local, lanes: number): void {
    const code = this.code;
    const register = this.registers.get(store.buffer);
    if (register !== undefined) {
      code.set(register, code.get(value));
      return;
    }
    const { stride } = store.axes.at(-1)!;
    const lane = (width: 32 | 64, k: number, further: number): void =>
      this.pointers.at(
        store,
        (address, offset) =>
          code.storeLane(`v128.store${width}_lane`, address, code.get(value), k, offset),
        further,
      );
    if (stride !== 1) {
      for (let k = 0; k < lanes; k++) lane(32, k, 4 * k * stride);
    } else if (lanes === 4) {
      this.pointers.at(store, (address, offset) =>
        code.store("v128.store", address, code.get(value), offset),
      );
    } else {
      if (lanes > 1) lane(64, 0, 0);
      if (lanes % 2 === 1) lane(32, lanes - 1, 4 * (lanes - 1));
    }
  }

  private value(
    x: Exclude<Expression, Lookup>,
    lanes: number,
    value: (part: Expression) => Local,
  ): Local {
    if (x.kind === "constant") return this.machine.of(x.value);
    return x.kind === "read" ? this.read(x, lanes) : this.apply(x, x.parts.map(value));
  }

  private apply({ op }: Operation, parts: readonly Local[]): Local {
    const machine = this.machine;
    return applied(machine, (x) => machine.neg(x), op, parts);
  }

  private read(read: Read, lanes: number): Local {
    const register = this.registers.get(read.buffer);
    if (register !== undefined) return register;
    const axis = read.axes.at(-1)!;
    if (isFixed(read)) return this.splat(read);
    if (axis.table === null && axis.stride === 1) {
      return this.kept((address, offset) => this.code.load("v128.load", address, offset), read);
    }
    return this.laneByLane(lanes, (k, access) => this.lane(read, k, access));
  }

  /** @param further how far, in bytes, if that is the same for all lanes and known */
  private lookUp(x: Lookup, lanes: number, further: Local | undefined): Local {
    const code = this.code;
    const { read } = x;
    // The one number there is: the index is in bounds, so it is 0.
    const register = this.registers.get(read.buffer);
    if (register !== undefined) return register;
    const axis = read.axes.at(-1)!;
    const at = (k: number): Pushed => (further ? code.get(further) : this.distance(x, k));
    const isRow = axis.table === null && axis.stride === 1;
    if (isFixed(x.index) && (isFixed(read) || isRow)) {
      const load = isRow ? "v128.load" : "v128.load32_splat";
      return this.kept(
        (address, offset) => code.load(load, code.op("i32.add", address, at(0)), offset),
        read,
      );
    }
    return this.laneByLane(lanes, (k, access) =>
      this.lane(read, k, (address, offset) => access(code.op("i32.add", address, at(k)), offset)),
    );
  }

  /** How far behind its view, in bytes, a lookup reads for that lane. */
  private distance({ index, stride }: Lookup, k: number): Pushed {
    const code = this.code;
    const entry = this.lane(index, k, (address, offset) => code.load("i32.load", address, offset));
    return code.op("i32.mul", entry, code.i32(4 * stride));
  }

  /** The address of lane k of a view, as what `access` writes takes it. */
  private lane<Result>(
    read: Read,
    k: number,
    access: (at: Pushed, offset: number) => Result,
  ): Result {
    const { table, stride } = read.axes.at(-1)!;
    return table === null
      ? this.pointers.at(read, access, 4 * k * stride)
      : this.pointers.atEntry(read, k, access);
  }

  /** A vector of floats that lie anywhere. */
  private laneByLane(
    lanes: number,
    lane: (k: number, access: (address: Pushed, offset: number) => Pushed) => Pushed,
  ): Local {
    const code = this.code;
    const vector = code.keep(
      "v128",
      lane(0, (address, offset) => code.load("v128.load32_splat", address, offset)),
    );
    for (let k = 1; k < lanes; k++) {
      code.set(
        vector,
        lane(k, (address, offset) => code.loadLane(address, code.get(vector), k, offset)),
      );
    }
    return vector;
  }

  private splat(read: Read): Local {
    return this.kept(
      (address, offset) => this.code.load("v128.load32_splat", address, offset),
      read,
    );
  }

  private kept(load: (address: Pushed, offset: number) => Pushed, read: Read): Local {
    return this.code.keep("v128", this.pointers.at(read, load));
  }
}

/** Whether every element along the last axis is the same. */
function isFixed({ axes }: Read): boolean {
  const { stride, table } = axes.at(-1)!;
  return table === null && stride === 0;
}
