/**
 * A module: functions over one imported memory, as bytes.
 *
 * Next: machine.ts
 */
import { Bytes } from "./bytes.ts";
import { Code } from "./code.ts";
import { TYPES, type ValueType } from "./opcodes.ts";

/** Functions in the order they were added; a function may call those before it. */
export class Module {
  readonly #signatures = new Map<string, number>();
  readonly #types = new Bytes(64);
  readonly #functions = new Bytes(64);
  readonly #code = new Bytes(2 ** 14);
  #count = 0;
  readonly #exports: [name: string, index: number][] = [];
  readonly #shared = new Map<string, number>();
  /** Room of functions that are finished, for those that are begun: only a few are written at a time. */
  readonly #spare: Bytes[] = [];

  /** A new function, written by `body`; its index. */
  add(
    parameters: readonly ValueType[],
    result: ValueType | null,
    body: (code: Code) => void,
  ): number {
    const bytes = this.#room();
    const code = new Code(parameters, result, bytes);
    body(code);
    const head = this.#room();
    code.appendTo(this.#code, head);
    this.#spare.push(bytes, head);
    this.#functions.unsigned(this.#typeOf(code));
    return this.#count++;
  }

  /** The function of that key: written where it is first asked for. */
  share(key: string, parameters: readonly ValueType[], body: (code: Code) => void): number {
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const index = this.add(parameters, null, body);
    this.#shared.set(key, index);
    return index;
  }

  /** Lets the outside call a function. */
  export(name: string, index: number): void {
    this.#exports.push([name, index]);
  }

  /** The whole module: types, the memory it imports as "m" "m", functions, exports, code. */
  bytes(): Uint8Array {
    const memory = named(named(new Bytes(8), "m"), "m").append([0x02, 0x00, 0x00]);
    const exports = new Bytes(64);
    for (const [label, index] of this.#exports) named(exports, label).push(0x00).unsigned(index);
    const sections: [id: number, count: number, content: Bytes][] = [
      [1, this.#signatures.size, this.#types],
      [2, 1, memory],
      [3, this.#count, this.#functions],
      [7, this.#exports.length, exports],
      [10, this.#count, this.#code],
    ];
    const out = new Bytes(256 + this.#code.length);
    out.append([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
    for (const [id, count, content] of sections) {
      const entries = new Bytes(8).unsigned(count);
      out.push(id).unsigned(entries.length + content.length);
      out.append(entries).append(content);
    }
    return out.view();
  }

  #room(): Bytes {
    const bytes = this.#spare.pop() ?? new Bytes(2048);
    bytes.clear();
    return bytes;
  }

  /** The index of a function's type: parameters and result, each said once. */
  #typeOf({ parameters, result }: Code): number {
    const key = `${parameters.join()} → ${result}`;
    const known = this.#signatures.get(key);
    if (known !== undefined) return known;
    this.#types.push(0x60).unsigned(parameters.length);
    for (const type of parameters) this.#types.push(TYPES[type]);
    if (result === null) this.#types.unsigned(0);
    else this.#types.unsigned(1).push(TYPES[result]);
    this.#signatures.set(key, this.#signatures.size);
    return this.#signatures.size - 1;
  }
}

/** A text of letters: how many, and they. */
function named(to: Bytes, text: string): Bytes {
  to.unsigned(text.length);
  for (let i = 0; i < text.length; i++) to.push(text.charCodeAt(i));
  return to;
}
