/**
 * Movement by index tensors, whose integers are known only when it runs. Every index has been
 * checked by then, by a kernel of its own.
 *
 * Next: onto-rows.ts
 */
import type { Attributes } from "../../ops/names.ts";
import { sizeOf } from "../../shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { gathered, type Kernel, pointers } from "./kernel.ts";
import { ontoRows } from "./onto-rows.ts";
import { addRow, along, clear, copyRow } from "./rows.ts";

/** y[b…, j, …] = x[b…, i[b…, j], …] */
export function gather(node: Tensor): Kernel {
  const [x, i] = node.inputs as [Tensor, Tensor];
  const at = i.rank - 1;
  const [n, m] = [x.shape[at]!, i.shape[at]!];
  const batch = sizeOf(i.shape.slice(0, at));
  const row = 4 * sizeOf(x.shape.slice(at + 1));
  return {
    scratch: 0,
    table: null,
    check: { input: 1, op: "take", what: "indices", length: n },
    write(code, { inputs, out }) {
      if (node.size === 0) return;
      const [base, index, from, to] = pointers(code);
      const source = (lane: number) => {
        const entry = code.load("i32.load", code.get(index), inputs[1]! + 4 * lane);
        const offset = code.op("i32.mul", entry, code.i32(row));
        return batch === 1 ? offset : code.op("i32.add", offset, code.get(base));
      };
      code.times(batch, () => {
        if (row === 4) {
          // an element for each index, so both lie at the same offset
          along(code, m, [index], (lanes, offset) => {
            const target = code.get(index);
            const next = (lane: number) => source(lane + offset / 4);
            if (lanes === 4) {
              code.store("v128.store", target, gathered(code, next, inputs[0]!), out + offset);
            } else {
              const element = code.load("i32.load", next(0), inputs[0]!);
              code.store("i32.store", target, element, out + offset);
            }
          });
        } else {
          code.times(m, () => {
            code.set(from, source(0));
            copyRow(code, row / 4, { from, x: inputs[0]!, to, out });
            code.advance(index, 4);
          });
        }
        code.advance(base, n * row);
      });
    },
  };
}

/** y[b…, i[b…, j], …] += x[b…, j, …], in index order. */
export function scatter(node: Tensor): Kernel {
  const [, i] = node.inputs as [Tensor, Tensor];
  const { length } = node.attrs as Attributes["scatter"];
  const batch = sizeOf(i.shape.slice(0, -1));
  const m = i.shape.at(-1)!;
  const row = 4 * sizeOf(node.shape.slice(i.rank));
  return {
    scratch: 0,
    table: null,
    check: { input: 1, op: "scatterAdd", what: "indices", length },
    ...(batch === 1 ? { onto: (op) => ontoRows(op, { count: m, width: row / 4, length }) } : {}),
    write(code, { inputs, out }) {
      if (node.size === 0) return;
      const [base, index, from, to] = pointers(code);
      clear(code, out, node.size);
      code.times(batch, () => {
        code.times(m, () => {
          const entry = code.load("i32.load", code.get(index), inputs[1]!);
          const offset = code.op("i32.mul", entry, code.i32(row));
          code.set(to, code.op("i32.add", offset, code.get(base)));
          addRow(code, row / 4, { from, x: inputs[0]!, to, out });
          code.advance(index, 4);
        });
        code.advance(base, length * row);
      });
    },
  };
}

/** A new last axis: 1 at the index, 0 elsewhere. */
export function oneHot(node: Tensor): Kernel {
  const labels = node.inputs[0]!;
  const { depth } = node.attrs as Attributes["oneHot"];
  return {
    scratch: 0,
    table: null,
    check: { input: 0, op: "oneHot", what: "labels", length: depth },
    write(code, { inputs, out }) {
      if (node.size === 0) return;
      const [index, row] = pointers(code);
      clear(code, out, node.size);
      code.times(labels.size, () => {
        const label = code.load("i32.load", code.get(index), inputs[0]!);
        const offset = code.op("i32.mul", label, code.i32(4));
        code.store("f32.store", code.op("i32.add", offset, code.get(row)), code.f32(1), out);
        code.advance(index, 4);
        code.advance(row, 4 * depth);
      });
    },
  };
}
