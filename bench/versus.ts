/**
 * The engine beside its peers, in one run: `npm ci --prefix bench/versus && npm run bench:versus`.
 *
 *     --only w3,w4   these workloads
 *     --peers PyTorch  these peers
 *     --rounds 90    how often each is timed (60)
 *     --python P     the Python that has torch (python3)
 *     --json         [{ id, ms, gflops?, peers: { name: ms }, goal, met }] and nothing else: ms is the lowest decile of the
 *                    compiled program, in rows "w1f plain" of the plain engine, and goal the milliseconds that ratios
 *                    and rates allow in this run
 *     --write        bench/RESULTS.md as well
 *
 * A peer that is not installed is said to be absent, and left out; C needs Debian's clang and lld. Results are compared
 * before anything is timed. `npx tsc -p bench/versus` checks the types of what the JavaScript peers are asked.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { arch, argv, execPath, platform, version } from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { costs, costTable } from "./costs.ts";
import { handWritten } from "./runner/hand.ts";
import { peak } from "./runner/peak.ts";
import { byHand, compiled, type Peer, plain } from "./runner/peer.ts";
import { torch } from "./runner/pytorch.ts";
import { measure } from "./runner/rounds.ts";
import { digits, legend, type Measured, runOf, table } from "./runner/table.ts";
import { type Goal, strictest } from "./workloads/goal.ts";
import { workloads } from "./workloads/index.ts";

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    peers: { type: "string" },
    rounds: { type: "string", default: "60" },
    python: { type: "string", default: "python3" },
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});

// This file runs as build/bench/versus.js; peers are where their node_modules are.
const root = new URL("../../bench/", import.meta.url);
const asked = options.peers?.split(",");
const everyone = [byHand, ...(await installed(new URL("versus/", root)))];
const peers = everyone.filter(({ name }) => asked === undefined || asked.includes(name));
const chosen = options.only?.split(",");
const effort = { rounds: Number(options.rounds), slice: 5, budget: 1_500 };
const load = loadavg()[0]!.toFixed(1);

const rows: Measured[] = [];
for (const workload of workloads) {
  if (chosen !== undefined && !chosen.includes(workload.id)) continue;
  console.error(`${workload.id}: ${workload.says}`);
  const outcome = await measure(workload, [plain, compiled(), peak, ...peers], effort);
  rows.push({ workload, ...outcome });
  const each = Array.from(outcome.times, ([name, { quiet }]) => `${name} ${digits(quiet)}`);
  console.error(`  ${each.join(", ")}`);
}
for (const peer of everyone) peer.close?.();

const extra = chosen === undefined ? await costs() : [];

if (options.json) console.log(JSON.stringify([...rows.flatMap(json), ...extra]));
else {
  const names = peers.map(({ name }) => name);
  const text = [
    table(rows, names),
    ...(chosen === undefined ? [costTable(extra), chains()] : []),
  ].join("\n\n");
  console.log(text);
  if (options.write) writeFileSync(new URL("RESULTS.md", root), page(text));
}

/** Peers whose packages, or compilers, are there. */
async function installed(folder: URL): Promise<Peer[]> {
  const found: Peer[] = [];
  const c = handWritten(folder);
  if (c === null) console.error("hand.c: no clang for wasm32, left out: apt-get install clang lld");
  else found.push(c);
  for (const file of ["jax.js", "tfjs.js"]) {
    try {
      const module = (await import(new URL(file, folder).href)) as { peers(): Promise<Peer[]> };
      found.push(...(await module.peers()));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
      console.error(`${file}: not installed, left out: npm ci --prefix bench/versus`);
    }
  }
  const pytorch = await torch(folder, options.python);
  if (pytorch === null) console.error(`pytorch.py: ${options.python} has no torch, left out`);
  else found.push(pytorch);
  return found;
}

/** What an op costs in a long chain, in a process that holds nothing else. */
function chains(): string {
  const script = fileURLToPath(new URL("chains.js", import.meta.url));
  return execFileSync(execPath, [script], { encoding: "utf8" }).trimEnd();
}

/** The row of the compiled program, and that of the plain engine. */
function json(row: Measured): object[] {
  const { workload, times } = row;
  const run = runOf(row);
  const one = (name: string, id: string, goals: readonly Goal[]): object[] => {
    const quiet = times.get(name)?.quiet;
    if (quiet === undefined) return [];
    const goal = strictest(goals, run);
    return [
      {
        id,
        ms: quiet,
        ...(workload.flops === null ? {} : { gflops: workload.flops / quiet / 1e6 }),
        peers: Object.fromEntries(
          peers.flatMap(({ name: peer }) => {
            const theirs = times.get(peer);
            return theirs === undefined ? [] : [[peer, theirs.quiet]];
          }),
        ),
        goal,
        met: goal === null ? null : quiet <= goal,
      },
    ];
  };
  return [
    ...one("compiled", workload.id, workload.compiled),
    ...one("plain", `${workload.id} plain`, workload.plain),
  ];
}

/** What people wrote below the tables; a new run keeps it. */
function remarks(): string {
  const before = readFileSync(new URL("RESULTS.md", root), "utf8");
  const at = before.indexOf("\n## Remarks");
  return at < 0 ? "" : before.slice(at);
}

/** bench/RESULTS.md: the tables, and what they were made with. */
function page(text: string): string {
  const versions = peers
    .filter((peer) => peer !== byHand)
    .map(({ name, version: its }) => `${name} ${its}`)
    .join(", ");
  const command = ["npm run bench:versus --", ...argv.slice(2)].join(" ");
  return `# The engine beside its peers

Milliseconds a run, lowest decile / median of up to ${options.rounds} rounds in which all take turns; single thread, float32. A
peer's ratio, which judges goals, is the median over rounds of its time over that of the compiled program in the same
round: above 1× it is slower. Every result was compared with that of the plain engine to five digits before it was
timed. The plain engine builds the graph, differentiates it and evaluates it, each time; the compiled program did so
once. Shares are of the peak of simd128 without fused multiply–add, which takes part in each round likewise.

- machine: ${cpus()[0]!.model}, ${cpus().length} cores, ${platform} ${arch}; load ${load} at the start, ${loadavg()[0]!.toFixed(1)} at the end
- date: ${new Date().toISOString().slice(0, 10)}
- versions: Node ${version.slice(1)}, ${versions}
- command: \`${command}\`

${text}

${legend(rows)}

A chain is built, and then evaluated, or differentiated and evaluated, or printed; the fastest of some repetitions. The
yardstick is as many plain objects, each with the one before it: what the runtime itself takes for having them.
${remarks()}`;
}
