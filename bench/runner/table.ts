/** The measurements as text: an aligned table, which is Markdown too. */
import { type Goal, limit, type Run, show } from "../workloads/goal.ts";
import type { LongChain } from "../workloads/long.ts";
import type { Workload } from "../workloads/workload.ts";
import { type Outcome, ratio } from "./rounds.ts";

/** One workload, measured. */
export interface Measured extends Outcome {
  readonly workload: Workload;
}

/** What goals of a workload are judged by: what each peer would take while the compiled program takes its quietest. */
export function runOf({ workload: { flops }, times }: Measured): Run {
  const ours = times.get("compiled") ?? times.get("plain")!;
  const others = Array.from(times, ([name, theirs]) => {
    return [name, ours.quiet * ratio(theirs, ours)] as const;
  });
  const peers = new Map(others);
  const atPeak = peers.get("peak");
  return { flops, peak: flops === null || !atPeak ? null : flops / atPeak / 1e6, peers };
}

/**
 * Compiled and plain as times; a peer as how many times the compiled one it takes, and its time. Milliseconds, quietest
 * tenth / median.
 */
export function table(rows: readonly Measured[], peers: readonly string[]): string {
  const head = ["", "compiled", "", "goal of compiled", "plain", "goal of plain", ...peers];
  const body = rows.map((row) => {
    const { workload, times, failures } = row;
    const [ours, plain] = [times.get("compiled"), times.get("plain")!];
    const run = runOf(row);
    const verdicts = (goals: readonly Goal[], quiet: number): string =>
      goals.map((goal) => `${show(goal)}: ${verdict(goal, quiet, run)}`).join("; ");
    return [
      workload.id,
      ours === undefined ? "fails" : `${digits(ours.quiet)} / ${digits(ours.median)}`,
      ours === undefined ? "" : speed(ours.quiet, run),
      ours === undefined ? "" : verdicts(workload.compiled, ours.quiet),
      `${digits(plain.quiet)} / ${digits(plain.median)}`,
      verdicts(workload.plain, plain.quiet),
      ...peers.map((name) => {
        if (failures.has(name)) return "fails";
        const theirs = times.get(name);
        if (theirs === undefined) return "–";
        return `${digits(ratio(theirs, ours ?? plain))}× (${digits(theirs.quiet)} / ${digits(theirs.median)})`;
      }),
    ];
  });
  return aligned([head, ...body]);
}

/** Met, or missed and by how much. */
export function verdict(goal: Goal, ms: number, run: Run): string {
  const allowed = limit(goal, run);
  if (allowed === null) return "not measured";
  return ms <= allowed ? "met" : `**missed** by ${digits(ms / allowed)}×`;
}

function speed(ms: number, { flops, peak }: Run): string {
  if (flops === null || peak === null) return "";
  const rate = flops / ms / 1e6;
  return `${rate.toFixed(1)} GFLOP/s, ${((100 * rate) / peak).toFixed(0)} %`;
}

/** What one op of a chain costs, in microseconds, beside the length of the chain. */
export function chainTable(chains: readonly LongChain[]): string {
  const lengths = [...new Set(chains.map(({ ops }) => ops))];
  const rows = [...new Set(chains.map(({ doing }) => doing))].map((doing) => [
    doing,
    ...chains.filter((each) => each.doing === doing).map((each) => digits(each.microseconds)),
  ]);
  return aligned([["µs an op", ...lengths.map((n) => `${n} ops`)], ...rows]);
}

/** What every id stands for, and why a peer failed. */
export function legend(rows: readonly Measured[]): string {
  return rows
    .flatMap(({ workload, failures }) => [
      `- **${workload.id}**: ${workload.says}`,
      ...Array.from(failures, ([name, why]) => `  - ${name} fails: ${why}`),
    ])
    .join("\n");
}

/** Three digits, never in powers of ten. */
export function digits(x: number): string {
  return x >= 100 ? x.toFixed(0) : x.toFixed(Math.max(0, 2 - Math.floor(Math.log10(x))));
}

/** Cells in columns. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, j) => Math.max(3, ...rows.map((row) => [...row[j]!].length)));
  const pad = (text: string, width: number) => text + " ".repeat(width - [...text].length);
  const line = (row: readonly string[]) =>
    `| ${row.map((t, j) => pad(t, widths[j]!)).join(" | ")} |`;
  const rule = `|${widths.map((w) => "-".repeat(w + 2)).join("|")}|`;
  return [line(rows[0]!), rule, ...rows.slice(1).map(line)].join("\n");
}
