/**
 * Tier 2: in a prime field with p ≡ −1 mod 8 the squares are taken for the positive numbers. Of x
 * and −x one is a square, products of squares are squares, and so relu, |x|, max and √ obey their
 * laws; sums of squares need not be squares, unless `contradict` says so.
 *
 * Next: exponents.ts
 */
import { modular, uninterpreted } from "./fields.ts";
import { CannotCheck, type Field, type Node, type Value, Vanishes, Wrong } from "./graph.ts";

/** χ(x) for 0 ≤ x < p: 1 for squares, −1 for others, 0 for 0; by Jacobi's reciprocity. */
export function legendre(residue: bigint, p: bigint): -1 | 0 | 1 {
  let [x, n, sign] = [Number(residue), Number(p), 1];
  while (x !== 0) {
    for (; x % 2 === 0; x /= 2) if (n % 8 === 3 || n % 8 === 5) sign = -sign;
    if (x % 4 === 3 && n % 4 === 3) sign = -sign;
    [x, n] = [n % x, x];
  }
  return n === 1 ? (sign as -1 | 1) : 0;
}

/** xⁿ modulo p. */
export function power(x: bigint, n: bigint, p: bigint): bigint {
  let [result, square] = [1n, x % p];
  for (let rest = n; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % p;
    square = (square * square) % p;
  }
  return result;
}

/** GF(p), as tier 2 without exp and tanh has it. */
export interface Signed extends Field<bigint> {
  /** The numbers whose sign was read, as squares. */
  readonly read: ReadonlySet<bigint>;
}

/** GF(p), where the squares are positive. */
export function signed(p: bigint, value: Value): Signed {
  const F = modular(p, value);
  const read = new Set<bigint>();
  const sign = (x: bigint): number => {
    const s = legendre(x, p);
    if (s !== 0) read.add(s > 0 ? x : p - x);
    return s;
  };
  return {
    ...F,
    read,
    fn(name, x) {
      if (name === "exp" || name === "tanh") throw new CannotCheck(`${name} needs exponents`);
      if (name !== "sqrt") return uninterpreted(p, value, name, x);
      if (legendre(x, p) < 0) throw new Vanishes();
      return power(x, (p + 1n) / 4n, p);
    },
    gate: (x, a, b) => (sign(x) > 0 ? a : b),
    max: (a, b) => (sign(F.sub(a, b)) < 0 ? b : a),
    equal: (a, b) => (a === b ? 1n : 0n),
  };
}

/** More numbers than this are taken not to contradict each other. */
const MOST = 500;

/** Whether three or four of the positive numbers, repetition allowed, sum to 0 modulo p. */
export function contradict(positive: ReadonlySet<bigint>, prime: bigint): boolean {
  if (positive.size > MOST) return false;
  const p = Number(prime);
  const all = Array.from(positive, Number);
  const sums = new Set<number>();
  all.forEach((x, i) => {
    for (let j = 0; j <= i; j++) sums.add((x + all[j]!) % p);
  });
  for (const x of all) if (sums.has(p - x)) return true;
  for (const s of sums) if (sums.has(p - s)) return true;
  return false;
}

/** What a node's value depends on. */
interface Reads {
  /** A function without laws, or exp or tanh of what depends on a function. */
  readonly lawless: boolean;
  /** A function. */
  readonly function: boolean;
}

/** Confirms that no sign and no comparison reads what may be 0, or equal, everywhere. @throws Wrong */
export function confirmLaws(nodes: readonly Node[]): void {
  const values: Reads[] = [];
  for (const { op, inputs, attrs } of nodes) {
    const reads = inputs.map((j) => values[j]!);
    const name = op === "function" ? String(attrs["name"]) : "";
    const sign = op === "gate" || name === "abs" || name === "sign";
    const read = op === "equal" ? reads : sign ? reads.slice(0, 1) : [];
    if (read.some(({ lawless }) => lawless)) {
      throw new Wrong(`${name || op} reads values of functions without laws`);
    }
    const within = reads.some((x) => x.function);
    const lawful = name === "" || sign || name === "sqrt";
    const exponential = name === "exp" || name === "tanh";
    values.push({
      lawless: reads.some((x) => x.lawless) || (exponential ? within : !lawful),
      function: within || (name !== "" && !sign),
    });
  }
}
