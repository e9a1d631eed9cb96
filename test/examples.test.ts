/** Every example runs and prints what its last comments say; README shows the first, and its output. */
import { afterEach, describe, expect, test, vi } from "vitest";
import ownMethodSource from "../examples/own-method.ts?raw";
import readmeSource from "../examples/readme.ts?raw";
import trainSource from "../examples/train.ts?raw";
import page from "../README.md?raw";

/** The text of each example, and how to run it. */
const examples: Readonly<Record<string, readonly [source: string, run: () => Promise<unknown>]>> = {
  readme: [readmeSource, () => import("../examples/readme.ts")],
  "own-method": [ownMethodSource, () => import("../examples/own-method.ts")],
  train: [trainSource, () => import("../examples/train.ts")],
};

afterEach(() => {
  vi.restoreAllMocks();
});

/** What a program prints, line by line. */
async function output(run: () => Promise<unknown>): Promise<string[]> {
  const lines: string[] = [];
  vi.spyOn(console, "log").mockImplementation((...words: unknown[]) => {
    lines.push(words.join(" "));
  });
  await run();
  return lines;
}

/** The program without its closing comments, and the lines that they say it prints. */
function parts(source: string): { program: string; printed: string[] } {
  const [program = "", ...printed] = source.trimEnd().split("\n// → ");
  return { program, printed };
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
});
