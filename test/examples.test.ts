/**
 * Every example runs, and prints what its last comment says; README shows the first of them and its output.
 */
import { afterEach, describe, expect, test, vi } from "vitest";
import readme from "../README.md?raw";

const sources = import.meta.glob<string>("../examples/*.ts", { query: "?raw", import: "default", eager: true });
const programs = import.meta.glob("../examples/*.ts");

afterEach(() => vi.restoreAllMocks());

/** What a program prints, line by line. */
async function output(path: string): Promise<string[]> {
  const lines: string[] = [];
  vi.spyOn(console, "log").mockImplementation((...words: unknown[]) => {
    lines.push(words.join(" "));
  });
  await programs[path]!();
  return lines;
}

/** The program without its closing comments, and the lines that they say it prints. */
function parts(path: string): { program: string; printed: string[] } {
  const lines = sources[path]!.trimEnd().split("\n");
  const printed = lines.filter((line) => line.startsWith("// → ")).map((line) => line.slice(5));
  return { program: lines.filter((line) => !line.startsWith("// → ")).join("\n").trimEnd(), printed };
}

describe("examples", () => {
  test.each(Object.keys(sources))("%s prints what it says", async (path) => {
    expect(await output(path)).toEqual(parts(path).printed);
  });

  test("README shows the first program and what it prints", () => {
    const { program, printed } = parts("../examples/readme.ts");
    expect(readme).toContain(program);
    for (const line of printed) expect(readme).toContain(line);
  });
});
