/**
 * y = x ± Σ of rows at indices: what `scatter` gives is added to x, or subtracted, without ever being
 * whole. Where y takes the place of x, the other rows are left alone.
 *
 * The bits are those of y[i] = x[i] ± s[i], with s[i] = +0 + the rows of index i, in index order. A row
 * that has no index is x[i] + 0, which is x[i] but for −0: that is seen to once, in a loop too.
 *
 * Next: elimination.ts
 */
import type { Code, Pushed } from "../write/code.ts";
import type { Local } from "../write/locals.ts";
import { type Kernel, type Onto, type Places, pointers } from "./kernel.ts";
import { addRow, along, NARROW, WIDE } from "./rows.ts";

const SIGNS = { add: ["f32x4.add", "f32.add"], sub: ["f32x4.sub", "f32.sub"] } as const;

/** So many rows of so many floats, onto a tensor of so many rows. */
export interface Added {
  /** How many rows are added. */
  readonly count: number;
  /** How many floats each has. */
  readonly width: number;
  /** How many rows x and y have. */
  readonly length: number;
}

/** The kernel of (rows, indices, x) ↦ y. */
export function ontoRows(op: Onto, added: Added): Kernel {
  const { count, width, length } = added;
  return {
    // A sum of several rows is complete before it meets x: a place for each that there may be.
    scratch: count > 1 ? length * width : 0,
    table: null,
    check: null,
    overwrites: 2,
    write(code, places) {
      const { inputs, out, again } = places;
      const isInPlace = inputs[2] === out;
      const others = (): void => copyOthers(code, op, length * width, inputs[2]!, out);
      if (!isInPlace || (op === "add" && again === null)) others();
      else if (op === "add") code.when(code.op("i32.eqz", code.get(again!)), others);
      if (count === 1) addOne(code, op, width, places);
      else addSeveral(code, op, added, places);
    },
  };
}

/** y = x ± 0, everywhere. */
function copyOthers(code: Code, op: Onto, size: number, x: number, out: number): void {
  const at = code.keep("i32", code.i32(0));
  along(code, size, [at], (lanes, offset) => {
    const [load, store] = lanes === 4 ? WIDE : NARROW;
    const place = code.get(at);
    const all = code.load(load, code.get(at), x + offset);
    code.store(store, place, code.op(sign(op, lanes), all, zero(code, lanes)), out + offset);
  });
}

/** y[i] = y[i] ± (+0 + row), for the one index i. */
function addOne(code: Code, op: Onto, width: number, { inputs, out }: Places): void {
  each(code, 1, width, inputs[1]!, (to, from) =>
    along(code, width, [to, from], (lanes, offset) => {
      const [load, store, add] = lanes === 4 ? WIDE : NARROW;
      const place = code.get(to);
      const held = code.load(load, code.get(to), out + offset);
      const row = code.load(load, code.get(from), inputs[0]! + offset);
      const sum = code.op(add, row, zero(code, lanes));
      code.store(store, place, code.op(sign(op, lanes), held, sum), out + offset);
    }),
  );
}

/** The sums of rows first; then each onto y once, as it is +0 when an index comes again. */
function addSeveral(
  code: Code,
  op: Onto,
  { count, width }: Added,
  { inputs, out, scratch }: Places,
): void {
  const clear = (to: Local): void =>
    along(code, width, [to], (lanes, offset) => {
      const [, store] = lanes === 4 ? WIDE : NARROW;
      code.store(store, code.get(to), zero(code, lanes), scratch + offset);
    });
  each(code, count, width, inputs[1]!, clear);
  each(code, count, width, inputs[1]!, (to, from) =>
    addRow(code, width, { from, x: inputs[0]!, to, out: scratch }),
  );
  each(code, count, width, inputs[1]!, (to) =>
    along(code, width, [to], (lanes, offset) => {
      const [load, store] = lanes === 4 ? WIDE : NARROW;
      const place = code.get(to);
      const held = code.load(load, code.get(to), out + offset);
      const sum = code.load(load, code.get(to), scratch + offset);
      code.store(store, place, code.op(sign(op, lanes), held, sum), out + offset);
      code.store(store, code.get(to), zero(code, lanes), scratch + offset);
    }),
  );
}

/** body(to, from) for each row: where it goes, by its index, and where it comes from, in bytes. */
function each(
  code: Code,
  count: number,
  width: number,
  indices: number,
  body: (to: Local, from: Local) => void,
): void {
  const [index, from, to] = pointers(code);
  code.times(count, () => {
    const entry = code.load("i32.load", code.get(index), indices);
    code.set(to, code.op("i32.mul", entry, code.i32(4 * width)));
    body(to, from);
    code.advance(index, 4);
  });
}

function sign(op: Onto, lanes: 4 | 1) {
  return SIGNS[op][lanes === 4 ? 0 : 1];
}

function zero(code: Code, lanes: 4 | 1): Pushed {
  return lanes === 4 ? code.v128([0, 0, 0, 0]) : code.f32(0);
}
