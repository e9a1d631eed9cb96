/** What is paid before the first step: to start, to compile, to download. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { compile } from "../src/autodiff/index.ts";
import { aligned, digits } from "./runner/table.ts";
import { perceptron } from "./workloads/perceptron.ts";

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
const PROCESSES = 10;

/** Starting, compiling and downloading. */
export function costs(): Cost[] {
  const bare = quietest(Array.from({ length: PROCESSES }, () => started("-e", "0").ms));
  const runs = Array.from({ length: PROCESSES }, () => {
    const { ms, text } = started(join(root, "build/bench/cold.js"));
    return { ms, ...(JSON.parse(text) as { compile: number; first: number; hundred: number }) };
  });
  const of = (key: "ms" | "compile" | "hundred"): number => quietest(runs.map((run) => run[key]));
  const warm = Array.from({ length: 40 }, () => {
    const from = performance.now();
    compile(perceptron.build, perceptron.inputs);
    return performance.now() - from;
  });
  const { installed, core } = sizes();
  return [
    time("cold", "process start → first step of w3, less a bare node", of("ms") - bare, 100),
    time("compile cold", "trace → module of w3 in a fresh process", of("compile"), 25),
    time("compile warm", "the same, compiled 40 times", quietest(warm.slice(20)), 3),
    time("100 steps cold", "of w3 after its first, in a fresh process", of("hundred"), null),
    size("size", "the package installed", installed, 1000),
    size("size core", "orbitgrad/autodiff in one file, minified, gzip", core, 35),
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

function size(id: string, says: string, kilobytes: number, goal: number): Cost {
  return { id, says, ms: null, kilobytes, peers: {}, goal, met: kilobytes <= goal };
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

/** Kilobytes. */
function sizes(): { installed: number; core: number } {
  const packed = ran("npm", "pack", "--dry-run", "--json", "--silent");
  const [{ unpackedSize }] = JSON.parse(packed.slice(packed.indexOf("[\n"))) as [
    { unpackedSize: number },
  ];
  const folder = mkdtempSync(join(tmpdir(), "orbitgrad-"));
  const file = join(folder, "core.js");
  ran("npx", "rolldown", join(root, "build/src/autodiff/index.js"), "--minify", "--file", file);
  const core = gzipSync(readFileSync(file)).length;
  rmSync(folder, { recursive: true });
  return { installed: unpackedSize / 1000, core: core / 1000 };
}

function ran(command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args[0]}: ${stderr}`);
  return stdout;
}
