/**
 * What each op is to the compiler. A missing entry is a compile error that names the op.
 *
 * Next: view.ts
 */
import type { FunctionName } from "../../field.ts";
import type { Attributes, OpName } from "../../ops/names.ts";
import { sameShape, sizeOf } from "../../shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { cosineOfTurn, stepsOf, TURN } from "../../turn.ts";
import { kernels, type SerialOp } from "../serial/table.ts";
import type { Builder } from "./builder.ts";
import { contraction } from "./contract.ts";
import {
  broadcastRead,
  type Expression,
  isComputed,
  type Operator,
  operation,
  type Read,
  reshapedRead,
  slicedRead,
  takenRead,
  throughViews,
  transposedRead,
} from "./expression.ts";
import { type Fold, whole } from "./kernel.ts";
import { repeated } from "./repeat.ts";
import { type Axis, dense, even } from "./view.ts";

/** The value of a node, from those of its inputs. */
export type Rule = (node: Tensor, ins: readonly Expression[], to: Builder) => Expression;

const pointwise =
  (op: Operator): Rule =>
  (_node, ins) =>
    operation(op, ins);

const fold =
  (op: Fold["op"]): Rule =>
  (node, [x], to) => {
    const { axes } = node.attrs as Attributes["sum"];
    const space = node.inputs[0]!.shape;
    const buffer = to.buffer(node.size);
    const folds = [{ op, axes, value: x!, buffer }];
    to.kernels.push({ kind: "loop", space, stores: [], folds });
    return whole(buffer, node.shape);
  };

/** An op that only moves: said by views where it can be, and else of what has been stored. */
function moved(
  node: Tensor,
  x: Expression,
  to: Builder,
  view: (read: Read) => Read | null,
): Expression {
  const { shape, size } = node.inputs[0]!;
  const isRepeated = node.size > size && isComputed(x);
  const found = isRepeated ? null : throughViews(view)(x);
  return found ?? view(to.computed(x, shape))!;
}

const take = (
  node: Tensor,
  x: Expression,
  to: Builder,
  axis: number,
  indices: readonly number[],
): Expression => moved(node, x, to, (read) => takenRead(read, axis, indices));

/** An op that is neither a loop nor a product, of operands that lie densely. */
const serial =
  (op: SerialOp): Rule =>
  (node, ins, to) => {
    const inputs = node.inputs.map((input, i) => to.dense(ins[i]!, input.shape));
    const buffer = to.buffer(node.size);
    const kernel = kernels[op](node);
    if (kernel.check !== null) to.guard(inputs[kernel.check.input]!, kernel.check);
    to.kernels.push({ kind: "serial", name: op, inputs, buffer, kernel });
    return whole(buffer, node.shape);
  };

/** Rows at indices, which loops look up as they go; unless each example has indices of its own. */
const gather: Rule = (node, ins, to) => {
  const [x, i] = node.inputs as readonly [Tensor, Tensor];
  if (i.rank !== 1) return serial("gather")(node, ins, to);
  const stored = to.stored(ins[0]!, x.shape);
  // Addresses must not fall below that of the first row.
  const isForward = stored.axes[0]!.table === null && stored.axes[0]!.stride >= 0;
  const read = isForward ? stored : to.computed(stored, x.shape);
  const indices = to.dense(ins[1]!, i.shape);
  to.guard(indices, kernels.gather(node).check!);
  const [first, ...rest] = read.axes as [Axis, ...Axis[]];
  const fixed = rest.map(({ n }) => even(n, 0));
  return {
    kind: "lookup",
    read: { ...read, axes: [even(i.size, 0), ...rest] },
    index: { ...whole(indices, i.shape), axes: [even(i.size, 1), ...fixed] },
    stride: first.stride,
  };
};

/** Which index each image is of. */
function inverse(image: readonly number[]): number[] {
  const from = new Array<number>(image.length);
  image.forEach((to, i) => {
    from[to] = i;
  });
  return from;
}

/** How each op is compiled. */
export const rules: Readonly<Record<OpName, Rule>> = {
  data: () => {
    throw new Error("internal: a leaf without its numbers");
  },
  full: (node) => {
    const { value } = node.attrs as Attributes["full"];
    return { kind: "constant", value: Math.fround(value) };
  },
  input: (node, _ins, to) => whole(to.input(node), node.shape),
  rootOfUnity(node, _ins, to) {
    const { k, n } = node.attrs as Attributes["rootOfUnity"];
    const turn = [cosineOfTurn(k, n), cosineOfTurn(stepsOf(k, n) - TURN / 4, TURN)];
    return whole(to.known(Float32Array.from(turn)), node.shape);
  },
  add: pointwise("add"),
  sub: pointwise("sub"),
  mul: pointwise("mul"),
  div: pointwise("div"),
  neg: pointwise("neg"),
  function: (node, ins) => operation((node.attrs as { name: FunctionName }).name, ins),
  gate: pointwise("gate"),
  equal: pointwise("equal"),
  mask: pointwise("mask"),
  sum: fold("sum"),
  max: fold("max"),
  prod: fold("prod"),
  cumsum: serial("cumsum"),
  argMax: serial("argMax"),
  reshape(node, [x], to) {
    const isTabled = node.rank === 2 && x!.kind === "read" && to.isLeftOperand(node);
    return moved(node, x!, to, (read) => reshapedRead(read, node.shape, isTabled));
  },
  transpose(node, [x], to) {
    const { perm } = node.attrs as Attributes["transpose"];
    return moved(node, x!, to, (read) => transposedRead(read, perm));
  },
  broadcast: (node, [x], to) => moved(node, x!, to, (read) => broadcastRead(read, node.shape)),
  slice(node, [x], to) {
    const { start, stop } = node.attrs as Attributes["slice"];
    return moved(node, x!, to, (read) => slicedRead(read, start, stop));
  },
  pad(node, [x], to) {
    const { before } = node.attrs as Attributes["pad"];
    if (sameShape(node.shape, node.inputs[0]!.shape)) return x!;
    const buffer = to.buffer(node.size);
    const axes = dense(node.shape);
    const offset = before.reduce((sum, n, axis) => sum + n * axes[axis]!.stride, 0);
    const space = node.inputs[0]!.shape;
    const inside = axes.map((axis, i) => ({ ...axis, n: space[i]! }));
    const store = { buffer, offset, axes: inside, value: x!, fill: true };
    to.kernels.push({ kind: "loop", space, stores: [store], folds: [] });
    return whole(buffer, node.shape);
  },
  concat(node, ins, to) {
    const { axis: at } = node.attrs as Attributes["concat"];
    const buffer = to.buffer(node.size);
    const axes = dense(node.shape);
    const stride = sizeOf(node.shape.slice(at + 1));
    let offset = 0;
    node.inputs.forEach(({ shape }, i) => {
      const inside = axes.map((axis, k) => ({ ...axis, n: shape[k]! }));
      const store = { buffer, offset, axes: inside, value: ins[i]!, fill: false };
      to.kernels.push({ kind: "loop", space: shape, stores: [store], folds: [] });
      offset += shape[at]! * stride;
    });
    return whole(buffer, node.shape);
  },
  take(node, [x], to) {
    const { axis, indices } = node.attrs as Attributes["take"];
    return take(node, x!, to, axis, indices);
  },
  scatterAdd: serial("scatterAdd"),
  permute(node, [x], to) {
    const { axis, image, signs } = node.attrs as Attributes["permute"];
    const from = inverse(image);
    const taken = take(node, x!, to, axis, from);
    if (signs === null) return taken;
    const factors = whole(to.known(Float32Array.from(from, (i) => signs[i]!)), [signs.length]);
    const last = node.rank - axis - 1;
    const column = reshapedRead(factors, [signs.length, ...new Array<number>(last).fill(1)])!;
    return operation("mul", [broadcastRead(column, node.shape), taken]);
  },
  gather,
  scatter: serial("scatter"),
  oneHot: serial("oneHot"),
  matmul: contraction,
  scan: repeated,
  solve: serial("solve"),
  det: serial("det"),
  variable: (_node, [x]) => x!,
  stopGradient: (_node, [x]) => x!,
  withVjp: (_node, [, y]) => y!,
};
