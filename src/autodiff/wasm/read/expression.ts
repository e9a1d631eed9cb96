/**
 * Expressions: what one element of a loop is computed from. Reading memory through a view, at an
 * index too, a constant, or a pointwise op of other expressions.
 *
 * Next: kernel.ts
 */
import type { Field, FunctionName } from "../../field.ts";
import { f32 } from "../../fields/f32.ts";
import type { Shape } from "../../shape.ts";
import { type Axis, even, reshaped, sliced, taken } from "./view.ts";

/** A stretch of memory that holds one tensor in row-major order. */
export interface Buffer {
  /** How many elements. */
  readonly size: number;
  /** What it is for, as a listing names it. */
  readonly name: string;
  /** Where it is, in bytes; the plan says so, before anything is written. */
  address: number;
}

/** The pointwise ops. */
export type Operator =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "neg"
  | "gate"
  | "equal"
  | "mask"
  | FunctionName;

/** What an element is; the same object is computed once a loop. */
export type Expression = Read | Lookup | Constant | Operation;

/** The element of a buffer that lies `offset` and then the places along all axes further on. */
export interface Read {
  /** Which expression it is. */
  readonly kind: "read";
  /** Whose element. */
  readonly buffer: Buffer;
  /** In elements. */
  readonly offset: number;
  /** One for each axis of the loop. */
  readonly axes: readonly Axis[];
}

/** What is read `stride` elements further on for each that an index says, when it runs. */
export interface Lookup {
  /** Which expression it is. */
  readonly kind: "lookup";
  /** What would be read at index 0. */
  readonly read: Read;
  /** Where the index itself is read: a whole number, in bounds. */
  readonly index: Read;
  /** In elements. */
  readonly stride: number;
}

/** The same float everywhere. */
export interface Constant {
  /** Which expression it is. */
  readonly kind: "constant";
  /** A float. */
  readonly value: number;
}

/** op(parts…) */
export interface Operation {
  /** Which expression it is. */
  readonly kind: "operation";
  /** What is done. */
  readonly op: Operator;
  /** What it is done to. */
  readonly parts: readonly Expression[];
  /** How much it costs to compute, its parts included. */
  readonly cost: number;
}

/** op(parts…): computed now if all parts are constants, left out where it changes no bit. */
export function operation(op: Operator, parts: readonly Expression[]): Expression {
  if (parts.every((part) => part.kind === "constant")) {
    const values = parts.map(({ value }) => Math.fround(value));
    return { kind: "constant", value: applied(f32, (x) => -x, op, values) };
  }
  const unchanged = passed(op, parts);
  if (unchanged !== null) return unchanged;
  const own = parts.length === 1 && op !== "neg" ? FUNCTION_COST : 1;
  return { kind: "operation", op, parts, cost: parts.reduce((sum, x) => sum + costOf(x), own) };
}

/** Which of its parts an op gives as it is: 1 · x, x · 1, x / 1, x − 0, and w where ct is not 0. */
function passed(op: Operator, parts: readonly Expression[]): Expression | null {
  const a = parts[0];
  const b = parts[1];
  const is = (x: Expression | undefined, value: number): boolean =>
    x?.kind === "constant" && Object.is(x.value, value);
  if (op === "mul" && is(a, 1)) return b!;
  if ((op === "mul" || op === "div") && is(b, 1)) return a!;
  if (op === "sub" && is(b, 0)) return a!;
  return op === "mask" && a?.kind === "constant" && a.value !== 0 ? parts[2]! : null;
}

/** A formula has about ten times as many instructions as a sum. */
const FUNCTION_COST = 10;
/** Each lane reads an index, and then from another address. */
const LOOKUP_COST = 4;

/** How much it costs to compute an element. */
export function costOf(x: Expression): number {
  if (x.kind === "lookup") return LOOKUP_COST;
  return x.kind === "operation" ? x.cost : 0;
}

/** Whether reading it again is dearer than reading memory: then what is used twice is stored. */
export function isComputed({ kind }: Expression): boolean {
  return kind === "operation" || kind === "lookup";
}

/** op(parts…) in a field, of which negation is no operation. */
export function applied<T>(F: Field<T>, neg: (x: T) => T, op: Operator, parts: readonly T[]): T {
  const a = parts[0]!;
  switch (op) {
    case "add":
    case "sub":
    case "mul":
    case "div":
    case "equal":
      return F[op](a, parts[1]!);
    case "gate":
    case "mask":
      return F[op](a, parts[1]!, parts[2]!);
    case "neg":
      return neg(a);
    default:
      return F.fn(op, a);
  }
}

/**
 * Gives expressions another view for each of their reads, null if one of them has none; what they
 * share is shared afterwards too.
 */
export function throughViews(
  view: (read: Read) => Read | null,
): (x: Expression) => Expression | null {
  const done = new Map<Expression, Expression | null>();
  const walkParts = (x: Operation): Expression | null => {
    const parts = x.parts.map(walk);
    return parts.every((part) => part !== null) ? { ...x, parts } : null;
  };
  const walkLookup = (x: Lookup): Expression | null => {
    const [read, index] = [view(x.read), view(x.index)];
    return read === null || index === null ? null : { ...x, read, index };
  };
  const walk = (x: Expression): Expression | null => {
    if (x.kind === "constant") return x;
    const known = done.get(x);
    if (known !== undefined) return known;
    const found = x.kind === "read" ? view(x) : x.kind === "lookup" ? walkLookup(x) : walkParts(x);
    done.set(x, found);
    return found;
  };
  return walk;
}

/** What it reads memory by, each once: reads and lookups. */
export function leavesOf(x: Expression): (Read | Lookup)[] {
  if (x.kind !== "operation") return x.kind === "constant" ? [] : [x];
  const found: (Read | Lookup)[] = [];
  const seen = new Set<Expression>();
  const walk = (part: Expression): void => {
    if (seen.has(part)) return;
    seen.add(part);
    if (part.kind === "operation") part.parts.forEach(walk);
    else if (part.kind !== "constant") found.push(part);
  };
  walk(x);
  return found;
}

/** Its views of memory, each once: those of lookups and of their indices among them. */
export function readsOf(x: Expression): Read[] {
  return leavesOf(x).flatMap((leaf) => (leaf.kind === "read" ? leaf : [leaf.read, leaf.index]));
}

/** Axis i of the result is axis perm[i]. */
export function transposedRead(read: Read, perm: readonly number[]): Read {
  return { ...read, axes: perm.map((axis) => read.axes[axis]!) };
}

/** Axes of length 1, and new leading axes, repeated. */
export function broadcastRead(read: Read, shape: Shape): Read {
  const lead = shape.length - read.axes.length;
  const axes = shape.map((n, i) => {
    const axis = read.axes[i - lead];
    return axis?.n === n ? axis : even(n, 0);
  });
  return { ...read, axes };
}

/** Elements start ≤ i < stop along each axis. */
export function slicedRead(read: Read, start: readonly number[], stop: readonly number[]): Read {
  const parts = read.axes.map((axis, i) => sliced(axis, start[i]!, stop[i]!));
  const offset = parts.reduce((sum, { from }) => sum + from, read.offset);
  return { ...read, offset, axes: parts.map(({ axis }) => axis) };
}

/** Elements indices[i] along an axis. */
export function takenRead(read: Read, at: number, indices: readonly number[]): Read {
  const { from, axis } = taken(read.axes[at]!, indices);
  return { ...read, offset: read.offset + from, axes: read.axes.with(at, axis) };
}

/** The same elements under another shape; null if there is no such view. */
export function reshapedRead(read: Read, shape: Shape, isTabled = false): Read | null {
  const axes = reshaped(read.axes, shape, isTabled);
  return axes === null ? null : { ...read, axes };
}
