/** What becomes of the mutants of a claim: how values at random points judge each, and what `prove` says of it. */
import { input, type Tensor } from "../src/autodiff/index.ts";
import type { Claim } from "../src/claims/claim.ts";
import { prove } from "../src/claims/prove.ts";
import { sidesOf } from "../src/claims/sides.ts";
import type { Verdict } from "../src/claims/verdict.ts";
import type { Place } from "../src/claims/verify.ts";
import { type Judgement, judge } from "./judge.ts";
import { mutantsOf } from "./surgery.ts";

/** One mutant of one claim. */
export interface Outcome {
  /** The claim, the place, the change. */
  readonly what: string;
  /** The side that was changed. */
  readonly graph: readonly Tensor[];
  /** Whether it is another function. */
  readonly judgement: Judgement;
  /** What `prove` says. */
  readonly verdict: Verdict;
}

/**
 * The outcomes of mutants of a claim with all its hypotheses, at one place.
 * @param claim one that is PROVED there
 * @param place the group and the size
 * @param count how many mutants
 * @param seed  which ones
 */
export function outcomesOf(
  claim: Claim,
  { G, shape }: Place,
  count: number,
  seed: number,
): Outcome[] {
  const sides = sidesOf("mutants", ...claim.sides({ G, shape, assume: () => true, input }));
  return mutantsOf(sides, count, seed).map(({ says, kept, changed }) => ({
    what: `${claim.id} on ${G.name}, ${shape.name}: ${says}`,
    graph: changed,
    judgement: judge(kept, changed),
    verdict: prove([...kept], [...changed], { shrink: false }),
  }));
}

/** The outcomes that are wrong: another function PROVED, or the same one refuted. */
export function wrong(outcomes: readonly Outcome[]): Outcome[] {
  return outcomes.filter(
    ({ judgement, verdict: { verdict } }) =>
      (judgement === "different" && verdict === "PROVED") ||
      (judgement === "equal" && verdict === "REFUTED"),
  );
}

/** "different": { REFUTED: 12, UNKNOWN: 1 } … */
export function counts(outcomes: readonly Outcome[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { judgement, verdict } of outcomes) {
    const key = `${judgement}, ${verdict.verdict}`;
    found[key] = (found[key] ?? 0) + 1;
  }
  return found;
}
