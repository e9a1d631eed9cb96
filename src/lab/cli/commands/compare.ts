/**
 * orbitgrad compare: every method, on real digits, from the same batches.
 *
 * Next: graph.ts
 */
import process from "node:process";
import { type Comparison, compareRuns } from "../../compare/comparison.ts";
import { findings } from "../../compare/findings.ts";
import { methods } from "../../compare/methods.ts";
import type { Run } from "../../compare/run.ts";
import { EPOCHS, type GroupName, groups } from "../../compare/setting.ts";
import { splitDigits } from "../../data/digits.ts";
import { brief, briefSpread, percent, withPrefix } from "../../numbers.ts";
import { FORMAT } from "../../report/parts.ts";
import { readDigits } from "../files.ts";
import { type Command, common, type Given, noWords, oneOf, wholeNumber } from "../options.ts";
import { inParallel } from "../pool.ts";
import { progress } from "../progress.ts";
import { reportFlag, writeReport } from "../report.ts";
import { remark, say, styled, terminalWidth } from "../style.ts";
import { type Column, table } from "../table.ts";
import { STATUS } from "../usage.ts";
import { wrap } from "../width.ts";

const SEEDS = 5;

/** The command. */
export const compare: Command = {
  name: "compare",
  words: "",
  says: "Trains one network by every method on real digits, and measures what differs.",
  more: [
    "A perceptron 64 – 64 – 10 (tanh, softmax cross-entropy), plain SGD, rate 0.1, batches of 32,",
    "the same for every method; mean ± sd over seeds. Also writes report/index.html, with figures.",
  ],
  flags: {
    group: { type: "string", value: "G", says: "C4 (quarter turns; if left out), D4 or torus" },
    seeds: { type: "string", value: "N", says: `how many seeds; ${SEEDS} if left out` },
    epochs: { type: "string", value: "N", says: `passes over the digits; ${EPOCHS} if left out` },
    ...common,
    plain: { type: "boolean", says: "in the interpreter, not compiled; changes no number but ms" },
    threads: {
      type: "string",
      value: "N",
      says: "as many as cores if left out; changes no number",
    },
    data: { type: "string", value: "FILE", says: "the digits, a gzipped csv" },
    ...reportFlag,
  },
  async run(given) {
    noWords("compare", given);
    const group = oneOf(given, "group", Object.keys(groups) as GroupName[], "C4");
    const epochs = wholeNumber(given, "epochs", EPOCHS, 1, 1000);
    const seed = wholeNumber(given, "seed", 0);
    const seeds = Array.from(
      { length: wholeNumber(given, "seeds", SEEDS, 1, 1000) },
      (_, i) => seed + i,
    );
    const rows = await compareAll(given, group, epochs, seeds);
    const found = findings(rows);
    const tell = given.flags["json"] ? remark : say;
    if (given.flags["json"]) say(JSON.stringify(rows, null, 1));
    else for (const line of shown(rows)) say(line);
    const conditions = `${group} on 8 × 8 digits, ${epochs} epochs, seeds ${seeds.join(", ")}. ${LEGEND}`;
    for (const paragraph of [conditions, ...found]) {
      tell(`\n${wrap(paragraph, Math.min(terminalWidth(), 110)).join("\n")}`);
    }
    const part = { format: FORMAT, group, epochs, seeds, rows, findings: found } as const;
    writeReport(given, { compare: part });
    return STATUS.ok;
  },
};

async function compareAll(
  given: Given,
  group: GroupName,
  epochs: number,
  seeds: readonly number[],
): Promise<Comparison[]> {
  const threads = wholeNumber(given, "threads", 0, 1, 64);
  const plain = given.flags["plain"] === true;
  const data = splitDigits(readDigits(given.flags["data"] as string | undefined));
  const tasks = seeds.flatMap((seed) => methods.map(({ id }) => ({ id, seed })));
  const bar = progress(tasks.length, process.stderr);
  bar.show(0, "compare");
  try {
    const runs = await inParallel<Run>(
      { kind: "compare", group, epochs, data, plain, timed: seeds[0]! },
      tasks,
      (done, { id, seed }) => bar.show(done, `${id}, seed ${seed}`),
      threads || undefined,
    );
    return compareRuns(methods, runs);
  } finally {
    bar.end();
  }
}

const LEGEND =
  "flops and activation bytes of one step, counted from its graph; variance 𝔼|ĝ − 𝔼ĝ|²/|ḡ|² and bias |𝔼ĝ − ḡ|/|ḡ| " +
  "at θ₀, exact, ḡ the full-orbit gradient; invariance error: RMS of |softmax f(gx) − softmax f(x)|.";

/**
 * A column, with its cell in full and in short; those that are optional give way on a narrow
 * terminal.
 */
interface Shown extends Column {
  readonly cell: (row: Comparison, inFull: boolean) => string;
  readonly optional?: boolean;
}

const COLUMNS: readonly Shown[] = [
  { title: "method", wraps: true, cell: ({ method }) => method },
  { title: "flops", align: "right", cell: ({ flops }) => withPrefix(flops) },
  { title: "bytes", align: "right", optional: true, cell: ({ bytes }) => withPrefix(bytes, "B") },
  {
    title: "ms|a step",
    align: "right",
    optional: true,
    cell: ({ msPerStep: ms }) => brief(ms.mean),
  },
  { title: "variance", align: "right", cell: plain("gradientVariance") },
  { title: "bias", align: "right", cell: plain("bias") },
  { title: "invariance|error|before", align: "right", cell: plain("invarianceErrorBefore") },
  { title: "and|after", align: "right", cell: plain("invarianceErrorAfter") },
  { title: "upright|correct|%", align: "right", cell: share("accuracyUpright") },
  { title: "moved|correct|%", align: "right", cell: share("accuracyRotated") },
];

type Measured = "gradientVariance" | "bias" | "invarianceErrorBefore" | "invarianceErrorAfter";

function plain(name: Measured): Shown["cell"] {
  return (row, inFull) => (inFull ? briefSpread(row[name]) : brief(row[name].mean));
}

function share(name: "accuracyUpright" | "accuracyRotated"): Shown["cell"] {
  return (row, inFull) => percent(inFull ? row[name] : { ...row[name], n: 1 });
}

/** The comparison as a table: without the sd below 140 columns, without bytes and ms below 100. */
function shown(rows: readonly Comparison[]): string[] {
  const width = terminalWidth();
  const columns = COLUMNS.filter(({ optional }) => width >= 100 || !optional);
  const cells = rows.map((row) => columns.map(({ cell }) => cell(row, width >= 140)));
  return table(columns, cells, width, (text) => styled("bold", text));
}
