/**
 * Whether a verdict depends on the seed: it must not. What every seed says of a claim at one place, with all its
 * hypotheses and with each of them dropped.
 */
import { input } from "../src/autodiff/index.ts";
import type { Claim } from "../src/claims/claim.ts";
import { type ProveOptions, prove } from "../src/claims/prove.ts";
import type { Verdict } from "../src/claims/verdict.ts";
import type { Place } from "../src/claims/verify.ts";

/** How often each verdict was given. */
export interface Tally {
  /** The claim, and the hypothesis that is dropped: "GA2 without fixed". */
  readonly what: string;
  /** Verdict ↦ seeds that gave it, the first one of each. */
  readonly seeds: Readonly<Record<string, { readonly count: number; readonly first: number }>>;
}

/**
 * The verdicts of a claim over seeds 0, 1, …, at one place.
 * @param claim   the sentence
 * @param place   the group and the size
 * @param seeds   how many
 * @param options how hard to try; what is shrunk does not matter here
 */
export function tallies(
  claim: Claim,
  { G, shape }: Place,
  seeds: number,
  options: ProveOptions = {},
): Tally[] {
  return [null, ...Object.keys(claim.given)].map((dropped) => {
    const assume = (hypothesis: string): boolean => hypothesis !== dropped;
    const [left, right] = claim.sides({ G, shape, assume, input });
    const found: Record<Verdict["verdict"] | string, { count: number; first: number }> = {};
    for (let seed = 0; seed < seeds; seed++) {
      const { verdict } = prove(left, right, { ...options, seed, shrink: false });
      found[verdict] ??= { count: 0, first: seed };
      found[verdict].count++;
    }
    return { what: dropped === null ? claim.id : `${claim.id} without ${dropped}`, seeds: found };
  });
}

/** Whether all seeds said the same. */
export function isSteady({ seeds }: Tally): boolean {
  return Object.keys(seeds).length === 1;
}
