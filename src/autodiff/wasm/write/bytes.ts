/**
 * Bytes as a list of numbers, and numbers as WebAssembly writes them (LEB128: seven bits a byte, the lowest first).
 *
 * Functions over an array, and no class over a Uint8Array that grows: a graph is compiled once, before V8 has
 * optimised anything, and until then each byte is a third of the instructions so.
 *
 * Next: opcodes.ts
 */
// One float seen as its bits.
const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** Appends a whole number of 32 bits, the lowest first. */
export function word(to: number[], bits: number): void {
  to.push(bits & 255, (bits >>> 8) & 255, (bits >>> 16) & 255, bits >>> 24);
}

/** Appends a float of 32 bits. */
export function f32(to: number[], x: number): void {
  float[0] = x;
  word(to, bits[0]!);
}

/** Appends 0 ≤ n < 2³². */
export function unsigned(to: number[], n: number): void {
  let rest = n;
  while (rest > 127) {
    to.push((rest & 127) | 128);
    rest >>>= 7;
  }
  to.push(rest);
}

/** Appends a 32-bit n; the last byte has its sign. */
export function signed(to: number[], n: number): void {
  let rest = n | 0;
  while (rest < -64 || rest > 63) {
    to.push((rest & 127) | 128);
    rest >>= 7;
  }
  to.push(rest & 127);
}

/** Appends a byte, and 0 ≤ n < 2³²: most instructions are such a pair, and most n are below 128. */
export function pair(to: number[], byte: number, n: number): void {
  if (n < 128) to.push(byte, n);
  else {
    to.push(byte);
    unsigned(to, n);
  }
}

/** Appends a text of letters: how many, and they. */
export function text(to: number[], letters: string): void {
  unsigned(to, letters.length);
  for (let i = 0; i < letters.length; i++) to.push(letters.charCodeAt(i));
}
