/**
 * Bad usage: what was given, what would do, and exit status 2.
 *
 * Next: options.ts
 */

/** An error that the user can mend; its message says how. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Everything is as expected; something is not; the command was not understood. */
export const STATUS = { ok: 0, unexpected: 1, usage: 2 } as const;
