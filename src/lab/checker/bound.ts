/**
 * How often a false identity would pass: the degree and the height of a graph, by the rules of
 * docs/certificates.md, and the error bound that follows.
 *
 * Next: checker.ts
 */
import { dyadic, Vanishes } from "./fields.ts";
import type { Field } from "./graph.ts";

/** Every prime of a proof is larger, and there are so many. UP: more than doubles lose: bounds are rounded up. */
const [LEAST, POOL, UP] = [2 ** 30, 8701, 1 + 2 ** -48];

/** A polynomial below the line: its degree and height (log₂ of the sum of its |coefficients|). */
interface Factor {
  readonly degree: number;
  readonly height: number;
  /** Its value, where it is an integer. */
  readonly integer?: number | undefined;
}

/** A product of powers of factors. */
interface Below extends Factor {
  readonly powers: ReadonlyMap<Factor, number>;
}

/** N/D: bounds of N, or what it is where it is a known integer; D as a product. */
export interface Size extends Factor {
  /** D. */
  readonly below: Below;
}

/** ab, where both are known and a double holds it. */
function exact(a: number | undefined, b: number | undefined): number | undefined {
  return Number.isSafeInteger(a! * b!) ? a! * b! : undefined;
}

function below(powers: ReadonlyMap<Factor, number>): Below {
  let [degree, height, integer]: [number, number, number | undefined] = [0, 0, 1];
  for (const [factor, k] of powers) {
    degree += k * factor.degree;
    height += k * factor.height * UP;
    for (let i = 0; i < k && integer !== undefined; i++) integer = exact(integer, factor.integer);
  }
  return { powers, degree, height: height * UP, integer };
}

const ONE = below(new Map());
const ZERO: Size = { degree: -Infinity, height: -Infinity, integer: 0, below: ONE };
const isZero = (x: Size): boolean => x.degree === -Infinity;

function joined(a: Below, b: Below, join: (m: number, n: number) => number): Below {
  if (b.powers.size === 0 || (a === b && join === Math.max)) return a;
  if (a.powers.size === 0) return b;
  const powers = new Map(a.powers);
  for (const [factor, n] of b.powers) powers.set(factor, join(powers.get(factor) ?? 0, n));
  const same =
    powers.size === a.powers.size && [...powers].every(([f, k]) => a.powers.get(f) === k);
  return same ? a : below(powers);
}

const times = (a: Below, b: Below): Below => joined(a, b, (m, n) => m + n);
const multiple = (a: Below, b: Below): Below => joined(a, b, Math.max);

/** a/b, where b divides a. */
function over(a: Below, b: Below): Below {
  if (a === b || b.powers.size === 0) return a === b ? ONE : a;
  const left = [...a.powers].map(([f, k]): [Factor, number] => [f, k - (b.powers.get(f) ?? 0)]);
  return below(new Map(left.filter(([, k]) => k > 0)));
}

/** The integer n over d, without the integer factors that both have. */
function lowest(n: number, d: Below): Size {
  let rest = n;
  const gone = new Map<Factor, number>();
  for (const [factor, k] of d.powers) {
    let i = 0;
    for (; i < k && factor.integer !== undefined && rest % factor.integer === 0; i++) {
      rest /= factor.integer;
    }
    if (i > 0) gone.set(factor, i);
  }
  const height = Math.log2(Math.abs(rest)) * UP;
  return { degree: 0, height, integer: rest, below: over(d, below(gone)) };
}

/** A new variable. */
export function variable(): Size {
  return { degree: 1, height: 0, integer: undefined, below: ONE };
}

/** va + wb for numbers |v|, |w| ≤ 1. */
function either(a: Size, b: Size): Size {
  if (isZero(a) || isZero(b)) return { ...(isZero(a) ? b : a), integer: undefined };
  const common = multiple(a.below, b.below);
  const [ofA, ofB] = [over(common, a.below), over(common, b.below)];
  const [s, t] = [(a.height + ofA.height) * UP, (b.height + ofB.height) * UP];
  return {
    degree: Math.max(a.degree + ofA.degree, b.degree + ofB.degree),
    height: (Math.max(s, t) + Math.log2(1 + 2 ** (Math.min(s, t) - Math.max(s, t)))) * UP,
    integer: undefined,
    below: common,
  };
}

function sum(a: Size, b: Size, sign: 1 | -1): Size {
  if (a === b && sign < 0) return ZERO;
  if (isZero(b)) return a;
  if (isZero(a)) return sign > 0 ? b : { ...b, integer: exact(b.integer, -1) };
  const common = multiple(a.below, b.below);
  const m = exact(a.integer, over(common, a.below).integer);
  const n = exact(b.integer, over(common, b.below).integer);
  const total = m === undefined || n === undefined ? Number.NaN : m + sign * n;
  if (!Number.isSafeInteger(total)) return either(a, b);
  return total === 0 ? ZERO : lowest(total, common);
}

function product(a: Size, b: Size): Size {
  if (isZero(a) || isZero(b)) return ZERO;
  const x = a.integer === undefined ? { ...a, below: b.below } : lowest(a.integer, b.below);
  const y = b.integer === undefined ? { ...b, below: a.below } : lowest(b.integer, a.below);
  return {
    degree: x.degree + y.degree,
    height: (x.height + y.height) * UP,
    integer: exact(x.integer, y.integer),
    below: times(y.below, x.below),
  };
}

/** How many primes of the pool a polynomial of that height can vanish modulo. */
function primesWithin(height: number): number {
  return Math.max(0, Math.floor((height / Math.log2(LEAST)) * UP));
}

/** The field of sizes, and the bound for graphs that were evaluated in it. */
export function sizes(): {
  readonly field: Field<Size>;
  /** log₂ of the error bound, where left − right is of these sizes; 0 if there is none. */
  bound(differences: readonly Size[], trials: number): number;
  /** Whether max chose between entries. */
  chooses(): boolean;
} {
  const [integers, divisors] = [new Map<number, Factor>(), new Map<Size, Below>()];
  const variables = new Map<string, Map<Size, Size>>();
  const most = { degree: 0, height: 0, belowDegree: 0, belowHeight: 0 };
  const tally = {
    applications: 0,
    divisors: 0,
    divisorPrimes: 0,
    tests: 0,
    testPrimes: 0,
    choices: 0,
  };
  /** |n| as powers of its primes up to 1000. */
  const factored = (n: number): Below => {
    const powers = new Map<Factor, number>();
    for (let [q, rest] = [2, Math.abs(n)]; rest > 1; q++) {
      if (q > 1000 || q * q > rest) q = rest;
      const height = Math.log2(q) * UP;
      const factor = integers.get(q) ?? { degree: 0, height, integer: q };
      integers.set(q, factor);
      for (; rest % q === 0; rest /= q) powers.set(factor, (powers.get(factor) ?? 0) + 1);
    }
    return below(powers);
  };
  const apply = (name: string, x: Size, value: Size = variable()): Size => {
    const known = variables.get(name) ?? new Map<Size, Size>();
    variables.set(name, known);
    if (!known.has(x)) {
      tally.applications++;
      most.degree = Math.max(most.degree, x.degree);
      most.height = Math.max(most.height, x.height);
      most.belowDegree = Math.max(most.belowDegree, x.below.degree);
      most.belowHeight = Math.max(most.belowHeight, x.below.height);
      known.set(x, value);
    }
    return known.get(x)!;
  };
  const field: Field<Size> = {
    of(x) {
      if (x === 0) return ZERO;
      const power = Number(dyadic(x)[1]);
      const n = x * power;
      const d = factored(power);
      const height = Math.log2(Math.abs(n)) * UP;
      return { degree: 0, height, integer: exact(n, 1), below: d };
    },
    add: (a, b) => sum(a, b, 1),
    sub: (a, b) => sum(a, b, -1),
    mul: product,
    div(a, b) {
      if (isZero(b)) throw new Vanishes();
      if (!divisors.has(b)) {
        tally.divisors += b.degree;
        tally.divisorPrimes += primesWithin(b.height);
        const fresh = { degree: b.degree, height: b.height };
        divisors.set(
          b,
          b.integer === undefined ? below(new Map([[fresh, 1]])) : factored(b.integer),
        );
      }
      if (isZero(a)) return ZERO;
      const common = multiple(a.below, b.below);
      const above = over(common, a.below);
      const d = times(divisors.get(b)!, over(common, b.below));
      const n = exact(exact(a.integer, above.integer), Math.sign(b.integer ?? 1));
      if (n !== undefined) return lowest(n, d);
      const height = (a.height + above.height) * UP;
      return { degree: a.degree + above.degree, height, integer: undefined, below: d };
    },
    fn: (name, x) => (name === "tanh" && isZero(x) ? ZERO : apply(name, x)),
    gate(x, a, b) {
      if (isZero(x)) return b;
      return product({ ...apply("gate", x), height: 1 }, either(a, b));
    },
    max(a, b) {
      tally.choices++;
      if (a === b) return a;
      const rank = apply("order", a);
      apply("order", b);
      const chosen = either(a, b);
      variables.get("order")!.set(chosen, rank);
      return chosen;
    },
    equal(a, b) {
      const difference = sum(a, b, -1);
      tally.tests += Math.max(0, difference.degree);
      tally.testPrimes += primesWithin(difference.height);
      return { ...variable(), degree: 0 };
    },
  };
  return {
    field,
    chooses: () => tally.choices > 0,
    bound(differences, trials) {
      const degree = Math.max(1, ...differences.map((x) => x.degree));
      const height = Math.max(0, ...differences.map((x) => x.height));
      const pairs = tally.applications ** 2;
      const together = primesWithin(most.height + most.belowHeight + 1);
      const inside =
        (pairs * (most.degree + most.belowDegree) + tally.tests) / LEAST +
        (pairs * together + tally.testPrimes) / POOL;
      const passes = degree / LEAST + primesWithin(height) / POOL + inside;
      const counts = 1 - tally.divisors / LEAST - tally.divisorPrimes / POOL - inside;
      if (!(counts > 0 && passes < counts)) return 0;
      const log2 = trials * Math.log2(passes / counts);
      return tally.choices > 0 ? Math.max(log2, -trials) : log2;
    },
  };
}
