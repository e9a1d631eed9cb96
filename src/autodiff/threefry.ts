/**
 * Threefry-2x32 with 20 rounds: a keyed, counter-based source of random bits.
 *
 * The bits are a pure function of (key, counter), so there is no state, the same numbers come out
 * in every runtime, and a value once stored never changes. The keyed hash of uninterpreted
 * functions is this same function, which makes a certificate checkable by a program that shares no
 * code with ours.
 *
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
 *
 * Next: quantile.ts
 */

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
  // The key schedule: three words that change places. (An array of them would be allocated.)
  let last = key0 | 0;
  let now = key1 | 0;
  let next = PARITY ^ last ^ now;
  let a = (counter0 + last) | 0;
  let b = (counter1 + now) | 0;
  for (let block = 1; block <= 5; block++) {
    const odd = block % 2 === 1;
    a = (a + b) | 0;
    b = rotate(b, odd ? 13 : 17) ^ a;
    a = (a + b) | 0;
    b = rotate(b, odd ? 15 : 29) ^ a;
    a = (a + b) | 0;
    b = rotate(b, odd ? 26 : 16) ^ a;
    a = (a + b) | 0;
    b = rotate(b, odd ? 6 : 24) ^ a;
    a = (a + now) | 0;
    b = (b + next + block) | 0;
    const used = now;
    now = next;
    next = last;
    last = used;
  }
  out[at] = a;
  out[at + 1] = b;
}

/** The 32 bits of x moved r places to the left, around the end. */
function rotate(x: number, r: number): number {
  return (x << r) | (x >>> (32 - r));
}
