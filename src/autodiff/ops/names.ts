/**
 * The names of the ops and what attributes each carries. Attributes are JSON data, never functions.
 *
 * Next: row.ts
 */
import type { FunctionName } from "../field.ts";
import type { Shape } from "../shape.ts";

/** The index of the engine: every table over ops is a record with exactly these keys. */
export type OpName =
  | "data"
  | "full"
  | "input"
  | "rootOfUnity"
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "neg"
  | "function"
  | "gate"
  | "equal"
  | "mask"
  | "sum"
  | "max"
  | "prod"
  | "cumsum"
  | "argMax"
  | "reshape"
  | "transpose"
  | "broadcast"
  | "slice"
  | "pad"
  | "concat"
  | "take"
  | "scatterAdd"
  | "permute"
  | "gather"
  | "scatter"
  | "oneHot"
  | "matmul"
  | "solve"
  | "det"
  | "variable"
  | "stopGradient"
  | "withVjp"
  | "scan";

/** Attributes of an op that has none. */
export type None = Readonly<Record<string, never>>;

/** The one such record: a new {} for each node was a third of the memory of a node. */
export const none: None = Object.freeze({});

/** An op along one axis. */
export interface AxisAttribute {
  /** Counted from the front. */
  readonly axis: number;
}

/** What each op carries besides its inputs. */
export interface Attributes {
  /** A leaf that holds numbers. */
  readonly data: { readonly shape: Shape };
  /** A leaf filled with one number. */
  readonly full: { readonly shape: Shape; readonly value: number };
  /** A free leaf. */
  readonly input: { readonly shape: Shape; readonly name: string };
  /** A leaf [2] that holds (cos, sin) of k/n of a turn. */
  readonly rootOfUnity: { readonly shape: Shape; readonly k: number; readonly n: number };
  /** a + b */
  readonly add: None;
  /** a − b */
  readonly sub: None;
  /** a · b, element by element. */
  readonly mul: None;
  /** a / b */
  readonly div: None;
  /** −a */
  readonly neg: None;
  /** name(a) */
  readonly function: { readonly name: FunctionName };
  /** a where x > 0, else b. */
  readonly gate: None;
  /** 1 where a = b, else 0. */
  readonly equal: None;
  /** 0 where ct is 0 and v is not finite, else w. */
  readonly mask: None;
  /** Σ over axes, ascending. */
  readonly sum: { readonly axes: readonly number[] };
  /** max over axes, ascending. */
  readonly max: { readonly axes: readonly number[] };
  /** ∏ over axes, ascending. */
  readonly prod: { readonly axes: readonly number[] };
  /** y[…, i, …] = Σ x[…, j, …] over j ≤ i, in index order. */
  readonly cumsum: AxisAttribute;
  /** Where the max along the axis first is: an index tensor. */
  readonly argMax: AxisAttribute;
  /** The same elements in row-major order. */
  readonly reshape: { readonly shape: Shape };
  /** Axis i of the result is axis perm[i] of the input. */
  readonly transpose: { readonly perm: readonly number[] };
  /** Axes of length 1, and new leading axes, repeated. */
  readonly broadcast: { readonly shape: Shape };
  /** Elements start ≤ i < stop along each axis. */
  readonly slice: { readonly start: readonly number[]; readonly stop: readonly number[] };
  /** Zeros before and after along each axis. */
  readonly pad: { readonly before: readonly number[]; readonly after: readonly number[] };
  /** Inputs one after the other along the axis. */
  readonly concat: AxisAttribute;
  /** y[…, i, …] = x[…, indices[i], …] */
  readonly take: AxisAttribute & { readonly indices: readonly number[] };
  /** y[…, indices[i], …] += x[…, i, …], in index order, from zeros of the given length. */
  readonly scatterAdd: AxisAttribute & {
    readonly indices: readonly number[];
    readonly length: number;
  };
  /**
   * y[…, image[i], …] = signs[i] · x[…, i, …]: a signed permutation, the action of a group element.
   */
  readonly permute: AxisAttribute & {
    readonly image: readonly number[];
    readonly signs: readonly number[] | null;
  };
  /** y[b…, j, …] = x[b…, i[b…, j], …], i an index tensor [b…, m]. */
  readonly gather: None;
  /** y[b…, i[b…, j], …] += x[b…, j, …], in index order, from zeros of the given length. */
  readonly scatter: { readonly length: number };
  /** A new last axis: 1 at the index, 0 elsewhere. */
  readonly oneHot: { readonly depth: number };
  /** [n, k] @ [k, m] */
  readonly matmul: None;
  /** The X with A X = B. */
  readonly solve: None;
  /** The determinant of each matrix. */
  readonly det: None;
  /** The identity: a fresh node to differentiate with respect to. */
  readonly variable: None;
  /** The identity; its derivative is 0. */
  readonly stopGradient: None;
  /** The value of the second input; a cotangent goes through a rule to the first. */
  readonly withVjp: { readonly label: string };
  /** A loop; see ops/scan.ts. */
  readonly scan: {
    /** T: how many steps. */
    readonly length: number;
    /** How many of the inputs after the first are read a slice a step. */
    readonly xs: number;
    /** The length of the row that a step writes: its carry, then its y. */
    readonly width: number;
    /** How many numbers a step adds to the sums. */
    readonly sums: number;
    /** Whether the last slice comes first. */
    readonly reverse: boolean;
  };
}
