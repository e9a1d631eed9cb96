/** How the tests run. The last line printed is always `N passed, N failed`: CI reads it. */
import { env } from "node:process";
import { fileURLToPath } from "node:url";
import { defineConfig, type ViteUserConfig } from "vitest/config";
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

/**
 * The tests that need nothing but the language and vitest: browsers run them too. The folders are the layers below
 * `lab`, which know no runtime, and the house test keeps `node:` out of their tests. Left out: the lab (its tests read
 * the digits from disk and start the command line), the house and the examples (they read the repository). A *.browser.ts
 * there needs a page: nothing else runs it.
 */
const PORTABLE = ["test/{arbitraries,autodiff,claims,methods,symmetry}/**/*.{test,browser}.ts"];

/** `vitest run --mode chromium`: a mode, so that a plain `vitest run` asks nobody for a browser. */
async function chromium(): Promise<ViteUserConfig["test"]> {
  const { playwright } = await import("@vitest/browser-playwright");
  return {
    name: "chromium",
    include: PORTABLE,
    // One page for all files, since no test leaves anything behind: each module loads once, which saves a third.
    isolate: false,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      instances: [{ browser: "chromium" }],
      // Debian's own; playwright would download another. No sandbox: CI is root, and the pages are our tests.
      provider: playwright({
        launchOptions: {
          executablePath: env["CHROMIUM"] ?? "/usr/bin/chromium",
          args: ["--no-sandbox", "--disable-gpu", "--no-first-run"],
        },
      }),
    },
  };
}

/** Node, and whatever else runs vitest itself: Deno, Bun. */
function node(): ViteUserConfig["test"] {
  return {
    name: "node",
    include: ["test/**/*.test.ts"],
    // Types are tested as such: a *.test-d.ts says what must not compile. `npm run check` reports errors elsewhere.
    typecheck: { enabled: true, include: ["test/**/*.test-d.ts"], ignoreSourceErrors: true },
  };
}

export default defineConfig(async ({ mode }) => ({
  // Examples import the package by its name, as users do.
  resolve: { alias: { orbitgrad: fileURLToPath(new URL("src/index.ts", import.meta.url)) } },
  test: {
    ...(mode === "chromium" ? await chromium() : node()),
    setupFiles: ["test/setup.ts"],
    provide: { runs: integer("FC_RUNS", 100), seed: integer("FC_SEED", null) },
    // A test takes milliseconds; on a loaded two-core machine a few take seconds, which is not a defect of theirs.
    testTimeout: 20_000,
    reporters: ["default", closingLine],
  },
}));
