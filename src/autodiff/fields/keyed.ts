/**
 * The keyed hash: what an uninterpreted function, and a random input, is in a prime field.
 *
 * It is a public specification. A checker that shares no code with this library computes
 *
 *   code  = FNV-1a, 32 bits, of the UTF-8 bytes of the symbol: start at 2166136261; for each byte,
 *           code = ((code XOR byte) · 16777619) mod 2³²
 *   w0,w1 = threefry2x32-20(key = (seed mod 2³², trial mod 2³²), counter = (code, index))
 *   value = (w0 · 2³² + w1) mod p
 *
 * with the symbols
 *
 *   "exp", "tanh", "phi", …  the function, index = its argument (canonical: see prime.ts)
 *   "gate"                   h of `gate`, index = canonical argument
 *   "order"                  the rank of an entry of `max`, index = the entry
 *   "input:NAME"             the input called NAME, index = row-major position
 *   "prime"                  the draws of a random prime, there modulo their number, index 0, 1, …
 *
 * The bias towards small residues is at most p/2⁶⁴ < 2⁻³³, relative.
 *
 * Next: prime.ts
 */
import { threefry } from "../threefry.ts";
import { multiplier } from "./modular.ts";

/** value(symbol, index) is a function of (p, seed, trial) besides: which draw of which proof. */
export interface Keying {
  /** The modulus: an integer 2 ≤ p < 2³¹. */
  readonly p: number;
  /** The seed of the whole proof, an integer taken modulo 2³². */
  readonly seed: number;
  /** The number of this draw, an integer taken modulo 2³². */
  readonly trial: number;
}

/** FNV-1a, 32 bits, of the UTF-8 bytes of text: an unsigned integer. */
export function fnv1a(text: string): number {
  let code = 2166136261;
  for (const byte of utf8(text)) code = Math.imul(code ^ byte, 16777619);
  return code >>> 0;
}

/**
 * value(symbol, index), as specified above, for one keying.
 * @returns a function of the symbol and of an integer 0 ≤ index < 2³²
 */
export function keyed({ p, seed, trial }: Keying): (symbol: string, index: number) => number {
  const mul = multiplier(p);
  const shift = 2 ** 32 % p;
  const codes = new Map<string, number>();
  const words = new Uint32Array(2);
  return (symbol, index) => {
    const code = codes.get(symbol) ?? fnv1a(symbol);
    codes.set(symbol, code);
    threefry(seed, trial, code, index, words, 0);
    const sum = mul(words[0]! % p, shift) + (words[1]! % p);
    return sum >= p ? sum - p : sum;
  };
}

/**
 * value(symbol, index) mod p: one keyed residue.
 * @param symbol the name of what is drawn, for instance `input:theta`
 * @param index  an integer 0 ≤ index < 2³², for inputs the row-major position
 */
export function keyedResidue(symbol: string, index: number, keying: Keying): number {
  return keyed(keying)(symbol, index);
}

/** The UTF-8 bytes of text; a lone surrogate counts as U+FFFD, as TextEncoder has it. */
function* utf8(text: string): Generator<number> {
  for (const character of text) {
    const point = character.codePointAt(0)!;
    const c = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (c < 0x80) yield c;
    else {
      const tail = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
      yield (c >> (6 * tail)) | [0, 0xc0, 0xe0, 0xf0][tail]!;
      for (let i = tail - 1; i >= 0; i--) yield ((c >> (6 * i)) & 0x3f) | 0x80;
    }
  }
}
