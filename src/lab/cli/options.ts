/**
 * Flags: read strictly, each mistake answered with what would do.
 *
 * Next: commands/verify.ts
 */
import { parseArgs } from "node:util";
import { UsageError } from "./usage.ts";

/** One flag of a command. */
export interface Flag {
  /** A switch, or a flag with a value. */
  readonly type: "boolean" | "string";
  /** How help calls the value. */
  readonly value?: string;
  /** What it does, in a line. */
  readonly says: string;
}

/** What was given. */
export interface Given {
  /** Flags by name. */
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  /** The rest, in order. */
  readonly words: readonly string[];
}

/** One command. */
export interface Command {
  /** The word that calls it. */
  readonly name: string;
  /** What may follow the word, for instance "[ID…]". */
  readonly words: string;
  /** What it does, in a line. */
  readonly says: string;
  /** More for its --help. */
  readonly more: readonly string[];
  /** Its flags, besides --help. */
  readonly flags: Readonly<Record<string, Flag>>;
  /** Does it. Gives the exit status. */
  run(given: Given): number | Promise<number>;
}

/** The flags that every command has. */
export const common: Readonly<Record<string, Flag>> = {
  seed: { type: "string", value: "N", says: "what all draws are a function of; 0 if left out" },
  json: { type: "boolean", says: "one JSON value on stdout, and nothing else there" },
};

/**
 * Reads the words after a command's name.
 * @throws UsageError for a flag it does not know, or one without its value
 */
export function read(command: Command, args: readonly string[]): Given & { help: boolean } {
  const flags = { ...command.flags, help: { type: "boolean", says: "this" } as Flag };
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { type }]) => [name, { type }]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...options, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
    });
    const { help, ...rest } = values as Given["flags"];
    return { flags: rest, words: positionals, help: help === true };
  } catch (error) {
    const known = Object.keys(flags).map((name) => `--${name}`);
    // Node says at length how to write a word that begins with a dash: the first sentence is
    // enough.
    const what = (error as Error).message.split(/\.( |$)|\n/m)[0]!;
    throw new UsageError(`${command.name}: ${what}; it takes ${known.join(", ")}`);
  }
}

/**
 * A flag that is a whole number.
 * @param given     what was read
 * @param name      of the flag
 * @param otherwise its value if it is left out
 * @param least     the smallest that will do
 * @param most      the largest
 * @throws UsageError unless it is
 */
export function wholeNumber(
  { flags }: Given,
  name: string,
  otherwise: number,
  least = 0,
  most: number = Number.MAX_SAFE_INTEGER,
): number {
  const text = flags[name];
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most && /^\d+$/.test(String(text))) {
    return value;
  }
  const range =
    most === Number.MAX_SAFE_INTEGER
      ? `a whole number ≥ ${least}`
      : `a whole number ${least}…${most}`;
  throw new UsageError(`--${name}: expected ${range}, got ${text}`);
}

/**
 * A flag that is one of a few words.
 * @throws UsageError naming them
 */
export function oneOf<W extends string>(
  { flags }: Given,
  name: string,
  known: readonly W[],
  otherwise: W,
): W {
  const text = flags[name];
  if (text === undefined) return otherwise;
  const found = known.find((word) => word === text);
  if (found !== undefined) return found;
  throw new UsageError(`--${name}: expected one of ${known.join(", ")}, got ${text}`);
}

/** For a command that takes no words. @throws UsageError if there are any */
export function noWords(name: string, { words }: Given): void {
  if (words.length > 0)
    throw new UsageError(`${name}: expected flags only, got ${words.join(" ")}`);
}

/** The --help of a command. */
export function helpOf(command: Command): string {
  const rows = Object.entries({
    ...command.flags,
    help: { type: "boolean", says: "this" } as Flag,
  }).map(([name, { value, says }]) => [`--${name}${value ? ` ${value}` : ""}`, says] as const);
  const width = Math.max(...rows.map(([flag]) => flag.length));
  return [
    `orbitgrad ${command.name} ${command.words}`.trim(),
    command.says,
    "",
    ...command.more,
    ...(command.more.length > 0 ? [""] : []),
    ...rows.map(([flag, says]) => `  ${flag.padEnd(width)}  ${says}`),
  ].join("\n");
}
