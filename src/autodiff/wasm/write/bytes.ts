/**
 * Bytes that grow, and numbers as WebAssembly writes them (LEB128: seven bits a byte, the lowest
 * first).
 *
 * Next: opcodes.ts
 */
import { TYPES, type ValueType } from "./opcodes.ts";

// One float seen as its bits.
const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** A list of bytes. */
export class Bytes {
  #bytes: Uint8Array;
  #length = 0;

  /**
   * @param room for so many at first; it grows. Most functions of a program fit into 2048, and compiling takes a
   *   quarter less time than with 256.
   */
  constructor(room = 2048) {
    this.#bytes = new Uint8Array(room);
  }

  /** How many. */
  get length(): number {
    return this.#length;
  }

  /** One more. */
  push(byte: number): this {
    if (this.#length === this.#bytes.length) this.#grow(this.#length + 1);
    this.#bytes[this.#length++] = byte;
    return this;
  }

  /** A whole number of 32 bits, the lowest first. */
  word(bits: number): this {
    return this.push(bits & 255)
      .push((bits >>> 8) & 255)
      .push((bits >>> 16) & 255)
      .push(bits >>> 24);
  }

  /** A float of 32 bits. */
  float(x: number): this {
    float[0] = x;
    return this.word(bits[0]!);
  }

  /** All of these. */
  append(more: ArrayLike<number> | Bytes): this {
    const bytes = more instanceof Bytes ? more.view() : more;
    this.#grow(this.#length + bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  /** n ≥ 0 */
  unsigned(n: number): this {
    let rest = n;
    while (rest > 127) {
      this.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    return this.push(rest);
  }

  /** A 32-bit n; the last byte has its sign. */
  signed(n: number): this {
    let rest = n | 0;
    while (rest < -64 || rest > 63) {
      this.push((rest & 127) | 128);
      rest >>= 7;
    }
    return this.push(rest & 127);
  }

  /** How many bytes follow, and those. */
  sized(content: Bytes): this {
    return this.unsigned(content.length).append(content);
  }

  /** The bytes themselves. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(needed: number): void {
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    larger.set(this.view());
    this.#bytes = larger;
  }
}

/** The locals of a function as its code says them: how many of a type in a row, and the type. */
export function declared(types: readonly ValueType[]): Bytes {
  const groups: [count: number, type: ValueType][] = [];
  for (const type of types) {
    const last = groups[groups.length - 1];
    if (last?.[1] === type) last[0]++;
    else groups.push([1, type]);
  }
  const bytes = new Bytes(64).unsigned(groups.length);
  for (const [count, type] of groups) bytes.unsigned(count).push(TYPES[type]);
  return bytes;
}
