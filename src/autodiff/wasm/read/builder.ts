/**
 * The builder: what rules of ops may do while a graph is read, and how it is walked.
 *
 * Next: uses.ts
 */
import { recall, type Values } from "../../recall.ts";
import { type Shape, sizeOf } from "../../shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Bounds } from "../serial/kernel.ts";
import { type Buffer, costOf, type Expression, isComputed, type Read } from "./expression.ts";
import { isWhole, type Kernel, storing, whole } from "./kernel.ts";
import { rules } from "./rules.ts";
import { Uses } from "./uses.ts";

/** What all builders of a program have in common. */
interface Program {
  readonly inputs: ReadonlyMap<Tensor, Buffer>;
  /** The numbers that are part of it. */
  readonly data: Map<Buffer, Values>;
  /** How many buffers have a name. */
  names: number;
  /** How many nodes are constants of expressions. */
  constants: number;
}

/** A list of kernels: those of the program, or of a step of a loop. */
interface List {
  readonly kernels: Kernel[];
  /** What its kernels write, and what the loop around them fills. */
  readonly own: Set<Buffer>;
  readonly filled: Set<Buffer>;
  /** What indices have been found to be below. */
  readonly guarded: Map<Buffer, number>;
  /** The list that the loop itself is in; null for the program. */
  readonly around: List | null;
}

/** What a rule of an op may do while a graph is read. */
export class Builder {
  /** Who reads whom in the graph that is being built. */
  readonly uses: Uses;
  private readonly program: Program;
  private readonly list: List;

  private constructor(program: Program, uses: Uses, list: List) {
    this.uses = uses;
    this.program = program;
    this.list = list;
  }

  /** The builder of a program, whose free leaves have buffers. */
  static of(inputs: ReadonlyMap<Tensor, Buffer>): Builder {
    const program = { inputs, data: new Map(), names: 0, constants: 0 };
    return new Builder(program, new Uses(), list(null));
  }

  /** Two builders for the step of a loop: of kernels in it, and of those before the loop. */
  step(): { inside: Builder; before: Builder } {
    const own = new Uses();
    return {
      inside: new Builder(this.program, own, list(this.list)),
      before: new Builder(this.program, own, this.list),
    };
  }

  /** Those that have been added, in the order they run. */
  get kernels(): Kernel[] {
    return this.list.kernels;
  }

  /** The numbers of all builders of the program. */
  get data(): ReadonlyMap<Buffer, Values> {
    return this.program.data;
  }

  /** At most so many different constants are in the expressions of all builders of the program. */
  get constants(): number {
    return this.program.constants;
  }

  /** Whether nothing reads the node but a product of which it is the left operand. */
  isLeftOperand(node: Tensor): boolean {
    const [user, other] = this.uses.of(node);
    return other === undefined && user?.op === "matmul" && user.inputs[0] === node;
  }

  /** The buffer of a free leaf. */
  input(leaf: Tensor): Buffer {
    return this.program.inputs.get(leaf)!;
  }

  /** A new buffer, for a kernel of this builder to write. */
  buffer(size: number): Buffer {
    const buffer = this.named(size);
    this.list.own.add(buffer);
    return buffer;
  }

  /** A new buffer that the loop around this builder fills. */
  filled(size: number): Buffer {
    const buffer = this.named(size);
    this.list.filled.add(buffer);
    return buffer;
  }

  private named(size: number): Buffer {
    return { size, name: `t${this.program.names++}`, address: 0 };
  }

  /** A buffer of numbers that are known. */
  known(values: Values): Buffer {
    const { data } = this.program;
    const buffer: Buffer = { size: values.length, name: `c${data.size}`, address: 0 };
    data.set(buffer, values);
    return buffer;
  }

  /** Numbers that are known, as a value: one float, if it is everywhere the same. */
  given(values: Values, shape: Shape): Expression {
    const [first] = values;
    const isOne = values instanceof Float32Array && values.every((x) => Object.is(x, first));
    return isOne && first !== undefined
      ? { kind: "constant", value: first }
      : whole(this.known(values), shape);
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

  /** The same, and one that a kernel of this builder writes. */
  own(x: Expression, shape: Shape): Buffer {
    const isOwn = x.kind === "read" && isWhole(x) && this.list.own.has(x.buffer);
    return isOwn ? x.buffer : this.computed(x, shape).buffer;
  }

  /** A new buffer that a loop of its own computes. */
  computed(x: Expression, shape: Shape): Read {
    const buffer = this.buffer(sizeOf(shape));
    this.kernels.push(storing(buffer, shape, x));
    return whole(buffer, shape);
  }

  /**
   * Looks at indices before what moves by them, once: where they are the same in each step of a loop,
   * before the loop.
   */
  guard(indices: Buffer, bounds: Bounds): void {
    let at = this.list;
    while (at.around !== null && !at.own.has(indices) && !at.filled.has(indices)) at = at.around;
    if ((at.guarded.get(indices) ?? Number.POSITIVE_INFINITY) <= bounds.length) return;
    at.guarded.set(indices, bounds.length);
    at.kernels.push({ kind: "guard", indices, bounds });
  }

  /**
   * The value of every node of an order.
   * @param values   of some nodes; the others are added
   * @param builderOf which builder a node's kernels belong to
   */
  walk(
    order: readonly Tensor[],
    values: Map<Tensor, Expression>,
    builderOf: (node: Tensor) => Builder,
  ): void {
    const { settled } = this.uses;
    for (const node of order) {
      if (values.has(node)) continue;
      const known = settled.get(node);
      if (known !== undefined) {
        values.set(node, known);
        continue;
      }
      const builder = builderOf(node);
      const ins = node.inputs.map((x) => values.get(x)!);
      const numbers = recall(node);
      const value = numbers
        ? builder.given(numbers, node.shape)
        : rules[node.op](node, ins, builder);
      if (value.kind === "constant") this.program.constants++;
      // What is used twice, or by each step of a loop, is computed once.
      const by = this.uses.of(node);
      const isShared = by.length > 1 || (by[0] && builderOf(by[0]) !== builder);
      const isStored = (isShared && isComputed(value)) || costOf(value) > MAX_COST;
      values.set(node, isStored ? builder.computed(value, node.shape) : value);
    }
  }
}

function list(around: List | null): List {
  return { kernels: [], own: new Set(), filled: new Set(), guarded: new Map(), around };
}

/** Expressions beyond this are stored: a program grows with its graph, not with its square. */
const MAX_COST = 120;
