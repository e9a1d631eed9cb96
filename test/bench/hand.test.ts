/** C as a peer is left out where it cannot be compiled, and nowhere else: a mistake in hand.c must not look like that. */
import { execPath } from "node:process";
import { expect, test } from "vitest";
import { handWritten } from "../../bench/runner/hand.ts";

const folder = new URL("../../bench/versus/", import.meta.url);

test("without clang there is no such peer", () => {
  expect(handWritten(folder, "no-such-compiler")).toBeNull();
});

test("what the compiler refuses ends the run, in its words", () => {
  // What runs the tests, Node, Bun or Deno, is a program that does not know the options of clang.
  const refused = /^hand\.c: .*(bad option|Invalid Argument|did not recognize)/;
  expect(() => handWritten(folder, execPath)).toThrow(refused);
});
