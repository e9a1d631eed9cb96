/**
 * The types of the package: the declarations that its entries reach, as tsc writes them.
 *
 * They are a third of the files and half of the text of all of them: the rest describes what nobody can import.
 */
import { posix } from "node:path";

/** The relative imports of a declaration file, in any of the forms that tsc writes. */
const IMPORT = /\b(?:from|import)\s*\(?\s*"(\.[^"]+)"/g;

/**
 * Every file that is reached from some by relative imports, those included, sorted.
 * @param entries paths
 * @param read    what the file at a path says
 */
export function reached(
  entries: readonly string[],
  read: (path: string) => string,
): readonly string[] {
  const found = new Set(entries);
  // A set that grows while it is walked: what is added is walked too.
  for (const path of found) {
    for (const [, specifier] of read(path).matchAll(IMPORT)) {
      found.add(declarationOf(posix.join(posix.dirname(path), specifier!)));
    }
  }
  return [...found].sort();
}

/** The declaration of a module, however it is called: "a.ts", "a.js" and "a.d.ts" are described by a.d.ts. */
export function declarationOf(path: string): string {
  return path.replace(/(?:\.d)?\.[jt]s$/, ".d.ts");
}
