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
  readonly #functions: Code[] = [];
  readonly #exports: [name: string, index: number][] = [];
  readonly #shared = new Map<string, number>();

  /** A new function, written by `body`; its index. */
  add(
    parameters: readonly ValueType[],
    result: ValueType | null,
    body: (code: Code) => void,
  ): number {
    const code = new Code(parameters, result);
    body(code);
    this.#functions.push(code);
    return this.#functions.length - 1;
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
    const types = new Map<string, Code>();
    const typeOf = (code: Code): string => `${code.parameters.join()} → ${code.result}`;
    for (const code of this.#functions) types.set(typeOf(code), code);
    const keys = [...types.keys()];
    const signatures = new Bytes(256).unsigned(keys.length);
    for (const { parameters, result } of types.values()) {
      const codes = parameters.map((type) => TYPES[type]);
      signatures.push(0x60).unsigned(codes.length).append(codes);
      if (result === null) signatures.unsigned(0);
      else signatures.unsigned(1).push(TYPES[result]);
    }
    const indices = new Bytes(256).unsigned(this.#functions.length);
    for (const each of this.#functions) indices.unsigned(keys.indexOf(typeOf(each)));
    const memory = named(named(new Bytes(64).unsigned(1), "m"), "m").append([0x02, 0x00, 0x00]);
    const exports = new Bytes(64).unsigned(this.#exports.length);
    for (const [label, index] of this.#exports) named(exports, label).push(0x00).unsigned(index);
    const code = new Bytes(2 ** 14).unsigned(this.#functions.length);
    for (const each of this.#functions) each.appendTo(code);
    const sections: [number, Bytes][] = [
      [1, signatures],
      [2, memory],
      [3, indices],
      [7, exports],
      [10, code],
    ];
    const out = new Bytes(2 ** 14).append([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
    for (const [id, content] of sections) out.push(id).sized(content);
    return out.view();
  }
}

/** A text of letters: how many, and they. */
function named(to: Bytes, text: string): Bytes {
  return to.unsigned(text.length).append(Array.from(text, (letter) => letter.charCodeAt(0)));
}
