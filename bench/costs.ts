/** What is paid before the first step: to start, to compile, to download. All of it of the package, dist/. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import type { Cold } from "./cold.ts";
import { aligned, digits } from "./runner/table.ts";
import { sizes } from "./sizes.ts";

/** One of them: milliseconds, or kilobytes. */
export interface Cost {
  readonly id: string;
  readonly says: string;
  /** Null of what is no time. */
  readonly ms: number | null;
  readonly kilobytes?: number;
  readonly peers: Readonly<Record<string, number>>;
  /** At most, in the same unit. */
  readonly goal: number | null;
  readonly met: boolean | null;
}

// This file runs as build/bench/costs.js.
const root = fileURLToPath(new URL("../..", import.meta.url));
const PROCESSES = 20;

/** Starting, compiling and downloading. */
export async function costs(): Promise<Cost[]> {
  const { installed, core, grad, all } = await sizes(root);
  const folder = mkdtempSync(join(tmpdir(), "orbitgrad-"));
  const program = await asUsersWrite(join(root, "build/bench/cold.js"), folder);
  // In turns, as the load of the machine changes, and first what takes a moment: what it is judged by is then near.
  const fresh = Array.from({ length: PROCESSES }, () => {
    const bare = started("-e", "0").ms;
    const { ms, text } = started(program);
    return { bare, cold: ms, compile: (JSON.parse(text) as Cold).compile };
  });
  const long = Array.from(fresh, () => JSON.parse(started(program, "more").text) as Cold);
  rmSync(folder, { recursive: true });
  const again = (from: number, to: number): number =>
    quietest(long.flatMap((run) => run.again.slice(from, to)));
  const bare = quietest(fresh.map((run) => run.bare));
  const cold = quietest(fresh.map((run) => run.cold)) - bare;
  const compile = quietest(fresh.map((run) => run.compile));
  const hundred = quietest(long.map((run) => run.hundred));
  return [
    time("bare", "node -e 0: 100 where the goals come from", bare, null),
    time("cold", "process start → first step of w3, less a bare node", cold, 100),
    time("compile cold", "trace → module of w3 in a fresh process", compile, 25),
    time("compile early", "the same, the 21st to the 40th time", again(20, 40), 3),
    time("compile warm", "the 201st to the 240th time, optimised by then", again(200, 240), 3),
    time("100 steps cold", "of w3 after its first, in a fresh process", hundred, null),
    size("size", "the package installed", installed, 1000),
    size("size core", "bundled, gzip: orbitgrad/autodiff without compile and proofs", core, 35),
    size("size grad", "bundled, gzip: { tensor, grad, evaluate }", grad, null),
    size("size all", "bundled, gzip: all of orbitgrad/autodiff", all, null),
  ];
}

/** The costs as a table. */
export function costTable(all: readonly Cost[]): string {
  const rows = all.map(({ id, says, ms, kilobytes, goal, met }) => {
    const unit = ms === null ? "kB" : "ms";
    const value = ms ?? kilobytes!;
    const verdict = met ? "met" : `**missed** by ${digits(value / (goal ?? value))}×`;
    const judged = goal === null ? "" : `≤ ${goal} ${unit}: ${verdict}`;
    return [id, `${digits(value)} ${unit}`, judged, says];
  });
  return aligned([["", "", "goal", ""], ...rows]);
}

function time(id: string, says: string, ms: number, goal: number | null): Cost {
  return { id, says, ms, peers: {}, goal, met: goal === null ? null : ms <= goal };
}

function size(id: string, says: string, kilobytes: number, goal: number | null): Cost {
  const met = goal === null ? null : kilobytes <= goal;
  return { id, says, ms: null, kilobytes, peers: {}, goal, met };
}

/** A program of this repository in one file, with the engine left out of it: it imports dist/. */
async function asUsersWrite(program: string, folder: string): Promise<string> {
  const engine = join(root, "dist/autodiff/index.js");
  const bundle = await rolldown({
    input: program,
    platform: "node",
    plugins: [
      {
        name: "the package",
        resolveId: (id) =>
          id.endsWith("/src/autodiff/index.js") ? { id: engine, external: "absolute" } : null,
      },
    ],
  });
  // .mjs: a folder without a package.json.
  const file = join(folder, "program.mjs");
  await bundle.write({ file });
  return file;
}

function started(...args: string[]): { ms: number; text: string } {
  const from = performance.now();
  const { stdout } = spawnSync(execPath, args, { encoding: "utf8" });
  return { ms: performance.now() - from, text: stdout };
}

function quietest(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.floor(0.1 * (sorted.length - 1))]!;
}
