/** Tests of src/lab/cli/progress.ts. */
import { describe, expect, test } from "vitest";
import { bar, progress } from "../../../src/lab/cli/progress.ts";

function screen(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  return { isTTY, columns, written, write: (text: string) => written.push(text) };
}

describe("progress", () => {
  test("nothing is written where nobody watches", () => {
    const pipe = screen(false);
    const shown = progress(3, pipe);
    shown.show(1, "a");
    shown.end();
    expect(pipe.written).toEqual([]);
  });

  test("each showing overwrites the last, and the end clears it", () => {
    const terminal = screen(true);
    const shown = progress(12, terminal);
    shown.show(6, "none, seed 0");
    shown.end();
    expect(terminal.written).toEqual([
      `\r${"█".repeat(12)}${"░".repeat(12)}  6/12 none, seed 0\u001b[K`,
      "\r\u001b[K",
    ]);
  });

  test("a long name is cut at the edge of the terminal", () => {
    const terminal = screen(true, 40);
    progress(9, terminal).show(9, "x".repeat(99));
    expect(terminal.written[0]!.length).toBeLessThan(40 + "\r\u001b[K".length);
  });
});

test("the bar is 24 cells whatever the share, and fills by eighths", () => {
  for (const share of [-1, 0, 0.1, 0.5, 0.999, 1, 2]) expect([...bar(share)]).toHaveLength(24);
  expect(bar(1 / 192)).toBe(`▏${"░".repeat(23)}`);
  expect(bar(1)).toBe("█".repeat(24));
});
