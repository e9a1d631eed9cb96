/**
 * orbitgrad check: a certificate, checked again by a program that shares no code with the engine.
 *
 * Next: compare.ts
 */
import { readFileSync } from "node:fs";
import { checkCertificate } from "../../checker/checker.ts";
import { type Command, common } from "../options.ts";
import { say, styled } from "../style.ts";
import { UsageError } from "../usage.ts";

/** What the exit status says. */
const WORDS = ["confirmed", "wrong", "cannot check"] as const;
const STYLES = ["green", "red", "yellow"] as const;

/** The command. */
export const check: Command = {
  name: "check",
  words: "FILE",
  says: "Checks a certificate from its file alone, sharing no code with the engine.",
  more: [
    "Exit status 0: confirmed; 1: something in it is false; 2: it cannot be checked, and why.",
    "verify ID --certificates DIR writes certificates; docs/certificates.md says what is in them.",
  ],
  flags: { json: common["json"]! },
  run({ flags, words }) {
    const [file, ...more] = words;
    if (file === undefined || more.length > 0) {
      throw new UsageError(`check: expected one FILE, got ${words.length}; see check --help`);
    }
    const { status, says } = checkCertificate(textOf(file));
    if (flags["json"]) say(JSON.stringify({ file, status, result: WORDS[status], says }, null, 1));
    else say(`${styled(STYLES[status], WORDS[status])}: ${says}`);
    return status;
  },
};

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`check: expected a file, got "${(error as Error).message}"`);
  }
}
