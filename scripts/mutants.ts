/**
 * A test must be seen to fail. Each mutant breaks one line of a scratch copy of this repository, and a named test must
 * turn red: `npm run mutants`, or `npm run mutants -- WORD` for those whose red test or file contains the word.
 *
 * Exit status 1 if a mutant survives, or is caught by another test than the one named, or no longer applies.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process, { argv, cwd, env, execPath } from "node:process";
import { derivatives } from "./mutants/derivatives.ts";
import { equivalences } from "./mutants/equivalences.ts";
import { lowerings } from "./mutants/lowerings.ts";
import type { Mutant } from "./mutants/mutant.ts";
import { newerOps } from "./mutants/newer-ops.ts";

const mutants: readonly Mutant[] = [...derivatives, ...newerOps, ...lowerings, ...equivalences];

const root = cwd();
const scratch = mkdtempSync(join(tmpdir(), "orbitgrad-mutants-"));

/** The full names of the tests of a file that fail in the scratch copy. */
function redTests(file: string): string[] {
  const report = join(scratch, "report.json");
  rmSync(report, { force: true });
  const options = ["--typecheck.enabled=false", "--reporter=json", `--outputFile=${report}`];
  spawnSync(execPath, ["node_modules/vitest/vitest.mjs", "run", `test/${file}`, ...options], {
    cwd: scratch,
    env: { ...env, FC_SEED: "1", FC_RUNS: "40" },
  });
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as {
    testResults: { assertionResults: { fullName: string; status: string }[] }[];
  };
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "failed")
    .map(({ fullName }) => fullName);
}

/** What became of one mutant: null if the named test caught it. */
function survived({ file, find, replace, run, red }: Mutant): string | null {
  const path = join(scratch, "src", file);
  const good = readFileSync(path, "utf8");
  if (good.split(find).length !== 2) return "the text to replace does not occur exactly once";
  writeFileSync(
    path,
    good.replace(find, () => replace),
  );
  const failed = redTests(run);
  writeFileSync(path, good);
  const named = failed.filter((name) => name.startsWith(red)).length;
  console.log(`${named} of ${failed.length} red  ${file}: ${find}  →  ${replace || "(nothing)"}`);
  return named > 0 ? null : `expected red: ${red}`;
}

try {
  for (const part of [
    "src",
    "test",
    "scripts",
    "package.json",
    "tsconfig.json",
    "vitest.config.ts",
  ]) {
    cpSync(join(root, part), join(scratch, part), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(scratch, "node_modules"), "dir");
  const word = argv[2] ?? "";
  const chosen = mutants.filter(({ file, red }) => `${file} ${red}`.includes(word));
  for (const run of new Set(chosen.map((mutant) => mutant.run))) {
    const failed = redTests(run);
    if (failed.length > 0)
      throw new Error(`test/${run} is red before anything is broken: ${failed[0]}`);
  }
  const alive = chosen.flatMap((mutant) => {
    const why = survived(mutant);
    if (why !== null) console.log(`  SURVIVED: ${why}`);
    return why === null ? [] : [mutant];
  });
  console.log(`${chosen.length - alive.length} caught, ${alive.length} survived`);
  if (alive.length > 0) process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
