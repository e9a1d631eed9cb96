/**
 * The local variables of a function, its parameters first.
 *
 * Next: code.ts
 */
import { unsigned } from "./bytes.ts";
import { TYPES, type ValueType } from "./opcodes.ts";

/** A local variable of the function, or a parameter. */
export interface Local {
  /** Parameters first. */
  readonly index: number;
  /** What it holds. */
  readonly type: ValueType;
}

/** Declares locals, of these types from the first that is no parameter on: how many of a type are in a row. */
export function declare(to: number[], types: readonly ValueType[], from: number): void {
  const runs: { readonly type: ValueType; count: number }[] = [];
  for (let i = from; i < types.length; i++) {
    const type = types[i]!;
    const last = runs.at(-1);
    if (last?.type === type) last.count++;
    else runs.push({ type, count: 1 });
  }
  unsigned(to, runs.length);
  for (const { count, type } of runs) {
    unsigned(to, count);
    to.push(TYPES[type]);
  }
}
