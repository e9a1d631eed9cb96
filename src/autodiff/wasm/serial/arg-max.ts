/**
 * Where the largest element along an axis is.
 *
 * Next: sums.ts
 */
import type { Attributes } from "../../ops/names.ts";
import { splitAt } from "../../shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Code, Pushed } from "../write/code.ts";
import type { Local } from "../write/locals.ts";
import { columns, loadNext, MOST_COLUMNS, storeNext } from "./columns.ts";
import { type Kernel, type Places, pointers, storeFirst } from "./kernel.ts";
import { along } from "./rows.ts";

/** Where the first NaN of each column is, or else the first largest. */
export function argMax(node: Tensor): Kernel {
  const split = splitAt(node.inputs[0]!.shape, (node.attrs as Attributes["argMax"]).axis);
  const wide = split[2] > MOST_COLUMNS;
  return {
    // the largest so far of each column of a row
    scratch: wide ? split[2] : 0,
    table: null,
    check: null,
    write(code, places) {
      if (node.size === 0) return;
      (wide ? byRow : byColumn)(code, split, places);
    },
  };
}

/** The largest so far stay in vectors on the way down, and where they were found. */
function byColumn(
  code: Code,
  split: readonly [number, number, number],
  { inputs, out }: Places,
): void {
  const [, n, inner] = split;
  const rival = code.local("v128");
  const wins = code.local("v128");
  columns(code, split, (at, to, bundles, results) => {
    const next = (i: number, pointer: Local): Pushed =>
      loadNext(code, bundles[i]!, pointer, inputs[0]!);
    const best = bundles.map((_, i) => code.keep("v128", next(i, at)));
    const found = bundles.map(() => code.keep("v128", code.v128([0, 0, 0, 0])));
    const step = code.keep("v128", code.v128([0, 0, 0, 0]));
    const pointer = code.keep("i32", code.get(at));
    code.times(n - 1, () => {
      code.advance(pointer, 4 * inner);
      count(code, step);
      bundles.forEach((_, i) => {
        code.set(rival, next(i, pointer));
        challenge(code, { best: best[i]!, found: found[i]!, rival, step, wins });
      });
    });
    results.forEach((bundle, i) => {
      storeNext(code, bundle, to, found[i]!, out);
    });
  });
}

/** Row by row, the largest so far in the scratch, where they were found in the result. */
function byRow(
  code: Code,
  [outer, n, inner]: readonly [number, number, number],
  { inputs, out, scratch }: Places,
): void {
  const [at, to, column] = pointers(code);
  const fresh = (): Local => code.local("v128");
  const all = { best: fresh(), found: fresh(), rival: fresh(), step: fresh(), wins: fresh() };
  const { best, found, rival, step } = all;
  code.times(outer, () => {
    code.set(step, code.v128([0, 0, 0, 0]));
    code.set(found, code.get(step));
    const row = (each: (offset: number) => void): void => {
      code.set(column, code.i32(0));
      along(code, inner, [at, to, column], (lanes, offset) => {
        code.set(rival, code.load("v128.load", code.get(at), inputs[0]! + offset));
        each(offset);
        storeFirst(code, lanes, column, best, scratch + offset);
        storeFirst(code, lanes, to, found, out + offset);
      });
    };
    row(() => code.set(best, code.get(rival)));
    code.times(n - 1, () => {
      code.advance(to, -4 * inner);
      count(code, step);
      row((offset) => {
        code.set(best, code.load("v128.load", code.get(column), scratch + offset));
        code.set(found, code.load("v128.load", code.get(to), out + offset));
        challenge(code, all);
      });
    });
  });
}

/** The next position along the axis, in every lane. */
function count(code: Code, step: Local): void {
  code.set(step, code.op("i32x4.add", code.get(step), code.v128([1, 1, 1, 1])));
}

/** What is compared, lane by lane. */
interface Match {
  /** The largest so far. */
  readonly best: Local;
  /** Where it was found. */
  readonly found: Local;
  /** Another element. */
  readonly rival: Local;
  /** Where that is. */
  readonly step: Local;
  /** Room for who wins. */
  readonly wins: Local;
}

/** The rival is best where it is larger: a NaN is not ≤ anything, so it wins unless one is there. */
function challenge(code: Code, { best, found, rival, step, wins }: Match): void {
  const number = code.op("f32x4.eq", code.get(best), code.get(best));
  const below = code.op("f32x4.le", code.get(rival), code.get(best));
  code.set(wins, code.op("v128.andnot", number, below));
  const pick = (mine: Local, other: Local): void =>
    code.set(mine, code.op("v128.bitselect", code.get(other), code.get(mine), code.get(wins)));
  pick(best, rival);
  pick(found, step);
}
