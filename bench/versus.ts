/**
 * The engine beside its peers, in one run: `npm ci --prefix bench/versus && npm run bench:versus`.
 *
 *     --only w3,w4   these workloads
 *     --rounds 40    how often each is timed (20)
 *     --python P     the Python that has torch (python3)
 *     --json         [{ id, ms, gflops?, peers: { name: ms }, goal, met }] and nothing else; ms is the lowest decile
 *     --write        bench/RESULTS.md as well
 *
 * A peer that is not installed is said to be absent, and left out. Results are compared before anything is timed.
 */
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { arch, argv, platform, version } from "node:process";
import { parseArgs } from "node:util";
import { type Peer, plain } from "./runner/peer.ts";
import { torch } from "./runner/pytorch.ts";
import { measure } from "./runner/rounds.ts";
import { chainTable, legend, type Measured, table } from "./runner/table.ts";
import { workloads } from "./workloads/index.ts";
import { longChains } from "./workloads/long.ts";
import { reaches } from "./workloads/workload.ts";

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    rounds: { type: "string", default: "20" },
    python: { type: "string", default: "python3" },
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});

// This file runs as build/bench/versus.js; peers are where their node_modules are.
const root = new URL("../../bench/", import.meta.url);
const peers = await installed(new URL("versus/", root));
const chosen = options.only?.split(",");
const effort = { rounds: Number(options.rounds), slice: 30, budget: 30_000 };
const load = loadavg()[0]!.toFixed(1);

const rows: Measured[] = [];
for (const workload of workloads) {
  if (chosen !== undefined && !chosen.includes(workload.id)) continue;
  console.error(`${workload.id}: ${workload.says}`);
  rows.push({ workload, times: await measure(workload, [plain, ...peers], effort) });
}
for (const peer of peers) peer.close?.();

if (options.json) console.log(JSON.stringify(rows.map(json)));
else {
  const names = peers.map(({ name }) => name);
  const chains = chainTable(longChains());
  const text = `${table(rows, plain.name, names)}\n\n${chains}`;
  console.log(text);
  if (options.write) writeFileSync(new URL("RESULTS.md", root), page(text));
}

/** Peers whose packages are there. */
async function installed(folder: URL): Promise<Peer[]> {
  const found: Peer[] = [];
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

function json({ workload: { id, flops, plain: goal }, times }: Measured): object {
  const { quiet } = times.get(plain.name)!;
  const others = [...times].filter(([name]) => name !== plain.name);
  return {
    id,
    ms: quiet,
    ...(flops === null ? {} : { gflops: flops / quiet / 1e6 }),
    peers: Object.fromEntries(others.map(([name, each]) => [name, each.quiet])),
    goal: goal === null ? null : Object.values(goal)[0],
    met: goal === null ? null : reaches(goal, quiet, flops),
  };
}

/** bench/RESULTS.md: the tables, and what they were made with. */
function page(text: string): string {
  const versions = peers.map(({ name, version: its }) => `${name} ${its}`).join(", ");
  const command = ["npm run bench:versus --", ...argv.slice(2)].join(" ");
  return `# The plain engine beside its peers

Milliseconds a run, lowest decile / median of up to ${options.rounds} rounds in which all take turns; single thread, float32. A
peer's ratio is its lowest decile over ours: above 1× it is slower. Every result was compared with ours to five
digits before it was timed. Training steps build the graph, differentiate it and evaluate it, each time.

- machine: ${cpus()[0]!.model}, ${cpus().length} cores, ${platform} ${arch}; load ${load} at the start
- date: ${new Date().toISOString().slice(0, 10)}
- versions: Node ${version.slice(1)}, ${versions}
- command: \`${command}\`

${text}

${legend(rows)}

A chain is built and evaluated, or differentiated and evaluated, or printed; the fastest of some repetitions.
`;
}
