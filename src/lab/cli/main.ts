#!/usr/bin/env node
/**
 * The command line: finds the command, reads its flags, turns errors into messages and an exit
 * status.
 *
 * Next: options.ts
 */
import process from "node:process";
import { check } from "./commands/check.ts";
import { compare } from "./commands/compare.ts";
import { discover } from "./commands/discover.ts";
import { graph } from "./commands/graph.ts";
import { verify } from "./commands/verify.ts";
import { type Command, helpOf, read } from "./options.ts";
import { remark, say } from "./style.ts";
import { STATUS, UsageError } from "./usage.ts";

const commands: readonly Command[] = [verify, check, discover, compare, graph];

function help(): string {
  return [
    "orbitgrad COMMAND …",
    "Every way of using a symmetry is a graph: what is the same, and what differs.",
    "",
    ...commands.map(({ name, words, says }) => `  ${`${name} ${words}`.padEnd(16)}  ${says}`),
    "",
    "orbitgrad COMMAND --help says more. Exit status: 0 as expected, 1 not, 2 bad usage.",
  ].join("\n");
}

async function main([name, ...rest]: readonly string[]): Promise<number> {
  if (name === "--help" || name === "-h" || name === "help") {
    say(help());
    return STATUS.ok;
  }
  const command = commands.find((each) => each.name === name);
  if (command === undefined) {
    const known = commands.map((each) => each.name).join(", ");
    throw new UsageError(
      `orbitgrad: expected a command (${known}), got ${name ?? "none"}; see --help`,
    );
  }
  const { help: wanted, ...given } = read(command, rest);
  if (!wanted) return await command.run(given);
  say(helpOf(command));
  return STATUS.ok;
}

// A reader that stops reading, such as head, is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

try {
  // exitCode, not exit(): what was written to a pipe must arrive.
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  remark(error.message);
  process.exitCode = STATUS.usage;
}
