/**
 * A proof: its trials again, and its degree, height and error bound derived here.
 *
 * Next: trials.ts
 */
import { sizes } from "./bound.ts";
import { type Size, variable } from "./fractions.ts";
import { CannotCheck, type Graph, type Json, naturals, objectOf, Wrong } from "./graph.ts";
import { confirmTrials, exponential, pairs, readsSigns } from "./trials.ts";

/** Confirms a proof, and says how well. @throws Wrong if something in it is false */
export function proved(graph: Graph, stated: Json): string {
  const { tier, seed, trials, errorBound, log2ErrorBound } = stated as { [name: string]: number };
  if (tier !== 1 && tier !== 2)
    throw new CannotCheck(`expected a proof of tier 1 or 2, got ${tier}`);
  const primes = naturals(stated["primes"], "primes");
  if (!Number.isSafeInteger(seed)) throw new CannotCheck(`expected an integer seed, got ${seed}`);
  if (trials !== primes.length || trials === 0)
    throw new Wrong(`${trials} trials, ${primes.length} primes`);
  const safe = tier === 2 && exponential(graph.nodes);
  confirmField(stated["field"], safe);
  const draws = confirmTrials(graph, {
    tier,
    seed: seed!,
    primes,
    ordered: orderedOf(stated["signs"], tier),
  });
  const { field, bounds, chooses } = sizes();
  const differences = pairs<Size>(graph, field, variable).map(([a, b]) => field.sub(a, b));
  const { degree, height, log2 } = bounds(differences, {
    trials: primes.length,
    tier,
    safe,
    draws: tier === 2 && readsSigns(graph.nodes) ? draws : primes.length,
  });
  const atLeast = (name: string, derived: number) => {
    if (!((stated[name] as number) >= derived - 1e-6)) {
      throw new CannotCheck(`expected ${name} ≥ ${derived}, as derived here, got ${stated[name]}`);
    }
  };
  atLeast("degree", degree);
  atLeast("height", height);
  atLeast("log2ErrorBound", log2);
  if (log2 === 0) throw new CannotCheck("no error bound below 1 can be derived");
  if (!(errorBound! >= 2 ** log2 * (1 - 1e-6) && errorBound! > 0 && log2ErrorBound! <= 0)) {
    throw new CannotCheck(`expected errorBound ≥ 2^${log2}, as derived here, got ${errorBound}`);
  }
  if (chooses() && stated["perOrderPattern"] !== true)
    throw new Wrong("the bound holds for each order of max only");
  return `both sides are equal in ${trials} fields; error ≤ 2^${Math.ceil(log2)}, derived here`;
}

/** @throws Wrong if the primes of the proof are not those of the field that is stated */
function confirmField(stated: unknown, safe: boolean): void {
  const field = { step: 27720, least: 2 ** 30, below: 2 ** 31, pool: safe ? 2020 : 8701, safe };
  for (const [name, expected] of Object.entries(field)) {
    const found = objectOf(stated, "a field")[name];
    if (found !== expected) throw new Wrong(`expected field.${name} = ${expected}, got ${found}`);
  }
}

/** signs.ordered; signs is null in tier 1. @throws Wrong if it is not */
function orderedOf(signs: unknown, tier: 1 | 2): boolean {
  if (tier === 1) {
    if (signs === null) return false;
    throw new Wrong(`tier 1 has no signs, got ${JSON.stringify(signs)}`);
  }
  const { ordered } = objectOf(signs, "signs");
  if (typeof ordered === "boolean") return ordered;
  throw new CannotCheck(`expected signs.ordered, got ${JSON.stringify(ordered)}`);
}
