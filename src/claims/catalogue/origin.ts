/**
 * Where an identity comes from: a sentence of the ledger, some of them together, or nowhere.
 *
 * Next: ../equivalences/subject.ts
 */

import type { Combination } from "../discover/discover.ts";
import { echelon } from "../discover/echelon.ts";
import { modulo } from "../discover/ratio.ts";
import type { Cell } from "./cells.ts";
import { type KnownIdentity, knownIdentities } from "./known.ts";

/** Ids of the ledger that an identity is, or follows from; none if it is new. */
export interface Origin {
  /** "known" for one id, "follows" for several. */
  readonly kind: "known" | "follows" | "new";
  /** Ids that give it, none of them idle, of those whose sentences speak of the problem. */
  readonly ids: readonly string[];
}

/** A prime in which small coefficients are themselves. */
const P = 2 ** 31 - 1;

/**
 * The sentences of the ledger that an identity is a linear combination of, none of them idle.
 * @param combination Σ c[name] · gradient = 0
 * @param cell        the problem it was found in
 */
export function originOf(combination: Combination, cell: Cell): Origin {
  const speaking = knownIdentities.filter((known) => known.speaksOf(cell));
  const names = [
    ...new Set([combination, ...speaking.map((known) => known.combination)].flatMap(Object.keys)),
  ];
  const vector = (each: Combination) => names.map((name) => modulo(P, each[name] ?? [0, 1]));
  const target = vector(combination);
  const gives = (some: readonly KnownIdentity[]): boolean =>
    echelon(
      P,
      some.map((known) => vector(known.combination)),
    )
      .residue(target)
      .every((x) => x === 0);
  if (!gives(speaking)) return { kind: "new", ids: [] };

  const needed = speaking.reduce<readonly KnownIdentity[]>((kept, known) => {
    const without = kept.filter((each) => each !== known);
    return gives(without) ? without : kept;
  }, speaking);
  const one = speaking.find((known) => gives([known]));
  const ids = one === undefined ? needed.map(({ id }) => id) : [one.id];
  return { kind: one === undefined ? "follows" : "known", ids: [...new Set(ids)] };
}
