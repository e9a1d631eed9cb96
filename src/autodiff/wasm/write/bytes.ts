/**
 * Bytes that grow, and numbers as WebAssembly writes them (LEB128: seven bits a byte, the lowest
 * first).
 *
 * Next: opcodes.ts
 */
// One float seen as its bits.
const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** A list of bytes. */
export class Bytes {
  #bytes: Uint8Array;
  #length = 0;

  /** @param room for so many at first; it grows */
  constructor(room = 64) {
    this.#bytes = new Uint8Array(room);
  }

  /** How many. */
  get length(): number {
    return this.#length;
  }

  /** None again; their room stays. */
  clear(): void {
    this.#length = 0;
  }

  /** One more. */
  push(byte: number): this {
    if (this.#length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#length++] = byte;
    return this;
  }

  /** A whole number of 32 bits, the lowest first. */
  word(bits: number): this {
    if (this.#length + 4 > this.#bytes.length) this.#grow(4);
    const bytes = this.#bytes;
    bytes[this.#length++] = bits;
    bytes[this.#length++] = bits >>> 8;
    bytes[this.#length++] = bits >>> 16;
    bytes[this.#length++] = bits >>> 24;
    return this;
  }

  /** A float of 32 bits. */
  float(x: number): this {
    float[0] = x;
    return this.word(bits[0]!);
  }

  /** All of these. */
  append(more: ArrayLike<number> | Bytes): this {
    const bytes = more instanceof Bytes ? more.view() : more;
    if (this.#length + bytes.length > this.#bytes.length) this.#grow(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  /** 0 ≤ n < 2³² */
  unsigned(n: number): this {
    if (this.#length + LONGEST > this.#bytes.length) this.#grow(LONGEST);
    const bytes = this.#bytes;
    let rest = n;
    while (rest > 127) {
      bytes[this.#length++] = rest | 128;
      rest >>>= 7;
    }
    bytes[this.#length++] = rest;
    return this;
  }

  /** A byte, and 0 ≤ n < 2³²: most instructions are such a pair, and most n are below 128. */
  pair(byte: number, n: number): this {
    const at = this.#length;
    if (n > 127) return this.push(byte).unsigned(n);
    if (at + 2 > this.#bytes.length) this.#grow(2);
    const bytes = this.#bytes;
    bytes[at] = byte;
    bytes[at + 1] = n;
    this.#length = at + 2;
    return this;
  }

  /** A 32-bit n; the last byte has its sign. */
  signed(n: number): this {
    if (this.#length + LONGEST > this.#bytes.length) this.#grow(LONGEST);
    const bytes = this.#bytes;
    let rest = n | 0;
    while (rest < -64 || rest > 63) {
      bytes[this.#length++] = rest | 128;
      rest >>= 7;
    }
    bytes[this.#length++] = rest & 127;
    return this;
  }

  /** The bytes themselves, until more are added. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(more: number): void {
    const larger = new Uint8Array(Math.max(this.#length + more, 2 * this.#bytes.length));
    larger.set(this.view());
    this.#bytes = larger;
  }
}

/** How many bytes a number of 32 bits takes at most. */
const LONGEST = 5;
