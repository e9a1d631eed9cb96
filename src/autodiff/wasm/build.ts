/**
 * From a graph to kernels: each op becomes an expression of what it reads, or a kernel of its own.
 *
 * Nothing is computed that a view can say, and a pointwise op that is used once is computed where
 * it is used.
 *
 * Next: fuse.ts
 */
import { topological } from "../order.ts";
import { recall, type Values } from "../recall.ts";
import { type Shape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type Buffer, costOf, type Expression, type Read } from "./expression.ts";
import { isWhole, type Kernel, storing, whole } from "./kernel.ts";
import { rules } from "./rules.ts";

/** Everything that a program is made of, before it has addresses. */
export interface Draft {
  readonly kernels: readonly Kernel[];
  /** Those of the free leaves, in the order that was asked for. */
  readonly inputs: readonly Buffer[];
  /** Those of the roots. */
  readonly outputs: readonly Buffer[];
  /** Numbers that are part of the program. */
  readonly data: ReadonlyMap<Buffer, Values>;
  /** At most so many different constants occur in expressions. */
  readonly constants: number;
}

/** What a rule of an op may do while a graph is read. */
export class Builder {
  readonly kernels: Kernel[] = [];
  readonly data = new Map<Buffer, Values>();
  readonly #inputs: ReadonlyMap<Tensor, Buffer>;
  #count = 0;

  constructor(inputs: ReadonlyMap<Tensor, Buffer>) {
    this.#inputs = inputs;
  }

  /** The buffer of a free leaf. */
  input(leaf: Tensor): Buffer {
    return this.#inputs.get(leaf)!;
  }

  /** A new buffer. */
  buffer(size: number): Buffer {
    return { size, name: `t${this.#count++}`, address: 0 };
  }

  /** A buffer of numbers that are known. */
  known(values: Values): Buffer {
    const buffer: Buffer = { size: values.length, name: `c${this.data.size}`, address: 0 };
    this.data.set(buffer, values);
    return buffer;
  }

  /** The expression as something in memory. */
  stored(x: Expression, shape: Shape): Read {
    return x.kind === "read" ? x : this.computed(x, shape);
  }

  /** The buffer that holds exactly this, in row-major order. */
  dense(x: Expression, shape: Shape): Buffer {
    const isThere = x.kind === "read" && isWhole(x);
    return isThere ? x.buffer : this.computed(x, shape).buffer;
  }

  /** A new buffer that a loop of its own computes. */
  computed(x: Expression, shape: Shape): Read {
    const buffer = this.buffer(sizeOf(shape));
    this.kernels.push(storing(buffer, shape, x));
    return whole(buffer, shape);
  }
}

/** Expressions beyond this are stored: a program grows with its graph, not with its square. */
const MAX_COST = 120;

/**
 * @param roots  canonical graphs
 * @param leaves the free leaves they may read
 */
export function build(roots: readonly Tensor[], leaves: readonly Tensor[]): Draft {
  const inputs = leaves.map((leaf, i) => ({ size: leaf.size, name: `x${i}`, address: 0 }));
  const builder = new Builder(new Map(leaves.map((leaf, i) => [leaf, inputs[i]!])));
  const order = topological(roots);
  const uses = new Map<Tensor, number>();
  const use = (node: Tensor): void => void uses.set(node, (uses.get(node) ?? 0) + 1);
  for (const node of order) node.inputs.forEach(use);
  roots.forEach(use);
  const values = new Map<Tensor, Expression>();
  for (const node of order) {
    const ins = node.inputs.map((x) => values.get(x)!);
    const known = recall(node);
    const value = known
      ? whole(builder.known(known), node.shape)
      : rules[node.op](node, ins, builder);
    const isShared = uses.get(node)! > 1 && value.kind === "operation";
    const isLarge = costOf(value) > MAX_COST;
    values.set(node, isShared || isLarge ? builder.computed(value, node.shape) : value);
  }
  const outputs = roots.map((root) => {
    const value = values.get(root)!;
    const buffer = value.kind === "read" && isWhole(value) ? value.buffer : null;
    const isOwn = buffer !== null && !inputs.includes(buffer) && !builder.data.has(buffer);
    return isOwn ? buffer : builder.computed(value, root.shape).buffer;
  });
  const constants = order.filter(({ op }) => op === "full").length;
  return { kernels: builder.kernels, inputs, outputs, data: builder.data, constants };
}
