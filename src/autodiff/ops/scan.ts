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
import { type Closed, ruleOf, substitute } from "../rule.ts";
import { type Shape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Attributes } from "./names.ts";
import { each, type Row } from "./row.ts";

/** A free leaf of a step, and what it stands for. */
export type Bound = readonly [leaf: Tensor, value: Tensor];

/** What a loop is made of. */
export interface Loop {
  /** The flat carry, and what it is at first. */
  readonly carry: Bound;
  /** Leaves for a slice each, and all slices of each, [T, …]. */
  readonly xs: readonly Bound[];
  /** What all steps share. */
  readonly captured: readonly Bound[];
  /** What one step computes, [width + sums]. */
  readonly result: Tensor;
  /** T, and how the result is divided, and which slice comes first. */
  readonly attrs: Pick<Attributes["scan"], "length" | "width" | "reverse">;
}

/** The node of a loop, without the inputs that no step reads. */
export function loop({ carry, xs, captured, result, attrs }: Loop): Tensor {
  const read = reach(result);
  const [own, shared] = [xs, captured].map((list) => list.filter(([leaf]) => read.has(leaf)));
  const all = [carry, ...own!, ...shared!];
  const body: Closed = { parameters: all.map(([leaf]) => leaf), result };
  const sums = result.size - attrs.width;
  return carry[1].create(
    "scan",
    all.map(([, value]) => value),
    { length: attrs.length, xs: own!.length, width: attrs.width, sums, reverse: attrs.reverse },
    { body, transpose: null },
  );
}

/** Everything that a node is computed from. */
function reach(result: Tensor): ReadonlySet<Tensor> {
  const seen = new Set([result]);
  for (const node of seen) for (const x of node.inputs) seen.add(x);
  return seen;
}

/** The rows [T, width] of a loop. */
export function rowsOf(y: Tensor): Tensor {
  const { length, width } = y.attrs as Attributes["scan"];
  return y.slice([0, length * width]).reshape([length, width]);
}

/** The carry after the last step: [c]. What it was at first if there is no step. */
export function lastCarry(y: Tensor): Tensor {
  const { length, reverse } = y.attrs as Attributes["scan"];
  const init = y.inputs[0]!;
  if (length === 0) return init;
  const at = reverse ? 0 : length - 1;
  return rowsOf(y)
    .slice([at, at + 1], [0, init.size])
    .flatten();
}

/** Tensors one after the other along an axis. */
function joined(parts: readonly Tensor[], axis = 0): Tensor {
  const filled = parts.filter((x) => x.shape[axis] !== 0);
  const [first = parts[0]!, ...rest] = filled;
  return rest.length === 0 ? first : first.create("concat", [first, ...rest], { axis });
}

/** Tensors in a flat one. */
export function pack(parts: readonly Tensor[]): Tensor {
  return joined(parts.map((x) => x.flatten()));
}

/** Tensors of the given shapes out of the last axis of one, from a place on. */
export function unpack(packed: Tensor, shapes: readonly Shape[], from = 0): Tensor[] {
  const lead = packed.shape.slice(0, -1);
  let at = from;
  return shapes.map((shape) => {
    const range = [at, at + sizeOf(shape)] as const;
    at = range[1];
    return packed.slice(...lead.map(() => null), range).reshape([...lead, ...shape]);
  });
}

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
    const own = xs.filter(([, all]) => wanted(all));
    const shared = captured.filter(([, value]) => wanted(value));
    const sources = [carry, ...own, ...shared].map(([source]) => source);
    const sent = backward(result, joined([c!.add(state), m!, total]), sources);
    const back = loop({
      carry: [state, carry[1].like(0)],
      xs: [
        [carry[0], carriesBefore(y)],
        ...xs,
        [row, ct.slice([0, length * width]).reshape([length, width])],
      ],
      captured: [...captured, [total, ct.slice([length * width, length * width + sums])]],
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
    return joined([rows, all.slice([length * n * width, all.size]).reshape([n, sums])], 1);
  },
};

/** The parts of the loop that a node is. */
function loopOf(y: Tensor): Pick<Loop, "carry" | "xs" | "captured" | "result"> {
  const { parameters, result } = ruleOf(y).body;
  const { xs } = y.attrs as Attributes["scan"];
  const [carry, ...others] = parameters.map((x, i): Bound => [x, y.inputs[i]!]);
  return { carry: carry!, xs: others.slice(0, xs), captured: others.slice(xs), result };
}

/** What the carry was before each step: [T, c]. */
function carriesBefore(y: Tensor): Tensor {
  const { length, reverse } = y.attrs as Attributes["scan"];
  const init = y.inputs[0]!;
  const after = rowsOf(y).slice(null, [0, init.size]);
  if (length === 0) return after;
  const first = init.reshape([1, init.size]);
  return reverse
    ? joined([after.slice([1, length]), first])
    : joined([first, after.slice([0, length - 1])]);
}

/** A free leaf. */
function leaf(y: Tensor, name: string, shape: Shape): Tensor {
  return y.create("input", [], { name, shape });
}

/** The first two axes exchanged. */
function swapped(x: Tensor): Tensor {
  return x.transpose([1, 0, ...Array.from({ length: x.rank - 2 }, (_, i) => i + 2)]);
}
