/**
 * Ops that walk down an axis, each column by itself: cumsum and argMax.
 *
 * A column is serial, so speed is how many go side by side: 16 neighbours where the columns lie
 * side by side, else those of four rows, gathered into one vector.
 *
 * Next: scatter-add.ts
 */
import type { Attributes } from "../../ops/names.ts";
import { splitAt } from "../../shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Code, Local, Pushed } from "../code.ts";
import { gathered, type Kernel, storeFirst } from "./kernel.ts";

/** Up to four columns, in the lanes of a vector. */
interface Bundle {
  /** How many columns. */
  readonly lanes: number;
  /** Bytes from the pointer to the first element of the first column. */
  readonly at: number;
  /** Bytes from one column to the next. */
  readonly stride: number;
}

/** What comes next along the columns. */
function load(code: Code, { at, stride }: Bundle, pointer: Local, offset: number): Pushed {
  if (stride === 4) return code.load("v128.load", code.get(pointer), offset + at);
  return gathered(code, () => code.get(pointer), offset + at, stride);
}

/** Where columns come from, the same strides apart there. */
function store(code: Code, bundle: Bundle, pointer: Local, vector: Local, offset: number): void {
  const { lanes, at, stride } = bundle;
  if (stride === 4) {
    storeFirst(code, lanes, pointer, vector, offset + at);
    return;
  }
  for (let k = 0; k < lanes; k++) {
    const place = offset + at + k * stride;
    code.storeLane("v128.store32_lane", code.get(pointer), code.get(vector), k, place);
  }
}

/** Visits all columns of [outer, n, inner], some at a time. */
function columns(
  code: Code,
  [outer, n, inner]: readonly [number, number, number],
  visit: (at: Local, to: Local, from: readonly Bundle[], results: readonly Bundle[]) => void,
): void {
  const [at, to] = [code.local("i32"), code.local("i32")];
  const row = 4 * n * inner;
  const fours = inner < 4 ? outer >> 2 : 0;
  code.times(fours, () => {
    const across = (stride: number): Bundle[] =>
      Array.from({ length: inner }, (_, k) => ({ lanes: 4, at: 4 * k, stride }));
    visit(at, to, across(row), across(4 * inner));
    code.advance(at, 4 * row);
    code.advance(to, 16 * inner);
  });
  const strip = (width: number): void => {
    const bundles = Array.from({ length: Math.ceil(width / 4) }, (_, i) => {
      return { lanes: Math.min(4, width - 4 * i), at: 16 * i, stride: 4 };
    });
    visit(at, to, bundles, bundles);
    code.advance(at, 4 * width);
    code.advance(to, 4 * width);
  };
  code.times(outer - 4 * fours, () => {
    code.times(inner >> 4, () => strip(16));
    if (inner & 15) strip(inner & 15);
    code.advance(at, row - 4 * inner);
  });
}

/** Σ over j ≤ i along the axis, from +0. */
export function cumsum(node: Tensor): Kernel {
  const split = splitAt(node.shape, (node.attrs as Attributes["cumsum"]).axis);
  const [, n, inner] = split;
  return {
    scratch: 0,
    table: null,
    check: null,
    write(code, { inputs, out }) {
      if (node.size === 0) return;
      columns(code, split, (at, _to, bundles) => {
        const sums = bundles.map(() => code.keep("v128", code.v128([0, 0, 0, 0])));
        const pointer = code.keep("i32", code.get(at));
        code.times(n, () => {
          bundles.forEach((bundle, i) => {
            const x = load(code, bundle, pointer, inputs[0]!);
            code.set(sums[i]!, code.op("f32x4.add", x, code.get(sums[i]!)));
            store(code, bundle, pointer, sums[i]!, out);
          });
          code.advance(pointer, 4 * inner);
        });
      });
    },
  };
}

/** Where the first NaN of each column is, or else the first largest. */
export function argMax(node: Tensor): Kernel {
  const split = splitAt(node.inputs[0]!.shape, (node.attrs as Attributes["argMax"]).axis);
  const [, n, inner] = split;
  return {
    scratch: 0,
    table: null,
    check: null,
    write(code, { inputs, out }) {
      if (node.size === 0) return;
      const [rival, wins] = [code.local("v128"), code.local("v128")];
      columns(code, split, (at, to, bundles, results) => {
        const best = bundles.map((bundle) => code.keep("v128", load(code, bundle, at, inputs[0]!)));
        const found = bundles.map(() => code.keep("v128", code.v128([0, 0, 0, 0])));
        const step = code.keep("v128", code.v128([0, 0, 0, 0]));
        const pointer = code.keep("i32", code.get(at));
        code.times(n - 1, () => {
          code.advance(pointer, 4 * inner);
          code.set(step, code.op("i32x4.add", code.get(step), code.v128([1, 1, 1, 1])));
          bundles.forEach((bundle, i) => {
            const held = (local: Local): Pushed => code.get(local);
            code.set(rival, load(code, bundle, pointer, inputs[0]!));
            // a NaN is not ≤ anything, so it wins, unless there is one already
            const number = code.op("f32x4.eq", held(best[i]!), held(best[i]!));
            const below = code.op("f32x4.le", held(rival), held(best[i]!));
            code.set(wins, code.op("v128.andnot", number, below));
            const pick = (mine: Local, other: Local): void =>
              code.set(mine, code.op("v128.bitselect", held(other), held(mine), held(wins)));
            pick(best[i]!, rival);
            pick(found[i]!, step);
          });
        });
        results.forEach((bundle, i) => {
          store(code, bundle, to, found[i]!, out);
        });
      });
    },
  };
}
