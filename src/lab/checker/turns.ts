/**
 * cos 2πa/27720 in a prime field with p ≡ −1 mod 4: the real part of a power of a point of order
 * E on the circle x² + y² = 1.
 *
 * Next: fields.ts
 */
import { CannotCheck, type Node, naturals, type Value } from "./graph.ts";

/** Whole turns are counted in parts of 1/27720. */
export const TURN = 27720;

/** Greatest common divisor. */
export function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** k/n of a whole turn, in parts of 1/27720, of the attributes of a rootOfUnity. */
export function turnOf({ k, n }: Node["attrs"]): number {
  const whole = Number.isSafeInteger(k) && naturals([n], "n")[0]! > 0 && TURN % (n as number) === 0;
  if (!whole) throw new CannotCheck(`expected k and a divisor n of ${TURN}, got ${k} and ${n}`);
  return ((k as number) % (n as number)) * (TURN / (n as number));
}

/** 0 ≤ a ≤ TURN/2 with the same cosine as the turn. */
export function folded(turn: number): number {
  const a = ((turn % TURN) + TURN) % TURN;
  return Math.min(a, TURN - a);
}

/** cos 2πa/27720 where that is rational: 0, ±½, ±1. */
export function rationalCosine(turn: number): number | undefined {
  const twice = [2, 1, 0, -1, -2]; // a = 0, 1/6, 1/4, 1/3, 1/2 of a turn
  const at = [0, TURN / 6, TURN / 4, TURN / 3, TURN / 2].indexOf(folded(turn));
  return at < 0 ? undefined : twice[at]! / 2;
}

/** x + yj, j² = −1. */
type Point = readonly [x: bigint, y: bigint];

/** turn ↦ cos 2πturn/27720 modulo p, for the keyed hash of one draw. */
export function cosines(p: bigint, value: Value): (turn: number) => bigint {
  const times = ([a, b]: Point, [c, d]: Point): Point => [(a * c - b * d) % p, (a * d + b * c) % p];
  const power = (u: Point, n: bigint): Point => {
    let [result, square]: [Point, Point] = [[1n, 0n], u];
    for (let rest = n; rest > 0n; rest >>= 1n) {
      if (rest & 1n) result = times(result, square);
      square = times(square, square);
    }
    return result.map((x) => ((x % p) + p) % p) as unknown as Point;
  };
  const order = gcd(TURN, Number((p + 1n) % BigInt(TURN)));
  const primes = [2, 3, 5, 7, 11].filter((l) => order % l === 0);
  const whole = ([x, y]: Point): boolean => x === 1n && y === 0n;
  const rooted = (): Point => {
    for (let i = 0n; ; i++) {
      const z: Point = [value("root", 2n * i), value("root", 2n * i + 1n)];
      if (z[0] === 0n && z[1] === 0n) continue;
      const unit = power(z, p - 1n); // z̄/z, for z̄ = zᵖ
      const u = power(unit, (p + 1n) / BigInt(order));
      if (!primes.some((l) => whole(power(u, BigInt(order / l))))) return u;
    }
  };
  let u: Point | undefined;
  const known = new Map<number, bigint>();
  return (turn) => {
    const a = folded(turn);
    if ((a * order) % TURN !== 0) throw new CannotCheck(`there is no cos 2π·${a}/${TURN} here`);
    u ??= rooted();
    const cosine = known.get(a) ?? power(u, BigInt((a * order) / TURN))[0];
    known.set(a, cosine);
    return cosine;
  };
}
