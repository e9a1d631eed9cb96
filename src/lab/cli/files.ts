/**
 * Files: the digits, and the report.
 *
 * Next: style.ts
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { type Digits, parseDigits } from "../data/digits.ts";
import { UsageError } from "./usage.ts";

/**
 * The nearest folder above this module that has a package.json: the checkout, or the installed
 * package.
 */
function home(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let at = start; ; at = dirname(at)) {
    if (existsSync(join(at, "package.json"))) return at;
    if (at === dirname(at)) return start;
  }
}

/**
 * The digits, from `data/digits.csv.gz` of this package or from another file.
 * @param file a gzipped csv
 * @throws UsageError if the file is missing, cut short, or not the digits
 */
export function readDigits(file: string = join(home(), "data", "digits.csv.gz")): Digits {
  try {
    return parseDigits(gunzipSync(readFileSync(file)).toString("utf8"));
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${error.message}: ${file}`);
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") {
      throw new UsageError(
        `digits: expected the file ${file}, got none; restore it, or name another with --data`,
      );
    }
    throw new UsageError(`digits: expected a whole gzip file, got "${message}" from ${file}`);
  }
}

/** What a file of the report says; null if there is none, or none that can be read. */
export function readPart(folder: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, name), "utf8"));
  } catch {
    return null;
  }
}

/**
 * Writes a file of the report, and its folder if need be.
 * @param what the flag that names the folder
 * @returns its path
 * @throws UsageError if that cannot be done
 */
export function writePart(folder: string, name: string, text: string, what = "report"): string {
  const path = join(folder, name);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`${what}: expected a folder to write to, got ${(error as Error).message}`);
  }
  return path;
}
