/**
 * How often a false identity would pass: the degree and the height of a graph, by the rules of
 * docs/certificates.md, and the error bound that follows.
 *
 * Next: witness.ts
 */
import { dyadic, isOdd } from "./fields.ts";
import {
  type Below,
  below,
  either,
  exact,
  type Factor,
  isZero,
  lowest,
  multiple,
  over,
  product,
  type Size,
  sum,
  times,
  UP,
  variable,
  ZERO,
} from "./fractions.ts";
import { type Field, Vanishes } from "./graph.ts";
import { folded, gcd, rationalCosine, TURN } from "./turns.ts";

/** log₂ of what every prime of a proof exceeds, and how many there are; for safe primes, modulo q too. */
const PRIMES = { any: { bits: 30, pool: 8701 }, safe: { bits: 28, pool: 1010 } } as const;

/** What is stated of a proof, as far as it is derived. */
export interface Bounds {
  /** The largest degree, before norms. */
  readonly degree: number;
  /** The largest height, before norms. */
  readonly height: number;
  /** log₂ of the error bound; 0 if there is none. */
  readonly log2: number;
}

/** What is said of the trials. */
export interface Trials {
  /** How many. */
  readonly trials: number;
  /** In which tier. */
  readonly tier: 1 | 2;
  /** Whether primes are safe. */
  readonly safe: boolean;
  /** Of how many draws those that count were chosen, where it was for more than divisors. */
  readonly draws: number;
}

/** The field of sizes, and what follows for graphs that were evaluated in it. */
export function sizes(): {
  readonly field: Field<Size>;
  /** The bounds, where left − right is of these sizes. */
  bounds(differences: readonly Size[], of: Trials): Bounds;
  /** Whether max chose between entries. */
  chooses(): boolean;
} {
  const [integers, divisors] = [new Map<number, Factor>(), new Map<Size, Below>()];
  const tests: Size[] = [];
  const variables = new Map<string, Map<Size, Size>>();
  const turns = new Map<number, Size>();
  const reads = { degree: 0, height: 0, belowDegree: 0, belowHeight: 0 };
  let [applications, choices] = [0, 0];
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
      applications++;
      reads.degree = Math.max(reads.degree, x.degree);
      reads.height = Math.max(reads.height, x.height);
      reads.belowDegree = Math.max(reads.belowDegree, x.below.degree);
      reads.belowHeight = Math.max(reads.belowHeight, x.below.height);
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
    cos(turn) {
      const rational = rationalCosine(turn);
      if (rational !== undefined) return field.of(rational);
      const a = folded(turn);
      const cosine = turns.get(a) ?? { ...variable(), degree: 0, height: 1, below: factored(2) };
      turns.set(a, cosine);
      return cosine;
    },
    fn: (name, x) => (isOdd(name) && isZero(x) ? ZERO : apply(name, x)),
    gate(x, a, b) {
      if (isZero(x)) return b;
      return product({ ...apply("gate", x), height: 1 }, either(a, b));
    },
    max(a, b) {
      choices++;
      if (a === b) return a;
      const rank = apply("order", a);
      apply("order", b);
      const chosen = either(a, b);
      variables.get("order")!.set(chosen, rank);
      return chosen;
    },
    equal(a, b) {
      tests.push(sum(a, b, -1));
      return { ...variable(), degree: 0 };
    },
  };
  const countOf = (name: string): number => variables.get(name)?.size ?? 0;
  return {
    field,
    chooses: () => choices > 0,
    bounds(differences, { trials, tier, safe, draws }) {
      const { bits, pool } = PRIMES[safe ? "safe" : "any"];
      const degree = reads.degree + reads.belowDegree;
      const height = reads.height + reads.belowHeight + 1;
      // in tier 1 a square root is a variable like any other; in tier 2, s² = u eliminates it
      const roots = tier === 1 ? 0 : countOf("sqrt");
      const lift = Math.max(2 + reads.belowDegree, reads.degree);
      const conjugates = conjugatesOf(turns.keys());
      const normed = (h: number, d: number): number => {
        if (h === -Infinity) return 0;
        return conjugates * (2 ** roots * h + roots * lift ** (roots - 1) * height * d) * UP;
      };
      const degreeOf = (d: number): number => Math.max(0, d) * lift ** roots;
      const primesWithin = (h: number): number => Math.max(0, Math.floor((h / bits) * UP));
      /** The sums of degrees, and of primes modulo which they vanish. */
      const together = (all: readonly Factor[]): readonly [number, number] => [
        all.reduce((d, x) => d + degreeOf(x.degree), 0),
        all.reduce((n, x) => n + primesWithin(normed(x.height, x.degree)), 0),
      ];
      const least = 2 ** bits;
      const [divided, divisorPrimes] = together([...divisors.keys()]);
      const [tested, testPrimes] = together(tests);
      const most = (of: (x: Size) => number) => Math.max(0, ...differences.map(of));
      const stated = { degree: most((x) => x.degree), height: most((x) => x.height) };
      const inside =
        (applications ** 2 * degreeOf(degree) + tested) / least +
        (applications ** 2 * primesWithin(normed(height, degree)) + testPrimes) / pool;
      const passes =
        Math.max(1, degreeOf(stated.degree)) / least +
        primesWithin(most((x) => normed(x.height, x.degree))) / pool;
      const counts = 1 - divided / least - divisorPrimes / pool - inside;
      const ratio = (passes + inside) / counts;
      const ways = Array.from({ length: trials }, (_, i) => (draws - i) / (i + 1));
      const log2Ways = ways.reduce((sum, factor) => sum + Math.log2(factor), 0) * UP;
      const log2 = trials * Math.log2(ratio) + log2Ways;
      if (!(counts > 0 && ratio < 1 && log2 < 0)) return { ...stated, log2: 0 };
      const chosen = choices > 0 || roots > 0 || (tier === 2 && countOf("gate") > 0);
      return { ...stated, log2: chosen ? Math.max(log2, -trials) : log2 };
    },
  };
}

/** φ(t), t the least common multiple of 4 and of the orders of those turns; 1 if there are none. */
function conjugatesOf(turns: Iterable<number>): number {
  const all = [...turns];
  if (all.length === 0) return 1;
  const t = all.map((a) => TURN / gcd(TURN, a)).reduce((m, n) => (m / gcd(m, n)) * n, 4);
  return Array.from({ length: t }, (_, i) => gcd(i, t)).filter((g) => g === 1).length;
}
