/**
 * Verdicts and witnesses as a person reads them.
 *
 * Next: ledger/parts.ts
 */
import type { Evidence, NestedText, SignPatterns, Verdict, Witness } from "./verdict.ts";

/**
 * A witness in one line: q = [0, 1], η = 1: left 0, right 1, gap 1. Where the sides have many
 * entries, the one in which they differ most is shown.
 */
export function formatWitness({ inputs, functions, left, right, entry, gap }: Witness): string {
  const given = [
    ...Object.entries(inputs).map(([name, value]) => `${name} = ${nested(value)}`),
    ...functions,
  ];
  const at = left.length === 1 ? "" : ` in entry ${entry}`;
  const values = `left ${left[entry]}, right ${right[entry]}`;
  return `${given.join(", ")}: ${values}${at}, gap ${gap}`;
}

/**
 * A verdict in one line: PROVED with its bound, REFUTED with its witness, UNKNOWN with its reason.
 */
export function explain(verdict: Verdict): string {
  switch (verdict.verdict) {
    case "PROVED": {
      const { errorBound, primes, degree, signs } = verdict;
      const bound = `degree ${degree}, error ≤ ${formatBound(errorBound)}`;
      const tested = signs === null ? "" : `, ${formatSigns(signs)}`;
      return `PROVED in ${primes.length} fields, ${bound}${tested}`;
    }
    case "REFUTED":
      return `REFUTED by ${formatWitness(verdict.witness)}`;
    case "UNKNOWN":
      return `UNKNOWN: ${verdict.reason}${verdict.evidence ? `; ${formatEvidence(verdict.evidence)}` : ""}`;
  }
}

/** Which patterns of signs a proof of tier 2 tested: what it says, it says of these. */
function formatSigns({ read, tested, covered }: SignPatterns): string {
  if (read === 0) return "by the laws of exp";
  const inside =
    covered === null ? "" : `, ${Math.round(100 * covered)}% of real points have one of them`;
  return `by the laws of signs (${tested} patterns of ${read} signs tested${inside})`;
}

/** What a search that found nothing says: no counterexample in 972. */
export function formatEvidence({ trials }: Evidence): string {
  return `no counterexample in ${trials}`;
}

/** An error bound as a power of two: 2^-84. */
export function formatBound(errorBound: number): string {
  return `2^${Math.ceil(Math.log2(errorBound))}`;
}

function nested(value: NestedText): string {
  return typeof value === "string" ? value : `[${value.map(nested).join(", ")}]`;
}
