/**
 * orbitgrad verify: every sentence of the ledger, proved, refuted, or left open.
 *
 * Next: check.ts
 */
import process from "node:process";
import { type ClaimReport, formatBound, formatEvidence, ledger } from "../../../claims/index.ts";
import { asExpected, placed, tally } from "../../report/claims.ts";
import { FORMAT } from "../../report/parts.ts";
import { gained, sampleOf } from "../beside.ts";
import { writePart } from "../files.ts";
import { type Command, common, type Given, wholeNumber } from "../options.ts";
import { inParallel } from "../pool.ts";
import { progress } from "../progress.ts";
import { reportFlag, writeReport } from "../report.ts";
import { remark, say, styled, terminalWidth } from "../style.ts";
import { type Column, table } from "../table.ts";
import { STATUS, UsageError } from "../usage.ts";
import { wrap } from "../width.ts";
import type { Verified } from "../worker.ts";

/** The command. */
export const verify: Command = {
  name: "verify",
  words: "[ID…]",
  says: "Checks what the notes claim: PROVED with a bound, REFUTED with a witness, or UNKNOWN.",
  more: [
    "All claims of the ledger, or those named; named ones are shown with their hypotheses and",
    "witnesses. Exit status 1 if a claim is not what the ledger expects, or a hypothesis is idle.",
    `Claims: ${ledger.map(({ id }) => id).join(" ")}`,
  ].flatMap((line) => wrap(line, 90)),
  flags: {
    ...common,
    threads: {
      type: "string",
      value: "N",
      says: "as many as cores if left out; changes no verdict",
    },
    certificates: {
      type: "string",
      value: "DIR",
      says: "a certificate for each claim, group and size goes there; check FILE reads one",
    },
    ...reportFlag,
  },
  async run(given) {
    const ids = chosen(given.words);
    const seed = wholeNumber(given, "seed", 0);
    const whole = given.words.length === 0;
    const answers = await verifyAll(given, ids, seed);
    const reports = answers.map(({ report }) => report);
    if (given.flags["json"]) say(JSON.stringify(reports, null, 1));
    else {
      for (const line of whole ? shown(reports) : reports.flatMap(detailed)) say(line);
      say(`${whole ? "\n" : ""}${tally(reports)}`);
      const measured = gained(answers.flatMap(({ beside }) => beside ?? []));
      for (const line of wrap(measured, Math.min(terminalWidth(), 120))) if (line) say(line);
    }
    // A few claims are no report: the page keeps the last full one.
    if (whole) writeReport(given, { verify: { format: FORMAT, seed, claims: reports } });
    return reports.every(asExpected) ? STATUS.ok : STATUS.unexpected;
  },
};

function chosen(words: readonly string[]): string[] {
  const known = ledger.map(({ id }) => id);
  for (const word of words) {
    if (!known.includes(word)) {
      throw new UsageError(
        `verify: expected claims of the ledger, got ${word}; there are ${known.join(" ")}`,
      );
    }
  }
  return words.length === 0 ? known : known.filter((id) => words.includes(id));
}

async function verifyAll(given: Given, ids: readonly string[], seed: number): Promise<Verified[]> {
  const threads = wholeNumber(given, "threads", 0, 1, 64);
  const bar = progress(ids.length, process.stderr);
  bar.show(0, "verify");
  try {
    const folder = given.flags["certificates"] as string | undefined;
    const answers = await inParallel<Verified>(
      {
        kind: "verify",
        certificates: folder !== undefined,
        beside: given.flags["json"] ? [] : sampleOf(ids),
      },
      ids.map((id) => ({ id, seed })),
      (done, { id }) => bar.show(done, id),
      threads || undefined,
    );
    const files = answers.flatMap((answer) => answer.files);
    for (const [name, text] of files) writePart(folder!, name, text, "certificates");
    if (folder !== undefined) remark(`${files.length} certificates: ${folder}`);
    return answers;
  } finally {
    bar.end();
  }
}

/** Below this the names of hypotheses would squeeze the sentences: `verify ID` shows them. */
const WIDE = 120;

const COLUMNS: readonly (Column & { readonly cell: (report: ClaimReport) => string })[] = [
  { title: "claim", cell: ({ id }) => id },
  { title: "verdict", cell: verdictOf },
  { title: "error", cell: boundOf },
  { title: "says", wraps: true, cell: sentence },
  { title: "needs", cell: ({ hypotheses }) => hypotheses.map(({ name }) => name).join(", ") },
];

function shown(reports: readonly ClaimReport[]): string[] {
  const width = Math.min(terminalWidth(), 140);
  const columns = COLUMNS.filter(({ title }) => width >= WIDE || title !== "needs");
  const cells = reports.map((report) => columns.map(({ cell }) => cell(report)));
  return table(columns, cells, width, (text) => styled("bold", text));
}

/** What it says, and of an inequality how hard a counterexample was looked for. */
function sentence({ says, evidence }: ClaimReport): string {
  return evidence === null ? says : `${says} (${formatEvidence(evidence)})`;
}

function boundOf({ verdict, errorBound }: ClaimReport): string {
  return verdict === "PROVED" && errorBound !== null ? formatBound(errorBound) : "";
}

/** Everything about one claim. */
function detailed(report: ClaimReport): string[] {
  const width = Math.min(terminalWidth(), 110);
  const bound =
    boundOf(report) === "" ? "" : `, degree ${report.degree}, error ≤ ${boundOf(report)}`;
  const { evidence } = report;
  const [yes, all] = [
    report.lattice.filter(({ verdict }) => verdict === "PROVED").length,
    report.lattice.length,
  ];
  const lines = [
    `${styled("bold", report.id)} ${verdictOf(report)}${bound}, proved at ${yes} of ${all} groups × sizes`,
    report.says,
    `${report.section}; ${report.sense}; ${report.source}`,
    ...(evidence ? [`${formatEvidence(evidence)}; left − right ≤ ${evidence.worst}`] : []),
    ...(report.witness ? [`Witness on ${placed(report.witness)}`] : []),
    ...report.hypotheses.flatMap(({ name, says, witness }) => [
      `Given ${name}: ${says}`,
      witness ? `  without it, on ${placed(witness)}` : "  without it no counterexample was found",
    ]),
  ];
  return [...lines, ""].flatMap((line) =>
    wrap(line, width).map((part, i) => (i === 0 ? part : `  ${part}`)),
  );
}

function verdictOf(report: ClaimReport): string {
  const { verdict } = report;
  if (!asExpected(report)) return styled("red", `${verdict} (!)`);
  return styled(
    verdict === "PROVED" ? "green" : verdict === "REFUTED" ? "cyan" : "yellow",
    verdict,
  );
}
