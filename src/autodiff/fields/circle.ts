/**
 * The unit circle of GF(p): points (c, s) with c² + s² = 1, on which rotations are exact.
 *
 * For p ≡ 3 (mod 4) they are the numbers c + sj of norm 1 in GF(p²), j² = −1: a cyclic group of
 * order p + 1. So where n divides p + 1 there is a rotation of order n, though a root of unity of
 * that order need not be in GF(p). Which of the primitive ones it is, is random: a sum of roots of
 * unity is 0 for all of them or for none.
 *
 * Next: prime.ts
 */
import { rangeError } from "../errors.ts";
import { stepsOf, TURN } from "../turn.ts";
import { type Keying, keyed } from "./keyed.ts";
import { inverse, multiplier } from "./modular.ts";

/** The symbol of the keyed hash from which the root is drawn. */
export const ROOT = "root";

/** c + sj */
type Point = readonly [c: number, s: number];

/**
 * cos(2πk/n) in GF(p): the real part of u^(Ek/n), where E = gcd(27720, p + 1) and u has order E.
 *
 * With z = value("root", 2i) + value("root", 2i + 1)·j, u is (z̄/z)^((p + 1)/E) for the least
 * i = 0, 1, … for which that has order E.
 * @returns a function of k and n
 * @throws RangeError unless p ≡ 3 (mod 4); of k and n, unless the order of k/n divides E
 */
export function cosines(keying: Keying): (k: number, n: number) => number {
  const { p } = keying;
  const order = gcd(TURN, p + 1);
  let root: Point | undefined;
  const { times, power } = circle(p);
  return (k, n) => {
    const steps = stepsOf(k, n);
    if (p % 4 !== 3 || (steps * order) % TURN !== 0) {
      const got = `${steps / gcd(steps, TURN)} of ${TURN / gcd(steps, TURN)} modulo ${p}`;
      throw rangeError("rootOfUnity", `a part of a turn whose order divides ${order}`, got);
    }
    root ??= rootOf(keying, order, times, power);
    return power(root, (steps * order) / TURN)[0];
  };
}

function rootOf(
  keying: Keying,
  order: number,
  times: (x: Point, y: Point) => Point,
  power: (x: Point, e: number) => Point,
): Point {
  const { p } = keying;
  const mul = multiplier(p);
  const value = keyed(keying);
  for (let i = 0; ; i += 2) {
    const [a, b] = [value(ROOT, i), value(ROOT, i + 1)];
    const norm = (mul(a, a) + mul(b, b)) % p;
    if (norm === 0) continue;
    const conjugate: Point = [a, (p - b) % p];
    const [c, s] = times(conjugate, conjugate);
    const scale = inverse(p, norm);
    const u = power([mul(c, scale), mul(s, scale)], (p + 1) / order);
    const prime = [2, 3, 5, 7, 11].filter((l) => order % l === 0);
    if (prime.every((l) => power(u, order / l)[0] !== 1)) return u;
  }
}

/** (a + bj)(c + dj) = (ac − bd) + (ad + bc)j modulo p, and powers. */
function circle(p: number) {
  const mul = multiplier(p);
  const times = ([a, b]: Point, [c, d]: Point): Point => [
    (mul(a, c) - mul(b, d) + p) % p,
    (mul(a, d) + mul(b, c)) % p,
  ];
  const power = (x: Point, e: number): Point => {
    let result: Point = [1, 0];
    for (let square = x, rest = e; rest > 0; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) result = times(result, square);
      square = times(square, square);
    }
    return result;
  };
  return { times, power };
}

/** The greatest common divisor; gcd(0, b) = b. */
export function gcd(a: number, b: number): number {
  return a === 0 ? b : gcd(b % a, a);
}
