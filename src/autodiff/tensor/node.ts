/**
 * An immutable node of a graph: an op, its inputs, its attributes, its shape. No numbers, no
 * gradient, no tape.
 *
 * Next: arithmetic.ts
 */
import { typeError } from "../errors.ts";
import type { Attributes, OpName } from "../ops/names.ts";
import { rowOf } from "../ops/table.ts";
import { Memory } from "../recall.ts";
import type { Rule } from "../rule.ts";
import { type Shape, sizeOf } from "../shape.ts";
import type { Tensor } from "./tensor.ts";

/**
 * *real* tensors are floats and differentiable; *index* tensors are 32-bit integers, never
 * differentiable.
 */
export type Kind = "real" | "index";

/** Ops that an index tensor may go through, and whether it is still one afterwards. */
const takesIndex: ReadonlyMap<OpName, Kind> = new Map<OpName, Kind>([
  ["reshape", "index"],
  ["transpose", "index"],
  ["broadcast", "index"],
  ["slice", "index"],
  ["take", "index"],
  ["concat", "index"],
  ["gather", "index"],
  ["oneHot", "real"],
]);

/** Of how many inputs the kind matters: indices to move by come after these, or what was captured. */
const leading: ReadonlyMap<OpName, number> = new Map<OpName, number>([
  ["gather", 1],
  ["scatter", 1],
  ["withVjp", 2],
  ["scan", 1],
]);

/** What every tensor is, before it has any methods: one node of a graph. */
export abstract class Node extends Memory {
  /** The op, the index of every table of the engine. */
  readonly op: OpName;
  /** The tensors it is computed from; a leaf has none. */
  readonly inputs: readonly Tensor[];
  /** JSON data that completes the op: axes, indices, a name. */
  readonly attrs: Attributes[OpName];
  /** The lengths of the axes. */
  readonly shape: Shape;
  /** Real or index. */
  readonly kind: Kind;
  /** The closed sub-graphs of a `withVjp` or `scan` node; null elsewhere. */
  readonly rule: Rule | null;

  /** Nodes are made by methods and by `tensor`, `input`, `full` …, not by `new`. */
  protected constructor(
    op: OpName,
    inputs: readonly Tensor[],
    attrs: Attributes[OpName],
    kind: Kind,
    rule: Rule | null,
  ) {
    super();
    this.op = op;
    this.inputs = inputs;
    this.attrs = attrs;
    this.shape = rowOf(op).shape(inputs, attrs);
    this.kind = kind;
    this.rule = rule;
  }

  /** How many axes. */
  get rank(): number {
    return this.shape.length;
  }

  /** How many elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** A node of the same op on other inputs, for graph → graph transforms. */
  rebuild(
    inputs: readonly Tensor[],
    attrs: Attributes[OpName] = this.attrs,
    rule: Rule | null = this.rule,
  ): Tensor {
    return this.create(this.op, inputs, attrs, rule);
  }

  /** The node op(this, ...others). */
  protected apply<Op extends OpName>(
    op: Op,
    others: readonly Tensor[],
    attrs: Attributes[Op],
  ): Tensor {
    return this.create(op, [this.self, ...others], attrs, null);
  }

  /** This node, as the full Tensor that it is. */
  protected get self(): Tensor {
    return this as unknown as Tensor;
  }

  /**
   * A node op(inputs), of the kind that follows from its inputs. For the rows of ops that methods
   * do not build.
   * @throws TypeError if the op does not take index tensors
   * @internal
   */
  create<Op extends OpName>(
    op: Op,
    inputs: readonly Tensor[],
    attrs: Attributes[Op],
    rule: Rule | null = null,
  ): Tensor {
    const Class = this.constructor as new (
      op: OpName,
      inputs: readonly Tensor[],
      attrs: Attributes[OpName],
      kind: Kind,
      rule: Rule | null,
    ) => Tensor;
    return new Class(op, inputs, attrs, kindOf(op, inputs, attrs), rule);
  }
}

/** The kind of op(inputs). @throws TypeError if the op does not take index tensors */
export function kindOf(op: OpName, inputs: readonly Tensor[], attrs: Attributes[OpName]): Kind {
  const kind = op === "argMax" ? "index" : "real";
  return inputs.every(isReal) ? kind : kindOfIndexed(op, inputs, attrs, kind);
}

/** The kind of an op of which some inputs are index tensors. */
function kindOfIndexed(
  op: OpName,
  inputs: readonly Tensor[],
  attrs: Attributes[OpName],
  otherwise: Kind,
): Kind {
  let kind = otherwise;
  for (const x of inputs.slice(0, leading.get(op))) {
    if (x.kind === "real") continue;
    const result = takesIndex.get(op);
    if (result === undefined) {
      throw typeError(
        methodOf(op, attrs),
        "real tensors",
        "an index tensor",
        "oneHot makes a real tensor of one",
      );
    }
    kind = result;
  }
  return kind;
}

const isReal = (x: Tensor): boolean => x.kind === "real";

/** What a user called to make the node. */
function methodOf(op: OpName, attrs: Attributes[OpName]): string {
  if (op === "function") return (attrs as Attributes["function"]).name;
  if (op === "withVjp") return (attrs as Attributes["withVjp"]).label;
  return { gate: "where", scatter: "scatterAdd" }[op as string] ?? op;
}
