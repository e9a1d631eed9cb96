/** C as a peer is left out where it cannot be compiled, and nowhere else: a mistake in hand.c must not look like that. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { handWritten } from "../../bench/runner/hand.ts";

const folder = new URL("../../bench/versus/", import.meta.url);

test("without clang there is no such peer", () => {
  expect(handWritten(folder, "no-such-compiler")).toBeNull();
});

test("what the compiler refuses ends the run, in its words", () => {
  const scratch = mkdtempSync(join(tmpdir(), "orbitgrad-"));
  try {
    const compiler = join(scratch, "compiler");
    const words = "hand.c:7:1: error: unknown type name 'Vectr'";
    writeFileSync(compiler, `#!/bin/sh\necho "${words}" >&2\nexit 1\n`, { mode: 0o755 });
    expect(() => handWritten(folder, compiler)).toThrow(`hand.c: ${words}`);
  } finally {
    rmSync(scratch, { recursive: true });
  }
});
