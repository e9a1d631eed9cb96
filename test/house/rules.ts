/**
 * The rules of the house, each a function from files to complaints, so that a rule can be shown a bad file too.
 *
 * They read text, not syntax trees: the compiler has no API, and the formatter fixes the indentation they rely on.
 */
import { posix } from "node:path";
import type { Generated } from "../../scripts/generated.ts";
import { codeOnly, undocumented, withoutComments } from "./comments.ts";

/** A file of the repository: its path from the root, with `/`, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Looks at the files and says what is wrong, one line each: `path:line: what`. */
export type Rule = (files: readonly SourceFile[]) => string[];

const isIn = (folder: string) => (file: SourceFile) => file.path.startsWith(`${folder}/`);
const isTypeScript = (file: SourceFile) => file.path.endsWith(".ts");
const sources = (files: readonly SourceFile[]) => files.filter(isIn("src")).filter(isTypeScript);
const lines = (text: string) => text.replace(/\n$/, "").split("\n");

/** A complaint for every match, with the line it is on. */
function matches({ path, text }: SourceFile, pattern: RegExp, what: string): string[] {
  return [...text.matchAll(pattern)].map((match) => {
    const line = text.slice(0, match.index).split("\n").length;
    return `${path}:${line}: ${what}: ${match[0].trim()}`;
  });
}

/** From the bottom up; `arbitraries` and the command line stand beside and above, index.ts re-exports the rest. */
const LAYERS = ["autodiff", "symmetry", "methods", "claims", "lab", "index.ts"];

function layer(path: string): string {
  if (path.startsWith("src/lab/cli/")) return "lab/cli";
  return path.split("/")[1] ?? "";
}

function mayImport(from: string, to: string): boolean {
  if (from === to) return true;
  if (to === "lab/cli" || to === "arbitraries") return false;
  if (from === "lab/cli" || from === "arbitraries") return LAYERS.includes(to);
  return LAYERS.includes(from) && LAYERS.indexOf(to) < LAYERS.indexOf(from) && LAYERS.includes(to);
}

const IMPORT =
  /^(?:import|export)\b[^;"']*?\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\(\s*"([^"]+)"/gm;

/** Imports go downwards only, name the .ts file, and leave the repository nowhere but for fast-check and Node. */
export const layers: Rule = (files) =>
  sources(files).flatMap(({ path, text }) => {
    const from = layer(path);
    const code = withoutComments(text);
    const wrong = [...code.matchAll(IMPORT)].flatMap((match) => {
      const specifier = match[1] ?? match[2] ?? match[3] ?? "";
      const line = code.slice(0, match.index).split("\n").length;
      const what = wrongImport(path, from, specifier);
      return what === null ? [] : [`${path}:${line}: ${what}`];
    });
    if (from === "lab/cli") return wrong;
    const named = matches({ path, text: code }, /["'`]node:[^"'`]*/g, "Node outside src/lab/cli");
    return [...wrong, ...named];
  });

function wrongImport(path: string, from: string, specifier: string): string | null {
  if (specifier.startsWith("node:")) return null;
  if (!specifier.startsWith(".")) {
    const allowed = specifier === "fast-check" && from === "arbitraries";
    return allowed ? null : `${from} imports the package ${specifier}`;
  }
  if (!specifier.endsWith(".ts")) return `import without its .ts: ${specifier}`;
  const to = layer(posix.join(posix.dirname(path), specifier));
  return mayImport(from, to) ? null : `${from} imports ${to}: ${specifier}`;
}

/** Tests of the layers below the lab (`PORTABLE` in vitest.config.ts): browsers run them. */
const isPortable = ({ path }: SourceFile): boolean =>
  /^test\/(arbitraries|autodiff|claims|methods|symmetry)\//.test(path);

/** What browsers run too names no Node. */
export const portable: Rule = (files) =>
  files
    .filter(isPortable)
    .flatMap((file) => matches(file, /["'`]node:[^"'`]*/g, "a browser runs this too"));

/** A *.browser.ts needs a page: it lies where browsers look for tests, as nothing else runs it. */
export const paged: Rule = (files) =>
  files
    .filter(({ path }) => path.endsWith(".browser.ts"))
    .filter((file) => !isPortable(file))
    .map(({ path }) => `${path}: no browser looks for tests here`);

/** The checker of certificates shares no code with what it checks: it imports its own folder only. */
export const independent: Rule = (files) =>
  sources(files)
    .filter(isIn("src/lab/checker"))
    .flatMap(({ path, text }) =>
      [...withoutComments(text).matchAll(/\b(?:from|import|require)\b[\s(]*["'`]([^"'`]*)/g)]
        .filter(([, specifier]) => !/^\.\/[\w-]+\.ts$/.test(specifier!))
        .map(([, specifier]) => `${path}: the checker imports ${specifier}`),
    );

/** A file is a room: at most 250 lines. */
export const rooms: Rule = (files) =>
  sources(files)
    .filter(({ text }) => lines(text).length > 250)
    .map(({ path, text }) => `${path}: ${lines(text).length} lines, 250 is the wall`);

/** A file opens by saying what it is. */
export const opened: Rule = (files) =>
  sources(files)
    .filter(({ text }) => !/^(#!.*\n)?\/\*\*(?=[\s\S]*?\p{L}[\s\S]*?\*\/)/u.test(text))
    .map(({ path }) => `${path}:1: no opening doc comment`);

/** Every export, with its public members, has a doc comment that says something. */
export const documented: Rule = (files) =>
  sources(files).flatMap(({ path, text }) =>
    undocumented(text).map((found) => `${path}:${found} has no doc comment`),
  );

/** index.ts re-exports and does nothing else. */
export const indexes: Rule = (files) =>
  sources(files)
    .filter(({ path }) => posix.basename(path) === "index.ts")
    .flatMap(({ path, text }) => {
      const rest = withoutComments(text)
        .replace(/^export (type )?(\*( as \w+)?|\{[^}]*\}) from "[^"]+";$/gm, "")
        .trim();
      return rest === "" ? [] : [`${path}: more than re-exports: ${lines(rest)[0]}`];
    });

/** A line fits on a screen: 120 columns, counted in characters. */
export const columns: Rule = (files) =>
  sources(files).flatMap(({ path, text }) =>
    lines(text).flatMap((line, i) =>
      [...line].length > 120 ? [`${path}:${i + 1}: ${[...line].length} columns`] : [],
    ),
  );

/** Nothing is needed at run time: no dependencies, no registry in the lock file, and peers are optional. */
export const dependencies: Rule = (files) =>
  files.flatMap((file) => {
    if (file.path === "package.json") return declared(JSON.parse(file.text));
    if (file.path === "package-lock.json") {
      return matches(file, /"resolved":.*|\/\/registry\..*/g, "a registry");
    }
    return [];
  });

function declared(manifest: Record<string, Record<string, { optional?: boolean }>>): string[] {
  const kinds = ["dependencies", "optionalDependencies", "bundleDependencies"];
  const needed = kinds.flatMap((kind) => Object.keys(manifest[kind] ?? {}));
  const optional = manifest["peerDependenciesMeta"] ?? {};
  const peers = Object.keys(manifest["peerDependencies"] ?? {}).filter(
    (name) => optional[name]?.optional !== true,
  );
  return [...needed, ...peers].map((name) => `package.json: depends on ${name}`);
}

/** No file knows the machine it was written on. */
export const anywhere: Rule = (files) =>
  files.flatMap((file) =>
    matches(file, /(?<![\w.~-])\/(?:work|root|home|Users)\/[\w.-]+/g, "a path of one machine"),
  );

const TEST = /\.(test|test-d|browser)\.ts$/;

/** test/a/b.test.ts, or b.browser.ts, tests src/a/b.ts, or the folder src/a/b. */
export const mirrored =
  (beyond: readonly string[]): Rule =>
  (files) =>
    files
      .filter(isIn("test"))
      .filter(({ path }) => TEST.test(path))
      .filter(({ path }) => !beyond.includes(path) && !/\/laws(\/|\.test)/.test(path))
      .flatMap(({ path }) => {
        const stem = path.replace(/^test/, "src").replace(TEST, "");
        const found = files.some((f) => f.path === `${stem}.ts` || f.path.startsWith(`${stem}/`));
        return found ? [] : [`${path}: tests nothing: neither ${stem}.ts nor ${stem}/`];
      });

/** Nothing half-done, switched off or hidden from the compiler. */
export const finished: Rule = (files) =>
  files
    .filter((f) => /^(src|test|bench|scripts|examples)\/.*\.ts$/.test(f.path))
    .flatMap((f) => [
      // [D] and the like: so that this file passes its own rule.
      ...matches(f, /\b(TO[D]O|FIXM[E]|XX[X]|HAC[K])\b.*/g, "unfinished"),
      ...matches(f, /@ts-(ignore|nocheck)\b/g, "hidden from the compiler"),
      ...matches(f, /\.(only|skip|todo)\(.*/g, "a test switched off"),
      // Prose may say "as any other": only code counts.
      ...matches({ path: f.path, text: codeOnly(f.text) }, /\bas any\b/g, "an unchecked cast"),
    ]);

/** Every generated file says what its program would write now. */
export async function current(
  files: readonly SourceFile[],
  generated: readonly Generated[],
): Promise<string[]> {
  const stale: string[] = [];
  for (const { path, text } of generated) {
    const kept = files.find((file) => file.path === path);
    if (kept === undefined) stale.push(`${path}: missing: npm run docs`);
    else if (kept.text !== (await text())) stale.push(`${path}: stale: npm run docs`);
  }
  return stale;
}

/** The files of a folder are one chain: every one of them is read, each once, from the first on. */
export const oneChain =
  (folder: string, first: string): Rule =>
  (files) => {
    const inside = sources(files).filter(({ path }) => path.startsWith(folder));
    const left = new Map(inside.map(({ path, text }) => [path, text]));
    for (let at = folder + first; left.has(at); ) {
      const next = /^ \* Next: (\S+\.ts)$/m.exec(left.get(at)!)?.[1] ?? "";
      left.delete(at);
      at = posix.join(posix.dirname(at), next);
    }
    return [...left.keys()].map((path) => `${path}: not on the way from ${first} by "Next:"`);
  };

/** The reading order holds: the file that a first comment names as the next one is there. */
export const readingOrder: Rule = (files) => {
  const there = new Set(files.map(({ path }) => path));
  return sources(files).flatMap(({ path, text }) => {
    const next = /^ \* Next: (\S+\.ts)$/m.exec(text)?.[1];
    if (next === undefined || there.has(posix.join(posix.dirname(path), next))) return [];
    return [`${path}: the next file to read is not there: ${next}`];
  });
};
