/**
 * Verdicts, witnesses and reports as a person reads them.
 *
 * Next: ledger/parts.ts
 */
import type { Evidence, NestedText, SignPatterns, Verdict, Witness } from "./verdict.ts";
import type { ClaimReport, HypothesisReport, PlacedWitness } from "./verify.ts";

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
  const where = given.length === 0 ? "" : `${given.join(", ")}: `;
  return `${where}${values}${at}, gap ${gap}`;
}

/**
 * A verdict in one line: PROVED with its bound, REFUTED with its witness, UNKNOWN with its reason;
 * a report of `verify` in a few: the sentence, where, what the verdict means, and each hypothesis.
 */
export function explain(of: Verdict | ClaimReport): string {
  if ("lattice" in of) return report(of);
  switch (of.verdict) {
    case "PROVED": {
      const { errorBound, primes, degree, signs } = of;
      const bound = `degree ${degree}, error ≤ ${formatBound(errorBound)}`;
      const tested = signs === null ? "" : `, ${formatSigns(signs)}`;
      return `PROVED in ${primes.length} fields, ${bound}${tested}`;
    }
    case "REFUTED":
      return `REFUTED by ${formatWitness(of.witness)}`;
    case "UNKNOWN":
      return `UNKNOWN: ${of.reason}${of.evidence ? `; ${formatEvidence(of.evidence)}` : ""}`;
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

/** The report of one claim, line by line. */
function report(of: ClaimReport): string {
  const lines = [`${of.verdict}: ${of.says}`, `  ${places(of, of.verdict)}`, `  ${meaning(of)}`];
  return [...lines, ...of.hypotheses.map((each) => `  ${hypothesis(each, of.verdict)}`)].join("\n");
}

/** What a verdict says, and what it does not. */
function meaning({ verdict, tier, errorBound, witness, reason, evidence }: ClaimReport): string {
  switch (verdict) {
    case "PROVED": {
      const functions =
        tier === 2
          ? "where relu, |x|, max, √ and exp obey their laws, for the patterns of signs tested"
          : "whatever functions stand for φ, tanh, exp, …";
      return (
        "equal almost everywhere both are defined, in exact arithmetic, at these sizes, " +
        `${functions}; wrong with probability ≤ ${formatBound(errorBound!)}`
      );
    }
    case "REFUTED":
      return `counterexample: ${placed(witness!)}`;
    case "UNKNOWN":
      return `neither proved nor refuted: ${reason}${evidence ? `; ${formatEvidence(evidence)}` : ""}`;
  }
}

/** "at all 9 places: C1, C2, C3 × small, large", or those of one verdict. */
function places({ lattice }: ClaimReport, verdict: Verdict["verdict"]): string {
  const there = lattice.filter((place) => place.verdict === verdict);
  const all = there.length === lattice.length;
  const list = (names: readonly string[]) => [...new Set(names)].join(", ");
  const groups = list(there.map(({ group }) => group));
  const sizes = list(there.map(({ shape }) => shape));
  const count = all ? `all ${lattice.length}` : `${there.length} of ${lattice.length}`;
  return `at ${count} places: groups ${groups}; sizes ${sizes}`;
}

/** Whether it is needed, and what shows it. */
function hypothesis(
  { name, says, witness }: HypothesisReport,
  verdict: Verdict["verdict"],
): string {
  const given = `given ${name} (${says})`;
  if (witness === null) return `${given}: no counterexample without it`;
  const needed = verdict === "PROVED" ? "needed: " : "";
  return `${given}: ${needed}without it ${placed(witness)}`;
}

function placed(witness: PlacedWitness): string {
  return `${witness.group}, ${witness.shape}: ${formatWitness(witness)}`;
}

/** An error bound as a power of two: 2^-84. */
export function formatBound(errorBound: number): string {
  return `2^${Math.ceil(Math.log2(errorBound))}`;
}

function nested(value: NestedText): string {
  return typeof value === "string" ? value : `[${value.map(nested).join(", ")}]`;
}
