/**
 * Reading a module's bytes back.
 *
 * Next: statements.ts
 */

/** A place in bytes that moves on. */
export class Reader {
  private readonly bytes: Uint8Array;
  private at: number;
  private readonly end: number;

  constructor(bytes: Uint8Array, at = 0, end: number = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** Whether nothing is left. */
  get isDone(): boolean {
    return this.at >= this.end;
  }

  /** The next byte. */
  byte(): number {
    return this.bytes[this.at++]!;
  }

  /** A number as `Bytes.unsigned` writes it. */
  unsigned(): number {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  /** A number as `Bytes.signed` writes it. */
  signed(): number {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      shift += 7;
      if (byte < 128) return shift < 32 && (byte & 64) !== 0 ? value | (-1 << shift) : value;
    }
  }

  /** So many bytes. */
  take(n: number): Uint8Array {
    this.at += n;
    return this.bytes.slice(this.at - n, this.at);
  }

  /** A reader of what the next number says is the length, which this one goes past. */
  sized(): Reader {
    const length = this.unsigned();
    this.at += length;
    return new Reader(this.bytes, this.at - length, this.at);
  }
}
