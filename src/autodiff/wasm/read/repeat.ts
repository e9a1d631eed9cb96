/**
 * Loops of a graph, `scan`: the kernels of one step, again and again.
 *
 * What depends on nothing that changes is computed once, before the first step, and what nobody
 * reads of a step is not kept: of a million updates of a table only the last table takes memory.
 *
 * Next: ../plan/update.ts
 */
import type { Attributes } from "../../ops/names.ts";
import { dependents } from "../../order.ts";
import { ruleOf } from "../../rule.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Builder } from "./builder.ts";
import { type Buffer, type Expression, operation, type Read } from "./expression.ts";
import { type Carry, type Slice, storing, whole } from "./kernel.ts";
import {
  type Columns,
  holds,
  intervalOf,
  isSome,
  type Part,
  type Place,
  partsOf,
  piecesOf,
  placeIn,
} from "./parts.ts";
import type { End } from "./uses.ts";
import { even } from "./view.ts";

/** The kernel of a `scan` node. */
export function repeated(node: Tensor, ins: readonly Expression[], to: Builder): Expression {
  const { length } = node.attrs as Attributes["scan"];
  // No rows, and sums of nothing.
  return length === 0 ? ZERO : new Loop(node, ins, to).build();
}

const ZERO: Expression = { kind: "constant", value: 0 };

/** A part, and where it is. */
interface Placed extends Part {
  /** What goes on: a step reads it here, and afterwards the last one is here. Or the sum. */
  held: Buffer | null;
  /** A row for each step; null if nobody reads them. */
  rows: Buffer | null;
}

class Loop {
  private readonly node: Tensor;
  private readonly ins: readonly Expression[];
  private readonly to: Builder;
  /** Of kernels in a step, and of what a step computes that is the same in each. */
  private readonly step: Builder;
  private readonly once: Builder;
  private readonly columns: Columns;
  /** The leaves of a step: its carry, its slices, and what all steps share. */
  private readonly carry: Tensor;
  private readonly xs: readonly Tensor[];
  private readonly shared: readonly Tensor[];
  private readonly values = new Map<Tensor, Expression>();
  private parts: Placed[] = [];

  constructor(node: Tensor, ins: readonly Expression[], to: Builder) {
    const attrs = node.attrs as Attributes["scan"];
    const [carry, ...rest] = ruleOf(node).body.parameters as readonly [Tensor, ...Tensor[]];
    this.node = node;
    this.ins = ins;
    this.to = to;
    const { inside, before } = to.step();
    this.step = inside;
    this.once = before;
    this.columns = { ...attrs, c: carry.size };
    this.carry = carry;
    this.xs = rest.slice(0, attrs.xs);
    this.shared = rest.slice(attrs.xs);
  }

  build(): Expression {
    const slices = this.bind();
    const { result, parameters } = ruleOf(this.node).body;
    const pieces = piecesOf(this.columns, result);
    const order = this.step.uses.order(pieces, (x) => parameters.includes(x));
    const isMixed = this.settle(pieces);
    const inside = dependents(order, [this.carry, ...this.xs]);
    this.step.walk(order, this.values, (x) => (inside.has(x) ? this.step : this.once));
    this.push(slices);
    return isMixed ? this.assembled() : nowhere(this.node);
  }

  /** Gives slices and what is shared their places. */
  private bind(): Slice[] {
    const [first, others] = [1, 1 + this.xs.length];
    this.shared.forEach((leaf, i) => {
      const x = this.ins[others + i]!;
      this.values.set(leaf, x.kind === "constant" ? x : this.to.stored(x, leaf.shape));
    });
    return this.xs.map((leaf, i) => {
      const slice = this.step.filled(leaf.size);
      this.values.set(leaf, whole(slice, leaf.shape));
      const { shape } = this.node.inputs[first + i]!;
      return { to: slice, from: this.to.dense(this.ins[first + i]!, shape) };
    });
  }

  /**
   * Finds the parts, and says what those who read the loop, or the carry in a step, read instead.
   * @returns whether somebody reads columns of several kinds at once
   */
  private settle(pieces: readonly Tensor[]): boolean {
    const [inner, outer] = [this.readers(this.step, this.carry), this.readers(this.to, this.node)];
    const places = outer.map(({ read }) => placeIn(this.columns, read));
    const found = places.filter((place) => place !== null);
    const intervals = [...inner.map(({ read }) => intervalOf(read)), ...found];
    this.parts = partsOf(this.columns, pieces, intervals).map((part) => {
      const held = part.from < this.columns.c ? this.to.buffer(part.size) : null;
      return { ...part, held, rows: null };
    });
    outer.forEach(({ node, read }, i) => {
      const place = places[i]!;
      if (place !== null) this.to.uses.settled.set(node, this.view(read, place));
    });
    this.values.set(this.carry, nowhere(this.carry));
    for (const { node, read } of inner) {
      const view = this.view(read, { of: "last", row: 0, ...intervalOf(read) });
      if (node === this.carry) this.values.set(node, view);
      else this.step.uses.settled.set(node, view);
    }
    if (found.length === places.length) return false;
    for (const part of this.parts) this.keep(part);
    return true;
  }

  /** Who reads some elements of a node. */
  private readers({ uses }: Builder, node: Tensor): readonly End[] {
    const ends = uses.ends(node, nowhere(node));
    for (const end of ends) if (!isSome(end.read)) uses.settled.set(end.node, ZERO);
    return ends.filter((end) => isSome(end.read));
  }

  /** The same elements where they are. */
  private view(read: Read, place: Place): Read {
    const part = this.parts.find((each) => holds(each, place))!;
    const column = place.low - part.from;
    if (place.of !== "rows") return { ...read, buffer: this.hold(part), offset: column };
    const { width } = this.columns;
    const axes = read.axes.map((axis) =>
      axis.stride % width === 0 ? even(axis.n, (axis.stride / width) * part.size) : axis,
    );
    const rows = this.keep(part);
    return { ...read, buffer: rows, offset: place.row * part.size + column, axes };
  }

  private hold(part: Placed): Buffer {
    part.held ??= this.to.buffer(part.size);
    return part.held;
  }

  /** A row of the part for each step; of sums, one for all. */
  private keep(part: Placed): Buffer {
    if (part.from >= this.columns.width) return this.hold(part);
    part.rows ??= this.to.buffer(this.columns.length * part.size);
    return part.rows;
  }

  private push(slices: readonly Slice[]): void {
    const { length, reverse, c, width } = this.columns;
    const carries: Carry[] = [];
    const kept: Slice[] = [];
    const sums: Buffer[] = [];
    const first = this.to.dense(this.ins[0]!, this.node.inputs[0]!.shape);
    for (const part of this.parts) {
      if (part.held === null && part.rows === null) continue;
      const next = this.packed(part);
      if (part.rows !== null) kept.push({ to: part.rows, from: next });
      if (part.from < c) {
        const axes = [even(part.size, 1)];
        const from: Read = { kind: "read", buffer: first, offset: part.from, axes };
        carries.push({ to: part.held!, from, next });
      }
      if (part.from >= width) {
        const [sum, more] = [part.held!, next].map((buffer) => whole(buffer, [part.size]));
        this.step.kernels.push(storing(sum!.buffer, [part.size], operation("add", [sum!, more!])));
        sums.push(sum!.buffer);
      }
    }
    const step = this.step.kernels;
    this.to.kernels.push({ kind: "repeat", length, reverse, carries, slices, kept, sums, step });
  }

  /** A step's part, in a buffer that is nothing else. */
  private packed({ pieces, size }: Part): Buffer {
    const step = this.step;
    const [only, ...more] = pieces as readonly [Tensor, ...Tensor[]];
    if (more.length === 0) return step.own(this.values.get(only)!, only.shape);
    const buffer = step.buffer(size);
    let offset = 0;
    for (const piece of pieces) {
      const [axes, value] = [[even(piece.size, 1)], this.values.get(piece)!];
      const store = { buffer, offset, axes, value, fill: false };
      step.kernels.push({ kind: "loop", space: piece.shape, stores: [store], folds: [] });
      offset += piece.size;
    }
    return buffer;
  }

  /** The flat result, as the graph has it. */
  private assembled(): Read {
    const { length, width } = this.columns;
    const flat = this.to.buffer(this.node.size);
    for (const part of this.parts) {
      const { from, size, held, rows } = part;
      const isSum = from >= width;
      const space = isSum ? [size] : [length, size];
      const axes = isSum ? [even(size, 1)] : [even(length, width), even(size, 1)];
      const offset = isSum ? length * width + from - width : from;
      const value = whole(isSum ? held! : rows!, space);
      const store = { buffer: flat, offset, axes, value, fill: false };
      this.to.kernels.push({ kind: "loop", space, stores: [store], folds: [] });
    }
    return whole(flat, this.node.shape);
  }
}

/** A flat tensor of which only views are read, which are elsewhere. */
function nowhere({ size, shape }: Tensor): Read {
  return whole({ size, name: "", address: 0 }, shape);
}
