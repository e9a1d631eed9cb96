/**
 * A module: functions over one imported memory, as bytes.
 *
 * Next: machine.ts
 */
import { text, unsigned } from "./bytes.ts";
import { Code } from "./code.ts";
import type { Local } from "./locals.ts";
import { TYPES, type ValueType } from "./opcodes.ts";

/** Writes a function, whose parameters are locals. */
export type Body = (code: Code, ...parameters: Local[]) => void;

/** Functions in the order they were added; a function may call those before it. */
export class Module {
  private readonly signatures = new Map<string, number>();
  private readonly types: number[] = [];
  private readonly functions: number[] = [];
  private readonly exports: number[] = [];
  private exported = 0;
  /** The code of all functions, and how much of this room it takes. */
  private code = new Uint8Array(2 ** 14);
  private length = 0;
  private count = 0;
  private readonly shared = new Map<string, number>();

  /** A new function, written by `body`; its index. */
  add(parameters: readonly ValueType[], result: ValueType | null, body: Body): number {
    const code = new Code(parameters);
    body(code, ...code.parameters);
    for (const bytes of code.ended()) this.put(bytes);
    unsigned(this.functions, this.typeOf(parameters, result));
    return this.count++;
  }

  /** The function of that key: written where it is first asked for. */
  share(key: string, parameters: readonly ValueType[], body: Body): number {
    const known = this.shared.get(key);
    if (known !== undefined) return known;
    const index = this.add(parameters, null, body);
    this.shared.set(key, index);
    return index;
  }

  /** Lets the outside call a function. */
  export(name: string, index: number): void {
    text(this.exports, name);
    this.exports.push(0x00);
    unsigned(this.exports, index);
    this.exported++;
  }

  /** The whole module: types, the memory it imports as "m" "m", functions, exports, code. */
  bytes(): Uint8Array {
    const memory = [1, 0x6d, 1, 0x6d, 0x02, 0x00, 0x00];
    const head = [
      ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      ...[...section(1, this.signatures.size, this.types.length), ...this.types],
      ...[...section(2, 1, memory.length), ...memory],
      ...[...section(3, this.count, this.functions.length), ...this.functions],
      ...[...section(7, this.exported, this.exports.length), ...this.exports],
      ...section(10, this.count, this.length),
    ];
    const all = new Uint8Array(head.length + this.length);
    all.set(head);
    all.set(this.code.subarray(0, this.length), head.length);
    return all;
  }

  private put(bytes: readonly number[]): void {
    const end = this.length + bytes.length;
    if (end > this.code.length) {
      const larger = new Uint8Array(Math.max(end, 2 * this.code.length));
      larger.set(this.code);
      this.code = larger;
    }
    this.code.set(bytes, this.length);
    this.length = end;
  }

  /** The index of a function's type: parameters and result, each said once. */
  private typeOf(parameters: readonly ValueType[], result: ValueType | null): number {
    const key = `${parameters.join()} → ${result}`;
    const known = this.signatures.get(key);
    if (known !== undefined) return known;
    this.types.push(0x60, parameters.length, ...parameters.map((type) => TYPES[type]));
    if (result === null) this.types.push(0);
    else this.types.push(1, TYPES[result]);
    this.signatures.set(key, this.signatures.size);
    return this.signatures.size - 1;
  }
}

/** How a section begins, of so many entries that are so many bytes. */
function section(id: number, count: number, length: number): number[] {
  const entries: number[] = [];
  unsigned(entries, count);
  const head = [id];
  unsigned(head, entries.length + length);
  return [...head, ...entries];
}
