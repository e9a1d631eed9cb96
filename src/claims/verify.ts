/**
 * verify: the status of a claim, computed over groups and sizes, and whether each hypothesis earns
 * its place.
 *
 * Next: certificate.ts
 */
import { typeError } from "../autodiff/errors.ts";
import { input } from "../autodiff/tensor/create.ts";
import type { Group } from "../symmetry/group.ts";
import { atMost } from "./at-most.ts";
import type { Claim, ModelShape, Sense } from "./claim.ts";
import { type ProveOptions, prove } from "./prove.ts";
import { standardGroups, standardShapes } from "./settings.ts";
import type { Evidence, Verdict, Witness } from "./verdict.ts";

/** A witness, and the group and size it lives on. */
export interface PlacedWitness extends Witness {
  /** The group. */
  readonly group: string;
  /** The size. */
  readonly shape: string;
}

/** What became of one hypothesis. */
export interface HypothesisReport {
  /** Its name. */
  readonly name: string;
  /** The sentence. */
  readonly says: string;
  /** Whether the claim fails without it: then the witness shows it. */
  readonly necessary: boolean;
  /** A counterexample to the claim without this hypothesis; null if none was found. */
  readonly witness: PlacedWitness | null;
}

/** What `verify` found of one claim: the JSON of the command line. */
export interface ClaimReport {
  /** Its name in the ledger. */
  readonly id: string;
  /** The sentence. */
  readonly says: string;
  /** The heading of the notes. */
  readonly section: string;
  /** The notes' own words, or what this completes. */
  readonly source: string;
  /** In which sense "the same". */
  readonly sense: Sense;
  /** REFUTED if any place has a witness, else UNKNOWN if any is, else PROVED. */
  readonly verdict: Verdict["verdict"];
  /** What the ledger expects. */
  readonly expected: Claim["expected"];
  /** The highest of the proofs; null if there is none. */
  readonly tier: 1 | 2 | null;
  /** The worst error bound of the proofs; null if there is none. */
  readonly errorBound: number | null;
  /** The largest degree of left − right that was proved to be 0; null if there is no proof. */
  readonly degree: number | null;
  /** Why the verdict is UNKNOWN, if it is. */
  readonly reason: string | null;
  /** Of an inequality that is UNKNOWN: the search at all places together. */
  readonly evidence: Evidence | null;
  /** The counterexample on the smallest group that has one, if the claim is refuted. */
  readonly witness: PlacedWitness | null;
  /** Each hypothesis, and whether it is needed. */
  readonly hypotheses: readonly HypothesisReport[];
  /** The verdict at each place. */
  readonly lattice: readonly {
    readonly group: string;
    readonly shape: string;
    readonly verdict: Verdict["verdict"];
  }[];
}

/** Where and how to verify. */
export interface VerifyOptions {
  /** What all draws are a function of; 0 when left out. */
  readonly seed?: number;
  /** The groups; the standard ones when left out. */
  readonly groups?: readonly Group[];
  /** The sizes; the standard ones when left out. */
  readonly shapes?: readonly ModelShape[];
}

/** One place of the lattice. */
export interface Place {
  /** The symmetry. */
  readonly G: Group;
  /** The size. */
  readonly shape: ModelShape;
}

/**
 * The report of a claim over every group and size, and a counterexample for each hypothesis
 * dropped. PROVED is said of the places listed and of no other; `explain` prints what it means,
 * docs/guide-proofs.md what it does not.
 * @param claim   the sentence
 * @param options where and how
 */
export function verify(claim: Claim, options: VerifyOptions = {}): ClaimReport {
  const { seed = 0, groups = standardGroups, shapes = standardShapes } = options;
  const places = groups.flatMap((G) => shapes.map((shape): Place => ({ G, shape })));
  // shrinking takes most of the time of a refutation, so only the witness that is shown is shrunk
  const quick = { seed, shrink: false };
  const results = places.map((place) => ({ place, result: check(claim, place, null, quick) }));
  const refuted = results.find(({ result }) => result.verdict === "REFUTED");
  const unknown = results.flatMap(({ result }) => (result.verdict === "UNKNOWN" ? [result] : []));
  const proofs = results.flatMap(({ result }) => (result.verdict === "PROVED" ? [result] : []));
  return {
    id: claim.id,
    says: claim.says,
    section: claim.section,
    source: claim.source,
    sense: claim.sense,
    verdict: refuted ? "REFUTED" : unknown.length > 0 ? "UNKNOWN" : "PROVED",
    expected: claim.expected,
    tier: proofs.length > 0 ? (Math.max(...proofs.map((proof) => proof.tier)) as 1 | 2) : null,
    errorBound: proofs.length > 0 ? Math.max(...proofs.map((proof) => proof.errorBound)) : null,
    degree: proofs.length > 0 ? Math.max(...proofs.map((proof) => proof.degree)) : null,
    reason: refuted ? null : (unknown[0]?.reason ?? null),
    evidence: refuted ? null : together(unknown.map(({ evidence }) => evidence)),
    witness: refuted ? counterexample(claim, null, [refuted.place], seed) : null,
    hypotheses: Object.entries(claim.given).map(([name, says]) => {
      const witness = counterexample(claim, name, places, seed);
      return { name, says, necessary: witness !== null, witness };
    }),
    lattice: results.map(({ place: { G, shape }, result }) => ({
      group: G.name,
      shape: shape.name,
      verdict: result.verdict,
    })),
  };
}

/**
 * The verdict of a claim at one group and size.
 * @param claim   the sentence
 * @param place   the group and the size
 * @param dropped the hypothesis that is not assumed, or null
 * @param options how hard to try
 */
export function check(
  claim: Claim,
  { G, shape }: Place,
  dropped: string | null,
  options: ProveOptions = {},
): Verdict {
  const assume = (hypothesis: string): boolean => {
    if (!Object.hasOwn(claim.given, hypothesis)) {
      const names = Object.keys(claim.given).join(", ") || "it has none";
      throw typeError(claim.id, `a hypothesis of the claim (${names})`, `"${hypothesis}"`);
    }
    return hypothesis !== dropped;
  };
  const [left, right] = claim.sides({ G, shape, assume, input });
  return claim.relation === "at most" ? atMost(left, right, options) : prove(left, right, options);
}

/** The searches of several places as one; null unless each was one. */
function together(searches: readonly (Evidence | undefined)[]): Evidence | null {
  const found = searches.filter((evidence) => evidence !== undefined);
  if (found.length === 0 || found.length < searches.length) return null;
  return {
    kind: "f64",
    trials: found.reduce((sum, { trials }) => sum + trials, 0),
    worst: Math.max(...found.map(({ worst }) => worst)),
  };
}

/**
 * A counterexample to the claim without one hypothesis (or with all), at the first place that has
 * one.
 */
function counterexample(
  claim: Claim,
  dropped: string | null,
  places: readonly Place[],
  seed: number,
): PlacedWitness | null {
  // a small place searched well has a simpler witness than a large one
  const options = claim.relation === "at most" ? { seed, trials: 240 } : { seed };
  for (const { G, shape } of places) {
    const result = check(claim, { G, shape }, dropped, options);
    if (result.verdict === "REFUTED") {
      return { group: G.name, shape: shape.name, ...result.witness };
    }
  }
  return null;
}
