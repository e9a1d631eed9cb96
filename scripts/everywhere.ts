/**
 * The same tests in every runtime: `npm run test:everywhere`, or with what to run and where:
 *
 *   npm run test:everywhere -- --only node24,deno,chromium test/autodiff test/symmetry
 *
 * One runtime after another, half an hour in all on two cores. What is not found is said, with how to get it; the
 * output of each stays in report/everywhere/. Exit status 1 if a test failed, or a runtime named by --only is not there.
 */
import { spawn, spawnSync } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import process, { env, execPath } from "node:process";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { table } from "../src/lab/cli/table.ts";

/** A program and its first arguments. */
type Command = readonly [program: string, ...args: string[]];

interface Runtime {
  /** What prints its version. */
  readonly version: Command;
  /** What runs vitest in it; options and paths follow. */
  readonly vitest: Command;
  /** How to get it. */
  readonly missing: string;
}

const VITEST = "node_modules/vitest/vitest.mjs";
const OFFLINE = "npm could not fetch it: is there a registry?";
/** Types do not depend on the runtime: they are tested once, in this one. */
const UNTYPED = "--typecheck.enabled=false";
const browser = env["CHROMIUM"] ?? "/usr/bin/chromium";

function otherNode(version: string): Runtime {
  const node: Command = ["npm", "exec", "-y", `--package=node@${version}`, "--", "node"];
  return {
    version: [...node, "--version"],
    vitest: [...node, VITEST, "run", UNTYPED],
    missing: OFFLINE,
  };
}

const deno: Command = ["npm", "exec", "-y", "deno@2.9.5", "--"];
const bun: Command = ["npm", "exec", "-y", "--package=bun@1.4.5", "--", "bun"];

/** Those that are not this Node itself come at one version, so that a result can be had again. */
const RUNTIMES: Readonly<Record<string, Runtime>> = {
  node: {
    version: [execPath, "--version"],
    vitest: [execPath, VITEST, "run"],
    missing: "",
  },
  node22: otherNode("22.23.3"),
  node24: otherNode("24.21.0"),
  deno: {
    version: [...deno, "--version"],
    // Deno has no worker threads that vitest could use; --no-lock: a test leaves nothing behind.
    vitest: [...deno, "run", "-A", "--no-lock", "npm:vitest", "run", UNTYPED, "--pool=forks"],
    missing: OFFLINE,
  },
  bun: {
    version: [...bun, "--version"],
    // --bun: else the #! line of vitest would choose Node.
    vitest: [...bun, "--bun", VITEST, "run", UNTYPED],
    missing: OFFLINE,
  },
  chromium: {
    version: [browser, "--version"],
    vitest: [execPath, VITEST, "run", "--mode", "chromium"],
    missing: `no ${browser}: apt-get install chromium, or CHROMIUM=/path/of/one`,
  },
};

interface Outcome {
  readonly version: string | null;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

/** The version that a runtime says it has; null if it does not run. */
function versionOf([program, ...args]: Command): string | null {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8" });
  return status === 0 ? (/\d+(\.\d+)+/.exec(stdout)?.[0] ?? null) : null;
}

/** Runs the tests, says every 25 files how far it is, repeats what fails, and counts by vitest's closing line. */
async function run(name: string, paths: readonly string[]): Promise<Outcome> {
  const { version: ask, vitest } = RUNTIMES[name]!;
  const version = versionOf(ask);
  if (version === null) return { version, passed: 0, failed: 0, seconds: 0 };
  console.log(`${name} ${version} …`);
  const start = performance.now();
  const seconds = () => Math.round((performance.now() - start) / 1000);
  const [program, ...args] = vitest;
  const log = createWriteStream(`report/everywhere/${name}.log`);
  const child = spawn(program, [...args, "--passWithNoTests", ...paths], {
    env: { ...env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  child.stderr.pipe(log, { end: false });
  let [files, passed, failed] = [0, 0, -1];
  for await (const line of createInterface({ input: child.stdout })) {
    log.write(`${line}\n`);
    if (/^ [✓❯] .*\.(test(-d)?|browser)\.ts /.test(line) && ++files % 25 === 0) {
      console.log(`  ${files} files, ${seconds()} s`);
    }
    if (/^ FAIL /.test(line)) console.log(`  ${line.trim()}`);
    const closing = /^(\d+) passed, (\d+) failed$/.exec(line);
    if (closing) [passed, failed] = [Number(closing[1]), Number(closing[2])];
  }
  const status = await ended;
  log.end();
  // No closing line, or a bad exit with nothing counted: still a failure.
  if (failed < 0 || (status !== 0 && failed === 0)) {
    console.log(`  exit status ${status}: see report/everywhere/${name}.log`);
    failed = Math.max(failed, 0) + 1;
  }
  return { version, passed, failed, seconds: seconds() };
}

/** The names of --only; all when it is left out. Exit status 2 for one that is none. */
function chosen(only: string | undefined): string[] {
  const all = Object.keys(RUNTIMES);
  const names = only?.split(",") ?? all;
  const odd = names.find((name) => !all.includes(name));
  if (odd === undefined) return names;
  console.error(`--only: expected names among ${all.join(",")}, got ${odd}`);
  return process.exit(2);
}

const { values, positionals } = parseArgs({
  options: { only: { type: "string" } },
  allowPositionals: true,
});
const names = chosen(values.only);
mkdirSync("report/everywhere", { recursive: true });
const outcomes: [name: string, outcome: Outcome][] = [];
for (const name of names) outcomes.push([name, await run(name, positionals)]);

const rows = outcomes.map(([name, { version, passed, failed, seconds }]) =>
  version === null
    ? [name, "not found", "", "", ""]
    : [name, version, String(passed), String(failed), String(seconds)],
);
const numbers = ["passed", "failed", "seconds"].map(
  (title) => ({ title, align: "right" }) as const,
);
const columns = [{ title: "runtime" }, { title: "version" }, ...numbers];
console.log(["", ...table(columns, rows, 120), ""].join("\n"));
for (const [name, { version }] of outcomes) {
  if (version === null) console.log(`${name}: ${RUNTIMES[name]!.missing}\n`);
}

const sum = (count: (outcome: Outcome) => number): number =>
  outcomes.reduce((total, [, outcome]) => total + count(outcome), 0);
// One that was asked for by name and is not there counts as a failure.
const absent = values.only === undefined ? 0 : sum(({ version }) => (version === null ? 1 : 0));
const failures = sum(({ failed }) => failed) + absent;
console.log(`${sum(({ passed }) => passed)} passed, ${failures} failed`);
if (failures > 0) process.exitCode = 1;
