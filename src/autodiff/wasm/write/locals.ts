/**
 * The local variables of a function, its parameters first.
 *
 * Next: code.ts
 */
import type { Bytes } from "./bytes.ts";
import { TYPES, type ValueType } from "./opcodes.ts";

/** A local variable of the function, or a parameter. */
export interface Local {
  /** Parameters first. */
  readonly index: number;
  /** What it holds. */
  readonly type: ValueType;
}

/** All of one function. */
export class Locals {
  /** The parameters. */
  readonly parameters: readonly Local[];
  #count: number;
  /** How many of a type are in a row, as the code says them. */
  readonly #runs: { readonly type: ValueType; count: number }[] = [];

  constructor(parameters: readonly ValueType[]) {
    this.parameters = parameters.map((type, index) => ({ index, type }));
    this.#count = parameters.length;
  }

  /** A fresh one. */
  add(type: ValueType): Local {
    const last = this.#runs[this.#runs.length - 1];
    if (last?.type === type) last.count++;
    else this.#runs.push({ type, count: 1 });
    return { index: this.#count++, type };
  }

  /** Declares those that are no parameters. */
  appendTo(bytes: Bytes): void {
    bytes.unsigned(this.#runs.length);
    for (const { count, type } of this.#runs) bytes.unsigned(count).push(TYPES[type]);
  }
}
