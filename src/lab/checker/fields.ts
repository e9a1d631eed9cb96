/**
 * Residues modulo p, the keyed hash and the primes: from the public specification
 * (docs/certificates.md), not from the engine.
 *
 * Next: reals.ts
 */
import { CannotCheck, type Field, type Value, Vanishes } from "./graph.ts";
import { cosines } from "./turns.ts";

/** FNV-1a, 32 bits, of the UTF-8 bytes. */
export function fnv1a(text: string): number {
  let code = 2166136261;
  const bytes = encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd")).matchAll(/%(..)|./g);
  for (const [character, hex] of bytes) {
    const byte = hex === undefined ? character.charCodeAt(0) : Number.parseInt(hex, 16);
    code = Math.imul(code ^ byte, 16777619);
  }
  return code >>> 0;
}

/** threefry2x32-20 of Salmon et al. (2011): 64 bits. */
export function threefry(key: readonly number[], counter: readonly number[]): bigint {
  const keys = [key[0]! | 0, key[1]! | 0, 0x1bd11bda ^ key[0]! ^ key[1]!];
  let a = (counter[0]! + keys[0]!) | 0;
  let b = (counter[1]! + keys[1]!) | 0;
  for (let round = 1; round <= 20; round++) {
    const turn = [24, 13, 15, 26, 6, 17, 29, 16][round % 8]!;
    a = (a + b) | 0;
    b = ((b << turn) | (b >>> (32 - turn))) ^ a;
    if (round % 4 > 0) continue;
    const at = round / 4;
    a = (a + keys[at % 3]!) | 0;
    b = (b + keys[(at + 1) % 3]! + at) | 0;
  }
  return (BigInt(a >>> 0) << 32n) | BigInt(b >>> 0);
}

/** The keyed hash of one draw. */
export function keyed(p: bigint, seed: number, draw: number): Value {
  const codes = new Map<string, number>();
  return (symbol, index) => {
    const code = codes.get(symbol) ?? fnv1a(symbol);
    codes.set(symbol, code);
    return threefry([seed, draw], [code, Number(index)]) % p;
  };
}

function isPrime(n: number): boolean {
  let q = 2;
  while (q * q <= n && n % q !== 0) q++;
  return q * q > n;
}

/**
 * The prime of a draw: 27720 k − 1, k = 38736 + value("prime", i) mod 38735 for i = 0, 1, …
 * @param safe whether (p − 1)/2 must be prime too
 */
export function primeOf(seed: number, draw: number, safe = false): number {
  const value = keyed(38735n, seed, draw);
  for (let i = 0n; ; i++) {
    const p = 27720 * (38736 + Number(value("prime", i))) - 1;
    if (isPrime(p) && (!safe || isPrime((p - 1) / 2))) return p;
  }
}

/** Functions that a prime field leaves uninterpreted, and their symmetry. */
const SYMMETRY: Readonly<Record<string, "odd" | "even" | "none">> = {
  exp: "none",
  log: "none",
  tanh: "odd",
  sqrt: "none",
  sin: "odd",
  cos: "even",
  asin: "odd",
  acos: "none",
  atan: "odd",
  erf: "odd",
  floor: "none",
  phi: "none",
  phi1: "none",
  phi2: "none",
  phi3: "none",
};

/** Their names. */
export const UNINTERPRETED: readonly string[] = Object.keys(SYMMETRY);

/** Whether f(−x) = −f(x). */
export function isOdd(name: string): boolean {
  return SYMMETRY[name] === "odd";
}

/** f(x) modulo p, by the keyed hash and the symmetry of f. @throws CannotCheck if f is not known */
export function uninterpreted(p: bigint, value: Value, name: string, x: bigint): bigint {
  if (!UNINTERPRETED.includes(name)) throw new CannotCheck(`the function ${name} is not known`);
  if (SYMMETRY[name] === "none" || x <= p / 2n) {
    return isOdd(name) && x === 0n ? 0n : value(name, x);
  }
  const mirrored = value(name, p - x);
  return isOdd(name) ? (p - mirrored) % p : mirrored;
}

/** What all tiers have in common. */
export type Modular = Pick<Field<bigint>, "of" | "add" | "sub" | "mul" | "div" | "cos">;

/** + − × ÷, numbers and cosines modulo p. */
export function modular(p: bigint, value: Value): Modular {
  const mod = (x: bigint) => ((x % p) + p) % p;
  const half = (p + 1n) / 2n;
  return {
    of(x) {
      let [n, power] = dyadic(x);
      for (; power > 1n; power /= 2n) n = mod(n * half);
      return mod(n);
    },
    add: (a, b) => mod(a + b),
    sub: (a, b) => mod(a - b),
    mul: (a, b) => mod(a * b),
    div(a, b) {
      if (b === 0n) throw new Vanishes();
      let [r, s, u, v] = [p, b, 0n, 1n];
      while (s !== 0n) [r, s, u, v] = [s, r % s, v, u - (r / s) * v];
      return mod(a * u);
    },
    cos: cosines(p, value),
  };
}

/**
 * GF(p), as tier 1 has it.
 * @param lawful whether h(−x) = 1 − h(x), where gate(x, a, b) = b + h(x)(a − b)
 */
export function residues(p: bigint, value: Value, lawful: boolean): Field<bigint> {
  const F = modular(p, value);
  const half = (p + 1n) / 2n;
  const h = (x: bigint): bigint => {
    if (x === 0n) return 0n;
    return x < half || !lawful ? value("gate", x) : F.sub(1n, value("gate", p - x));
  };
  const rank = (x: bigint): [bigint, bigint] => [value("order", x), x];
  return {
    ...F,
    fn: (name, x) => uninterpreted(p, value, name, x),
    gate: (x, a, b) => F.add(b, F.mul(h(x), F.sub(a, b))),
    max(a, b) {
      const [[r, x], [s, y]] = [rank(a), rank(b)];
      return r > s || (r === s && x >= y) ? a : b;
    },
    equal: (a, b) => (a === b ? 1n : 0n),
  };
}

/** x = n/d, d a power of two. */
export function dyadic(x: number): [bigint, bigint] {
  if (typeof x !== "number" || !Number.isFinite(x)) {
    throw new CannotCheck(`expected a finite number, got ${JSON.stringify(x)}`);
  }
  let [n, d] = [x, 1n];
  for (; !Number.isInteger(n); n *= 2) d *= 2n;
  return [BigInt(n), d];
}
