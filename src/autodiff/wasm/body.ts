/**
 * The body of a loop: four elements of its expressions at once.
 *
 * Next: loops.ts
 */
import type { Machine } from "../field.ts";
import type { Code, Local, Pushed } from "./code.ts";
import type { Expression, Operation, Read } from "./expression.ts";
import type { Store } from "./kernel.ts";
import type { Pointers } from "./pointers.ts";
import type { Axis } from "./view.ts";

/** What is the same in every pass of a loop, computed before it. */
export type Invariants = ReadonlyMap<Expression, Local>;

/** Writes expressions and stores of one loop nest. */
export class Body {
  readonly #code: Code;
  readonly #machine: Machine<Local>;
  readonly #pointers: Pointers;

  constructor(code: Code, machine: Machine<Local>, pointers: Pointers) {
    this.#code = code;
    this.#machine = machine;
    this.#pointers = pointers;
  }

  /**
   * The next elements of each expression, `lanes` of them; the other lanes hold anything.
   * @param invariants what need not be read again
   */
  values(xs: readonly Expression[], lanes: number, invariants: Invariants = new Map()): Local[] {
    const known = new Map(invariants);
    const value = (x: Expression): Local => {
      const before = known.get(x);
      if (before !== undefined) return before;
      const found = this.#value(x, lanes, value);
      known.set(x, found);
      return found;
    };
    return xs.map(value);
  }

  /** The reads that are the same all along the last axis. */
  invariants(reads: readonly Read[]): Invariants {
    const fixed = reads.filter(({ axes }) => isFixed(axes.at(-1)!));
    return new Map(fixed.map((read) => [read, this.#splat(read)]));
  }

  /** Stores so many lanes of a value. */
  store(store: Store, value: Local, lanes: number): void {
    const code = this.#code;
    const { stride } = store.axes.at(-1)!;
    const lane = (width: 32 | 64, k: number, further: number): void =>
      this.#pointers.at(
        store,
        (address, offset) =>
          code.storeLane(`v128.store${width}_lane`, address, code.get(value), k, offset),
        further,
      );
    if (stride !== 1) {
      for (let k = 0; k < lanes; k++) lane(32, k, 4 * k * stride);
    } else if (lanes === 4) {
      this.#pointers.at(store, (address, offset) =>
        code.store("v128.store", address, code.get(value), offset),
      );
    } else {
      if (lanes > 1) lane(64, 0, 0);
      if (lanes % 2 === 1) lane(32, lanes - 1, 4 * (lanes - 1));
    }
  }

  #value(x: Expression, lanes: number, value: (part: Expression) => Local): Local {
    if (x.kind === "constant") return this.#machine.of(x.value);
    return x.kind === "read" ? this.#read(x, lanes) : this.#apply(x, x.parts.map(value));
  }

  #apply({ op }: Operation, parts: readonly Local[]): Local {
    const M = this.#machine;
    const [a, b, c] = parts as [Local, Local, Local];
    switch (op) {
      case "add":
      case "sub":
      case "mul":
      case "div":
      case "equal":
        return M[op](a, b);
      case "gate":
      case "mask":
        return M[op](a, b, c);
      case "neg":
        return this.#code.keep("v128", this.#code.op("f32x4.neg", this.#code.get(a)));
      default:
        return M.fn(op, a);
    }
  }

  #read(read: Read, lanes: number): Local {
    const axis = read.axes.at(-1)!;
    if (isFixed(axis)) return this.#splat(read);
    if (axis.table === null && axis.stride === 1) {
      return this.#kept((address, offset) => this.#code.load("v128.load", address, offset), read);
    }
    const code = this.#code;
    const lane = (k: number, access: (address: Pushed, offset: number) => Pushed): Pushed =>
      axis.table === null
        ? this.#pointers.at(read, access, 4 * k * axis.stride)
        : this.#pointers.atEntry(read, k, access);
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

  #splat(read: Read): Local {
    return this.#kept(
      (address, offset) => this.#code.load("v128.load32_splat", address, offset),
      read,
    );
  }

  #kept(load: (address: Pushed, offset: number) => Pushed, read: Read): Local {
    return this.#code.keep("v128", this.#pointers.at(read, load));
  }
}

/** Whether every element of the axis is the same. */
function isFixed({ stride, table }: Axis): boolean {
  return table === null && stride === 0;
}
