/** How the tests run. The last line printed is always `N passed, N failed`: CI reads it. */
import { env } from "node:process";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import type { Reporter } from "vitest/node";

declare module "vitest" {
  /** What test/setup.ts may inject. Provided rather than read from `process`, which browsers lack. */
  interface ProvidedContext {
    /** Draws per property. */
    runs: number;
    /** The seed of every property; null lets fast-check choose one, and print it on failure. */
    seed: number | null;
  }
}

/** Ends the output with one countable line; a file that did not load, or an error outside tests, is a failure. */
const closingLine: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((t) => t.result().state === state).length;
    const broken = modules.filter((m) => m.state() === "failed" && m.errors().length > 0).length;
    const failed = count("failed") + broken + unhandledErrors.length;
    console.log(`${count("passed")} passed, ${failed} failed`);
  },
};

/** An integer from the environment, or what stands in for it. */
function integer<T>(name: string, otherwise: T): number | T {
  const text = env[name];
  if (text === undefined || text === "") return otherwise;
  if (!/^-?\d+$/.test(text)) throw new RangeError(`${name}: expected an integer, got ${text}`);
  return Number(text);
}

export default defineConfig({
  // Examples import the package by its name, as users do.
  resolve: { alias: { orbitgrad: fileURLToPath(new URL("src/index.ts", import.meta.url)) } },
  test: {
    name: "node",
    include: ["test/**/*.test.ts"],
    // Types are tested as such: a *.test-d.ts says what must not compile. `npm run check` reports errors elsewhere.
    typecheck: { enabled: true, include: ["test/**/*.test-d.ts"], ignoreSourceErrors: true },
    setupFiles: ["test/setup.ts"],
    provide: { runs: integer("FC_RUNS", 100), seed: integer("FC_SEED", null) },
    // A test takes milliseconds; on a loaded two-core machine a few take seconds, which is not a defect of theirs.
    testTimeout: 20_000,
    reporters: ["default", closingLine],
  },
});
