/** The measurements as text: an aligned table, which is Markdown too. */

import type { LongChain } from "../workloads/long.ts";
import { type Goal, reaches, type Workload } from "../workloads/workload.ts";
import type { Times } from "./rounds.ts";

/** One workload, measured. */
export interface Measured {
  readonly workload: Workload;
  readonly times: ReadonlyMap<string, Times>;
}

/** Ours as times; a peer as how many times ours it takes, and its time. Milliseconds, quietest tenth / median. */
export function table(rows: readonly Measured[], ours: string, peers: readonly string[]): string {
  const head = ["", `${ours}, ms`, "", "goal", ...peers];
  const body = rows.map(({ workload, times }) => {
    const { quiet, median } = times.get(ours)!;
    const { flops, plain } = workload;
    return [
      workload.id,
      `${digits(quiet)} / ${digits(median)}`,
      flops === null ? "" : `${(flops / quiet / 1e6).toFixed(2)} GFLOP/s`,
      plain === null ? "" : `${show(plain)}: ${reaches(plain, quiet, flops) ? "met" : "missed"}`,
      ...peers.map((name) => {
        const theirs = times.get(name);
        if (theirs === undefined) return "–";
        const ratio = theirs.quiet / quiet;
        return `${digits(ratio)}× (${digits(theirs.quiet)} / ${digits(theirs.median)})`;
      }),
    ];
  });
  return aligned([head, ...body]);
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

/** What every id stands for. */
export function legend(rows: readonly Measured[]): string {
  return rows.map(({ workload }) => `- **${workload.id}**: ${workload.says}`).join("\n");
}

function show(goal: Goal): string {
  return "atMostMs" in goal ? `≤ ${goal.atMostMs}` : `≥ ${goal.atLeastGflops} GFLOP/s`;
}

/** Three digits, never in powers of ten. */
function digits(x: number): string {
  return x >= 100 ? x.toFixed(0) : x.toFixed(Math.max(0, 2 - Math.floor(Math.log10(x))));
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, j) => Math.max(3, ...rows.map((row) => [...row[j]!].length)));
  const pad = (text: string, width: number) => text + " ".repeat(width - [...text].length);
  const line = (row: readonly string[]) =>
    `| ${row.map((t, j) => pad(t, widths[j]!)).join(" | ")} |`;
  const rule = `|${widths.map((w) => "-".repeat(w + 2)).join("|")}|`;
  return [line(rows[0]!), rule, ...rows.slice(1).map(line)].join("\n");
}
