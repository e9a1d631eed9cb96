/**
 * Σ over j ≤ i along an axis, from +0.
 *
 * Next: arg-max.ts
 */
import type { Attributes } from "../../ops/names.ts";
import { splitAt } from "../../shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Code } from "../write/code.ts";
import { columns, loadNext, MOST_COLUMNS, storeNext } from "./columns.ts";
import { type Kernel, type Places, pointers } from "./kernel.ts";
import { along, NARROW, WIDE } from "./rows.ts";

/** y[…, i, …] = Σ x[…, j, …] over j ≤ i, in index order. */
export function cumsum(node: Tensor): Kernel {
  const split = splitAt(node.shape, (node.attrs as Attributes["cumsum"]).axis);
  return {
    scratch: 0,
    table: null,
    check: null,
    write(code, places) {
      if (node.size === 0) return;
      (split[2] > MOST_COLUMNS ? byRow : byColumn)(code, split, places);
    },
  };
}

/** The sums stay in vectors on the way down. */
function byColumn(
  code: Code,
  split: readonly [number, number, number],
  { inputs, out }: Places,
): void {
  const [, n, inner] = split;
  columns(code, split, (at, _to, bundles) => {
    const sums = bundles.map(() => code.keep("v128", code.v128([0, 0, 0, 0])));
    const pointer = code.keep("i32", code.get(at));
    code.times(n, () => {
      bundles.forEach((bundle, i) => {
        const x = loadNext(code, bundle, pointer, inputs[0]!);
        code.set(sums[i]!, code.op("f32x4.add", x, code.get(sums[i]!)));
        storeNext(code, bundle, pointer, sums[i]!, out);
      });
      code.advance(pointer, 4 * inner);
    });
  });
}

/** Each row is the one before plus x, the first one 0 plus x. */
function byRow(
  code: Code,
  [outer, n, inner]: readonly [number, number, number],
  { inputs, out }: Places,
): void {
  const [at, previous] = pointers(code);
  code.times(outer, () => {
    code.set(previous, code.get(at));
    along(code, inner, [at], (lanes, offset) => {
      const target = code.get(at);
      if (lanes === 4) {
        const x = code.load("v128.load", code.get(at), inputs[0]! + offset);
        const sum = code.op("f32x4.add", x, code.v128([0, 0, 0, 0]));
        code.store("v128.store", target, sum, out + offset);
      } else {
        const x = code.load("f32.load", code.get(at), inputs[0]! + offset);
        code.store("f32.store", target, code.op("f32.add", x, code.f32(0)), out + offset);
      }
    });
    code.times(n - 1, () => {
      along(code, inner, [at, previous], (lanes, offset) => {
        const [load, store, add] = lanes === 4 ? WIDE : NARROW;
        const target = code.get(at);
        const x = code.load(load, code.get(at), inputs[0]! + offset);
        const sum = code.op(add, x, code.load(load, code.get(previous), out + offset));
        code.store(store, target, sum, out + offset);
      });
    });
  });
}
