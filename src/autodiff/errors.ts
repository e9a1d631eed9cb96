/**
 * Errors that read `op: expected RULE, got VALUE` and point at the user's own line.
 *
 * Next: shape.ts
 */

/** A shape, an axis or a kind of tensor that an op cannot take. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}

/**
 * The folder of this library, as stack traces spell it: frames below it are ours, the rest are the
 * user's. It is above the folder of this file or, in the package, of dist/autodiff/autodiff.js,
 * which has this file in it. Of any other address it is undefined: there a bundler has put the
 * user's lines and ours into one file, and every frame would be taken for ours.
 * @param url the address of the file that runs, `import.meta.url`
 */
export function homeOf(url: string | undefined): string | undefined {
  return /^(?:file:\/\/)?(.*\/)autodiff\/(?:errors|autodiff)\.[jt]s(?:\?[^/]*)?$/.exec(
    url ?? "",
  )?.[1];
}

const home = homeOf((import.meta as { url?: string }).url);

/**
 * A frame of the runtime itself: nobody's line. V8 writes `at Array.map (<anonymous>)`; JavaScriptCore, in Bun,
 * `at map (native)`, or `at from (native:1:11)` where it is written in JavaScript, and, for a constructor that is not
 * written out, `at new Tensor ([source:21]:1:23)`; in Safari `map@[native code]`.
 */
export const NATIVE: RegExp =
  /\((<anonymous>|native(:\d+:\d+)?|\[source:\d+\]:\d+:\d+)\)$|^\s+at <anonymous>$|@\[native code\]$/;

/**
 * A new error, its stack trace beginning at the first line that is not this library's.
 * @param Kind    the class of the error
 * @param message what it says
 */
function atCaller<E extends Error>(Kind: new (message: string) => E, message: string): E {
  // Ten frames, what V8 records, may all be ours: a tree four deep is walked with twelve.
  const recorded = (Error as { stackTraceLimit?: number }).stackTraceLimit;
  Reflect.set(Error, "stackTraceLimit", 100);
  const error = new Kind(message);
  Reflect.set(Error, "stackTraceLimit", recorded);
  const lines = error.stack?.split("\n");
  if (lines === undefined || home === undefined) return error;
  const theirs = lines.filter((line) => !line.includes(home) && !NATIVE.test(line));
  if (theirs.some((line) => /^\s+at |@/.test(line))) error.stack = theirs.join("\n");
  return error;
}

/** `op: expected RULE, got VALUE[; FIX]`, the one form in which this library complains. */
export function complaint(op: string, rule: string, got: string, fix?: string): string {
  return `${op}: expected ${rule}, got ${got}${fix === undefined ? "" : `; ${fix}`}`;
}

/** A ShapeError at the user's own line. */
export function shapeError(op: string, rule: string, got: string, fix?: string): ShapeError {
  return atCaller(ShapeError, complaint(op, rule, got, fix));
}

/** A RangeError at the user's own line: an index or a number outside what the op takes. */
export function rangeError(op: string, rule: string, got: string, fix?: string): RangeError {
  return atCaller(RangeError, complaint(op, rule, got, fix));
}

/** A TypeError at the user's own line: an argument that is not of the kind the op takes. */
export function typeError(op: string, rule: string, got: string, fix?: string): TypeError {
  return atCaller(TypeError, complaint(op, rule, got, fix));
}

/** How an error names a value that should not be there: short, and never an object dumped whole. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object") {
    const name = value.constructor?.name ?? "object";
    return `${/^[AEIO]/i.test(name) ? "an" : "a"} ${name}`;
  }
  if (typeof value === "function") return "a function";
  return typeof value === "string" ? `"${value}"` : String(value);
}
