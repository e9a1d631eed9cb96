/**
 * From a graph to kernels: each op becomes an expression of what it reads, or a kernel of its own.
 *
 * Nothing is computed that a view can say, and a pointwise op that is used once is computed where
 * it is used.
 *
 * Next: rules.ts
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
  /** In the order they run. */
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
  /** Those of this builder, so far. */
  readonly kernels: Kernel[] = [];
  /** The numbers of all builders of a program. */
  readonly data: Map<Buffer, Values>;
  readonly #names: { next: number };
  readonly #users: Map<Tensor, (Tensor | null)[]>;
  readonly #inputs: ReadonlyMap<Tensor, Buffer>;

  constructor(inputs: ReadonlyMap<Tensor, Buffer>, whole?: Builder) {
    this.#inputs = inputs;
    this.data = whole?.data ?? new Map();
    this.#names = whole === undefined ? { next: 0 } : whole.#names;
    this.#users = whole === undefined ? new Map() : whole.#users;
  }

  /** A builder of kernels of their own, in the same program. */
  step(): Builder {
    return new Builder(this.#inputs, this);
  }

  /** Whether nothing reads the node but a product of which it is the left operand. */
  isLeftOperand(node: Tensor): boolean {
    const [user, other] = this.#users.get(node)!;
    return other === undefined && user?.op === "matmul" && user.inputs[0] === node;
  }

  /** The buffer of a free leaf. */
  input(leaf: Tensor): Buffer {
    return this.#inputs.get(leaf)!;
  }

  /** A new buffer. */
  buffer(size: number): Buffer {
    return { size, name: `t${this.#names.next++}`, address: 0 };
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

  /**
   * The value of every node that the roots are computed from.
   * @param values   of some nodes, which are not looked into; the others are added
   * @param builderOf which builder a node's kernels belong to
   */
  walk(
    roots: readonly Tensor[],
    values: Map<Tensor, Expression>,
    builderOf: (node: Tensor) => Builder,
  ): void {
    const order = topological(roots, (node) => values.has(node));
    const use = (node: Tensor, by: Tensor | null): void => {
      const before = this.#users.get(node);
      if (before === undefined) this.#users.set(node, [by]);
      else before.push(by);
    };
    for (const node of order) {
      if (!values.has(node)) for (const x of node.inputs) use(x, node);
    }
    for (const root of roots) use(root, null);
    for (const node of order) {
      if (values.has(node)) continue;
      const builder = builderOf(node);
      const ins = node.inputs.map((x) => values.get(x)!);
      const numbers = recall(node);
      const value = numbers
        ? whole(builder.known(numbers), node.shape)
        : rules[node.op](node, ins, builder);
      // What is used twice, or by each step of a loop, is computed once.
      const by = this.#users.get(node)!;
      const isShared = by.length > 1 || (by[0] && builderOf(by[0]) !== builder);
      const isStored = (isShared && value.kind === "operation") || costOf(value) > MAX_COST;
      values.set(node, isStored ? builder.computed(value, node.shape) : value);
    }
  }
}

/** Expressions beyond this are stored: a program grows with its graph, not with its square. */
const MAX_COST = 120;

/**
 * @param roots  canonical graphs
 * @param leaves the free leaves they may read
 * @param names  what a listing calls these
 */
export function build(
  roots: readonly Tensor[],
  leaves: readonly Tensor[],
  names: readonly string[],
): Draft {
  const inputs = leaves.map(({ size }, i) => ({ size, name: names[i]!, address: 0 }));
  const builder = new Builder(new Map(leaves.map((leaf, i) => [leaf, inputs[i]!])));
  const values = new Map<Tensor, Expression>();
  builder.walk(roots, values, () => builder);
  const outputs = roots.map((root) => {
    const value = values.get(root)!;
    const buffer = value.kind === "read" && isWhole(value) ? value.buffer : null;
    const isOwn = buffer !== null && !inputs.includes(buffer) && !builder.data.has(buffer);
    return isOwn ? buffer : builder.computed(value, root.shape).buffer;
  });
  const constants = countOfConstants(roots);
  return { kernels: builder.kernels, inputs, outputs, data: builder.data, constants };
}

/** How many written numbers the graphs have, those of steps of loops among them. */
function countOfConstants(roots: readonly Tensor[]): number {
  let count = 0;
  for (const { op, rule } of topological(roots)) {
    if (op === "full") count++;
    if (rule !== null) count += countOfConstants([rule.body.result]);
  }
  return count;
}
