/** Every example runs and prints what its comments say; README shows one whole, with its output, and parts. */
import { afterEach, describe, expect, test, vi } from "vitest";
import compiledSource from "../examples/compiled.ts?raw";
import firstTenSource from "../examples/first-ten.ts?raw";
import ownMethodSource from "../examples/own-method.ts?raw";
import readmeSource from "../examples/readme.ts?raw";
import trainSource from "../examples/train.ts?raw";
import page from "../README.md?raw";

/** The text of each example, and how to run it. */
const examples: Readonly<Record<string, readonly [source: string, run: () => Promise<unknown>]>> = {
  "first-ten": [firstTenSource, () => import("../examples/first-ten.ts")],
  readme: [readmeSource, () => import("../examples/readme.ts")],
  "own-method": [ownMethodSource, () => import("../examples/own-method.ts")],
  compiled: [compiledSource, () => import("../examples/compiled.ts")],
  train: [trainSource, () => import("../examples/train.ts")],
};

afterEach(() => {
  vi.restoreAllMocks();
});

/** What a program prints, line by line. */
async function output(run: () => Promise<unknown>): Promise<string[]> {
  const lines: string[] = [];
  vi.spyOn(console, "log").mockImplementation((...words: unknown[]) => {
    lines.push(...words.join(" ").split("\n"));
  });
  await run();
  return lines;
}

/** The program without the comments that say what it prints, and these lines. */
function parts(source: string): { program: string; printed: string[] } {
  const lines = source.trimEnd().split("\n");
  const isPrinted = (line: string) => line.startsWith("// → ");
  return {
    program: lines.filter((line) => !isPrinted(line)).join("\n"),
    printed: lines.filter(isPrinted).map((line) => line.slice("// → ".length)),
  };
}

/** The blocks of code under a heading of the README. */
function blocksUnder(heading: string): string[] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  return [...section.matchAll(/```ts\n([\s\S]*?)\n```/g)].map((match) => match[1]!);
}

describe("examples", () => {
  test.each(Object.entries(examples))("%s prints what it says", async (_, [source, run]) => {
    expect(await output(run)).toEqual(parts(source).printed);
  });

  test("README shows the first program and what it prints", () => {
    const { program, printed } = parts(readmeSource);
    expect(page).toContain(program);
    expect(page).toContain(printed.join("\n"));
  });

  test("README's first steps are parts of first-ten, in its order", () => {
    const blocks = blocksUnder("First steps");
    expect(blocks).toHaveLength(1);
    let rest = firstTenSource;
    for (const part of blocks.join("\n\n").split("\n\n")) {
      expect(rest).toContain(`${part}\n`);
      rest = rest.slice(rest.indexOf(part) + part.length);
    }
  });
});
