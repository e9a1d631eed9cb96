/**
 * Threefry-2x32 with 20 rounds: a keyed, counter-based source of random bits.
 *
 * The bits are a pure function of (key, counter), so there is no state, the same numbers come out in every
 * runtime, and a value once stored never changes. The keyed hash of uninterpreted functions is this same
 * function, which makes a certificate checkable by a program that shares no code with ours.
 *
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
 *
 * Next: random.ts
 */

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;
const PARITY = 0x1bd11bda;

/**
 * (out[at], out[at + 1]) = threefry2x32-20(key, counter).
 * @param key0     first key word, a 32-bit integer
 * @param key1     second key word
 * @param counter0 first counter word
 * @param counter1 second counter word
 * @param out      where the two 32-bit words go
 * @param at       the index of the first of them
 * @source Salmon et al. 2011; the published test vectors are in the test.
 */
export function threefry(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  out: Uint32Array,
  at: number,
): void {
  const key2 = PARITY ^ key0 ^ key1;
  const keys = [key0, key1, key2];
  let a = (counter0 + key0) | 0;
  let b = (counter1 + key1) | 0;
  for (let block = 1; block <= 5; block++) {
    const half = block % 2 === 1 ? 0 : 4;
    for (let i = half; i < half + 4; i++) {
      const r = ROTATIONS[i]!;
      a = (a + b) | 0;
      b = ((b << r) | (b >>> (32 - r))) ^ a;
    }
    a = (a + keys[block % 3]!) | 0;
    b = (b + keys[(block + 1) % 3]! + block) | 0;
  }
  out[at] = a;
  out[at + 1] = b;
}
