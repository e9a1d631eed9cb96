/**
 * A module: functions over one imported memory, as bytes.
 *
 * Next: machine.ts
 */
import { Code, unsigned } from "./code.ts";
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
    const types: string[] = [];
    const typeOf = ({ parameters, result }: Code): number => {
      const bytes = [0x60, ...vector(parameters.map((type) => [TYPES[type]]))];
      bytes.push(...vector(result === null ? [] : [[TYPES[result]]]));
      const key = bytes.join();
      if (!types.includes(key)) types.push(key);
      return types.indexOf(key);
    };
    const ofFunctions = this.#functions.map((code) => [typeOf(code)]);
    const memory = [...name("m"), ...name("m"), 0x02, 0x00, 0x00];
    const exports = this.#exports.map(([label, index]) => {
      const bytes = [...name(label), 0x00];
      unsigned(bytes, index);
      return bytes;
    });
    const sections: [number, number[]][] = [
      [1, vector(types.map((key) => key.split(",").map(Number)))],
      [2, vector([memory])],
      [3, vector(ofFunctions)],
      [7, vector(exports)],
      [10, vector(this.#functions.map((code) => code.body()))],
    ];
    const out = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
    for (const [id, content] of sections) {
      out.push(id);
      unsigned(out, content.length);
      for (const byte of content) out.push(byte);
    }
    return Uint8Array.from(out);
  }
}

/** A list of things: how many, then one after the other. */
function vector(items: readonly (readonly number[])[]): number[] {
  const out: number[] = [];
  unsigned(out, items.length);
  for (const item of items) for (const byte of item) out.push(byte);
  return out;
}

function name(text: string): number[] {
  return [text.length, ...Array.from(text, (letter) => letter.charCodeAt(0))];
}
