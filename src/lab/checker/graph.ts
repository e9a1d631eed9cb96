/**
 * A graph as a certificate holds it, and what it is evaluated in.
 *
 * Next: places.ts
 */

/** The certificate says something that is false: exit status 1. */
export class Wrong extends Error {}

/** The certificate says something that this checker does not know or cannot read: exit status 2. */
export class CannotCheck extends Error {}

/** The lengths of the axes. */
export type Shape = readonly number[];

/** An object of a certificate. */
export type Json = Readonly<Record<string, unknown>>;

/** One node: inputs are positions of earlier nodes; attributes are JSON. */
export interface Node {
  /** What it computes, by name. */
  readonly op: string;
  /** Of which earlier nodes. */
  readonly inputs: readonly number[];
  /** What completes the op. */
  readonly attrs: Json;
  /** Of the result. */
  readonly shape: Shape;
}

/** Both sides of a sentence. */
export interface Graph {
  /** All nodes, in order. */
  readonly nodes: readonly Node[];
  /** The free inputs. */
  readonly inputs: readonly (readonly [name: string, shape: Shape])[];
  /** Which nodes are the left tensors. */
  readonly left: readonly number[];
  /** Which nodes are the right tensors. */
  readonly right: readonly number[];
}

/** value(symbol, index) modulo p. */
export type Value = (symbol: string, index: bigint) => bigint;

/** A divisor is 0, or a double has no bound: this draw does not count, and a witness here is none. */
export class Vanishes extends Error {}

/** What a graph is evaluated in. No element is a JavaScript number: those are index values. */
export interface Field<T> {
  /** The element that a number stands for. */
  of(x: number): T;
  /** a + b */
  add(a: T, b: T): T;
  /** a − b */
  sub(a: T, b: T): T;
  /** a · b */
  mul(a: T, b: T): T;
  /** a / b */
  div(a: T, b: T): T;
  /** cos 2πturn/27720 */
  cos(turn: number): T;
  /** name(x) */
  fn(name: string, x: T): T;
  /** a if x > 0, else b */
  gate(x: T, a: T, b: T): T;
  /** The larger of both. */
  max(a: T, b: T): T;
  /** 1 if a = b, else 0 */
  equal(a: T, b: T): T;
}

/** A list of whole numbers ≥ 0. @throws CannotCheck if it is none */
export function naturals(x: unknown, what: string): number[] {
  if (Array.isArray(x) && x.every((n) => Number.isSafeInteger(n) && n >= 0)) return x;
  throw new CannotCheck(`${what}: expected a list of whole numbers, got ${JSON.stringify(x)}`);
}

/** @throws CannotCheck if it is no object */
export function objectOf(x: unknown, what: string): Json {
  if (typeof x === "object" && x !== null && !Array.isArray(x)) return x as Json;
  throw new CannotCheck(`expected ${what}, an object, got ${JSON.stringify(x)}`);
}
