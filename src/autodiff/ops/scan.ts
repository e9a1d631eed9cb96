/**
 * A loop as one node. One step is a closed graph of flat tensors,
 *
 *     step(carryₜ, xₜ…, captured…) = (carryₜ₊₁, yₜ, partₜ)   [c], [m], [a], one after the other
 *
 * and the value, flat too, holds the rows (carryₜ₊₁, yₜ) of all T steps, then the sum of their
 * parts: 0 + part₀ + part₁ + …, in the order of the steps.
 *
 * So each thing has its adjoint here: that of the carry is a carry that runs the other way, that of
 * an x is a y, that of what all steps share is a sum, and the derivative of a loop is a loop.
 *
 * Next: table.ts
 */
import { ruleOf, substitute } from "../rule.ts";
import type { Shape } from "../shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import {
  type Bound,
  carriesBefore,
  joined,
  lastCarry,
  loop,
  loopOf,
  pack,
  rowsOf,
  unpack,
} from "./loop.ts";
import type { Attributes } from "./names.ts";
import { each, type Row } from "./row.ts";

/** A loop: its step is kept on the node. */
export const scan: Row<Attributes["scan"]> = {
  family: "meta",
  shape: (_inputs, { length, width, sums }) => [length * width + sums],

  /** The loop backwards: each step is recomputed from its carry, and its cotangents go on. */
  vjp(ct, y, inputs, { length, width, sums, reverse }, { backward, wanted }) {
    const { carry, xs, captured, result } = loopOf(y);
    const [state, row, total] = [
      leaf(y, "ct of carry", carry[0].shape),
      leaf(y, "ct of row", [width]),
      leaf(y, "ct of sums", [sums]),
    ];
    const [c, m] = unpack(row, [carry[0].shape, [width - carry[0].size]]);
    const own = xs.filter((_, i) => wanted(1 + i));
    const shared = captured.filter((_, i) => wanted(1 + xs.length + i));
    const sources = [carry, ...own, ...shared].map(([source]) => source);
    const sent = backward(result, joined([c!.add(state), m!, total]), sources);
    const [ctRows, ctTotal] = unpack(ct, [[length, width], [sums]]);
    const back = loop({
      carry: [state, carry[1].like(0)],
      xs: [[carry[0], carriesBefore(y)], ...xs, [row, ctRows!]],
      captured: [...captured, [total, ctTotal!]],
      result: pack(sent),
      attrs: {
        length,
        width: own.reduce((size, [x]) => size + x.size, carry[0].size),
        reverse: !reverse,
      },
    });
    const { width: wide } = back.attrs as Attributes["scan"];
    const ofXs = unpack(
      rowsOf(back),
      own.map(([x]) => x.shape),
      carry[0].size,
    );
    const ofShared = unpack(
      back,
      shared.map(([x]) => x.shape),
      length * wide,
    );
    const all = new Map<Tensor, Tensor>([
      [carry[0], lastCarry(back)],
      ...own.map(([x], i) => [x, ofXs[i]!] as const),
      ...shared.map(([x], i) => [x, ofShared[i]!] as const),
    ]);
    return inputs.map((_, i) => all.get(ruleOf(y).body.parameters[i]!) ?? null);
  },

  /** A loop along the stored carries, whose own carry is the tangent. */
  jvp(tangents, y, inputs, { length, width, reverse }, forward) {
    const { carry, xs, captured, result } = loopOf(y);
    const moved = new Map(inputs.map((_, i) => [ruleOf(y).body.parameters[i]!, tangents[i]]));
    const state = leaf(y, "tangent of carry", carry[0].shape);
    const movedOf = (list: readonly Bound[]): Bound[] =>
      list.flatMap(([x]) => {
        const tangent = moved.get(x);
        return tangent ? [[x, tangent] as const] : [];
      });
    const [dXs, dCaptured] = [movedOf(xs), movedOf(captured)];
    const fresh = new Map(
      [...dXs, ...dCaptured].map(([x]) => [x, leaf(y, "tangent", x.shape)] as const),
    );
    const sources = [carry[0], ...fresh.keys()];
    const [row] = forward([result], sources, [state, ...fresh.values()]);
    const renamed = ([x, tangent]: Bound): Bound => [fresh.get(x)!, tangent];
    return loop({
      carry: [state, moved.get(carry[0]) ?? carry[1].like(0)],
      xs: [[carry[0], carriesBefore(y)], ...xs, ...dXs.map(renamed)],
      captured: [...captured, ...dCaptured.map(renamed)],
      result: row!,
      attrs: { length, width, reverse },
    });
  },

  /** A loop of n carries side by side. */
  batch(inputs, n, y, { length, width, sums, reverse, xs: count }, many) {
    const { body } = ruleOf(y);
    const flags = inputs.map(({ mapped }, i) => mapped || i === 0);
    const wide = many(body, flags);
    const c = body.parameters[0]!.size;
    const state = leaf(y, "carry", [n * c]);
    const result = substitute(wide.result, new Map([[wide.parameters[0]!, state.reshape([n, c])]]));
    const others = inputs.slice(1).map(({ x, mapped }, i): Bound => {
      const slices = mapped && i < count;
      return [wide.parameters[i + 1]!, slices ? swapped(x) : x];
    });
    const all = loop({
      carry: [state, each(inputs[0]!, n).reshape([n * c])],
      xs: others.slice(0, count),
      captured: others.slice(count),
      result: pack(unpack(result, [[c], [width - c], [sums]])),
      attrs: { length, width: n * width, reverse },
    });
    const [carries, ys] = unpack(rowsOf(all), [
      [n, c],
      [n, width - c],
    ]);
    const rows = swapped(joined([carries!, ys!], 2)).reshape([n, length * width]);
    return joined([rows, ...unpack(all, [[n, sums]], length * n * width)], 1);
  },
};

/** A free leaf. */
function leaf(y: Tensor, name: string, shape: Shape): Tensor {
  return y.create("input", [], { name, shape });
}

/** The first two axes exchanged. */
function swapped(x: Tensor): Tensor {
  return x.transpose([1, 0, ...Array.from({ length: x.rank - 2 }, (_, i) => i + 2)]);
}
