/**
 * The trials of a proof, again: which draw counts, its prime, and whether both sides are equal.
 *
 * Next: bound.ts
 */
import { evaluate } from "./evaluate.ts";
import { exponents } from "./exponents.ts";
import { keyed, primeOf, residues } from "./fields.ts";
import { type Field, type Graph, type Node, Vanishes, Wrong } from "./graph.ts";
import { confirmLaws, contradict, legendre, signed } from "./signs.ts";
import { folded, TURN, turnOf } from "./turns.ts";

/** What a proof says of its trials. */
export interface Stated {
  /** 1 or 2. */
  readonly tier: 1 | 2;
  /** Of the keyed hash. */
  readonly seed: number;
  /** Those of the draws that count. */
  readonly primes: readonly number[];
  /** Whether signs may not contradict the order of sums. */
  readonly ordered: boolean;
}

/** Draws of one trial, at most, by tier. */
const REDRAWS = { 1: 20, 2: 200 } as const;

/** The entries of both sides, in pairs. */
export function pairs<T>(
  graph: Graph,
  F: Field<T>,
  input: (name: string, i: number) => T,
): [T, T][] {
  const values = evaluate(F, graph.nodes, input);
  const entries = (roots: readonly number[]) => roots.flatMap((root) => values[root]!);
  const right = entries(graph.right);
  if (right.some((entry) => typeof entry === "number")) throw new Wrong("a side is an index");
  return entries(graph.left).map((entry, i) => [entry, right[i]!]);
}

/** Whether exp or tanh occur: the primes of tier 2 are safe then. */
export function exponential(nodes: readonly Node[]): boolean {
  return nodes.some(
    ({ op, attrs }) => op === "function" && /^(exp|tanh)$/.test(`${attrs["name"]}`),
  );
}

/** The residues modulo p of both sides, entry by entry; several times where several must agree. */
type Draw = (p: bigint, draw: number) => [bigint, bigint][];

/**
 * Confirms the primes, and that both sides are equal.
 * @returns how many draws were made
 * @throws Wrong if not
 */
export function confirmTrials(graph: Graph, { tier, seed, primes, ordered }: Stated): number {
  const evaluated: Draw = tier === 1 ? uninterpreted(graph, seed) : lawful(graph, seed, ordered);
  const safe = tier === 2 && exponential(graph.nodes);
  const redraws = REDRAWS[tier];
  let draws = 0;
  primes.forEach((p, t) => {
    for (let draw = t * redraws; ; draw++) {
      if (draw === (t + 1) * redraws) {
        const where = tier === 1 ? "a denominator vanishes" : "a sign or a denominator is none";
        throw new Wrong(`trial ${t}: ${where} in every draw`);
      }
      const drawn = primeOf(seed, draw, safe);
      draws++;
      try {
        const at = evaluated(BigInt(drawn), draw).findIndex(([a, b]) => a !== b);
        if (at >= 0)
          throw new Wrong(`trial ${t}, modulo ${drawn}: the sides differ in entry ${at}`);
      } catch (error) {
        if (error instanceof Vanishes) continue;
        throw error;
      }
      if (p !== drawn) throw new Wrong(`trial ${t}: expected the prime ${drawn}, got ${p}`);
      break;
    }
  });
  return draws;
}

/** Tier 1, also without the law h(−x) = 1 − h(x) where a gate reads what may be 0 everywhere. */
function uninterpreted(graph: Graph, seed: number): Draw {
  const laws = readsFunctions(graph.nodes) ? [true, false] : [true];
  return (p, draw) => {
    const value = keyed(p, seed, draw);
    const input = (name: string, i: number) => value(`input:${name}`, BigInt(i));
    return laws.flatMap((law) => pairs(graph, residues(p, value, law), input));
  };
}

/** Tier 2. */
function lawful(graph: Graph, seed: number, ordered: boolean): Draw {
  const { nodes } = graph;
  confirmLaws(nodes);
  const paired = exponential(nodes);
  const roots = nodes.filter(({ op }) => op === "rootOfUnity").map(({ attrs }) => turnOf(attrs));
  if (paired && roots.some((turn) => turn % 2 !== 0)) {
    throw new Wrong("an eighth of a turn has no exponent");
  }
  const signs = readsSigns(nodes);
  const turns = new Set(roots.flatMap((turn) => [folded(turn), folded(turn - TURN / 4)]));
  const constants = constantsOf(nodes);
  return (p, draw) => {
    const value = keyed(p, seed, draw);
    const F = signed(p, value);
    for (const x of signs ? constants : []) if (legendre(F.of(x), p) !== 1) throw new Vanishes();
    for (const turn of signs ? turns : []) {
      if (legendre(F.cos(turn), p) !== Math.sign(TURN / 4 - turn)) throw new Vanishes();
    }
    let both: [bigint, bigint][];
    if (paired) {
      const keyedQ = keyed((p - 1n) / 2n, seed, draw);
      const input = (name: string, i: number) =>
        [value(`input:${name}`, BigInt(i)), keyedQ(`exponent:${name}`, BigInt(i))] as const;
      both = pairs(graph, exponents(F, p, keyedQ), input).map(([a, b]) => [a[0], b[0]]);
    } else {
      both = pairs(graph, F, (name, i) => value(`input:${name}`, BigInt(i)));
    }
    if (ordered && contradict(F.read, p)) throw new Vanishes();
    return both;
  };
}

/** Whether anything reads a sign: a gate, |x|, sign, max or √. */
export function readsSigns(nodes: readonly Node[]): boolean {
  return nodes.some(({ op, attrs }) => {
    const reading = op === "function" && /^(abs|sign|sqrt)$/.test(`${attrs["name"]}`);
    return op === "gate" || op === "max" || reading;
  });
}

/** The |numbers| ≠ 0 of `full` and real `data` nodes. */
function constantsOf(nodes: readonly Node[]): ReadonlySet<number> {
  const real = nodes.flatMap(({ op, attrs }): number[] => {
    if (op === "full") return [attrs["value"] as number];
    return op === "data" && attrs["kind"] !== "index" ? (attrs["values"] as number[]) : [];
  });
  return new Set(real.filter((x) => x !== 0).map(Math.abs));
}

/** Whether a gate (of |x| and sign too) reads values of functions. @throws Wrong if `equal` does */
function readsFunctions(nodes: readonly Node[]): boolean {
  const values: boolean[] = [];
  let gated = false;
  for (const { op, inputs, attrs } of nodes) {
    const reads = inputs.map((j) => values[j]!);
    if (op === "equal" && reads.includes(true)) throw new Wrong("a comparison reads functions");
    const gate = op === "gate" || (op === "function" && /^(abs|sign)$/.test(String(attrs["name"])));
    gated ||= gate && reads[0]!;
    values.push(op === "function" || op === "gate" || reads.includes(true));
  }
  return gated;
}
