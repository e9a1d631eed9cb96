/**
 * Claims as the report and the command line judge and show them.
 *
 * Next: page.ts
 */
import {
  type ClaimReport,
  formatBound,
  formatEvidence,
  formatWitness,
} from "../../claims/index.ts";
import { el, type Markup, many } from "./markup.ts";

/** Whether the verdict is what the ledger expects, and each hypothesis was shown to be needed. */
export function asExpected({ verdict, expected, hypotheses }: ClaimReport): boolean {
  return verdict === expected && hypotheses.every(({ necessary }) => necessary);
}

/** How many claims have which verdict, and whether that is as expected, in a sentence. */
export function tally(reports: readonly ClaimReport[]): string {
  const count = (verdict: string): number => reports.filter((r) => r.verdict === verdict).length;
  const parts = (["PROVED", "REFUTED", "UNKNOWN"] as const)
    .filter((verdict) => count(verdict) > 0)
    .map((verdict) => `${count(verdict)} ${verdict}`);
  const odd = reports.filter((report) => !asExpected(report)).map(({ id }) => id);
  const end = odd.length === 0 ? "all as expected" : `not as expected: ${odd.join(", ")}`;
  return `${reports.length} claim${reports.length === 1 ? "" : "s"}: ${parts.join(", ")}; ${end}.`;
}

/** A witness with where it lives, in one line. */
export function placed(witness: NonNullable<ClaimReport["witness"]>): string {
  return `${witness.group}, ${witness.shape}: ${formatWitness(witness)}`;
}

/**
 * The claims as a table, each with its hypotheses and witnesses folded away.
 * @param reports one a claim
 */
export function claimsTable(reports: readonly ClaimReport[]): Markup {
  const head = ["claim", "verdict", "error", "says"].map((title) => el("th", {}, title));
  const rows = reports.map((report) =>
    el(
      "tr",
      {},
      el("td", {}, report.id),
      el("td", { class: `verdict ${report.verdict}` }, report.verdict, odd(report)),
      el("td", { class: "number" }, proved(report)),
      el("td", {}, report.says, details(report)),
    ),
  );
  return el("div", { class: "wide" }, el("table", {}, el("tr", {}, ...head), ...rows));
}

function proved({ verdict, errorBound }: ClaimReport): string {
  return verdict === "PROVED" && errorBound !== null ? formatBound(errorBound) : "";
}

function odd(report: ClaimReport): Markup | string {
  return asExpected(report) ? "" : el("div", { class: "odd" }, `expected ${report.expected}`);
}

function details(report: ClaimReport): Markup {
  const names = report.hypotheses.map(({ name }) => name).join(", ");
  const witness = report.witness ? [el("dt", {}, "Witness"), told(placed(report.witness))] : [];
  const hypotheses = report.hypotheses.flatMap(({ name, says, witness: without }) => [
    el("dt", {}, `Given ${name}: ${says}`),
    without
      ? told(`without it, on ${placed(without)}`)
      : el("dd", { class: "odd" }, "without it no counterexample was found"),
  ]);
  const where = `${report.section} (${report.sense}). ${report.source}`;
  const searched = report.evidence ? [told(formatEvidence(report.evidence))] : [];
  const summary = names === "" ? (report.witness ? "the witness" : "its source") : `given ${names}`;
  return el(
    "details",
    {},
    el("summary", {}, summary),
    el("dl", {}, el("dd", {}, where), many([...searched, ...witness, ...hypotheses])),
  );
}

function told(text: string): Markup {
  return el("dd", {}, el("code", {}, text));
}
