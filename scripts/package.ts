/**
 * Writes dist/, what the package is made of: `npm run build`. What it must hold is what package.json says of it.
 *
 * tsc has written both before: the JavaScript of every source file to build/src, its declarations to build/types.
 *
 * Next: package/bundle.ts
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle, type File } from "./package/bundle.ts";
import { declarationOf, reached } from "./package/declarations.ts";

interface Manifest {
  readonly exports: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
}

// This file runs as build/scripts/package.js.
const root = fileURLToPath(new URL("../..", import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
/** Of the files named, those in dist/, by their paths in it. */
const promised = (named: Readonly<Record<string, string>>): string[] =>
  Object.values(named).flatMap((path) => /^(?:\.\/)?dist\/(.*)$/.exec(path)?.[1] ?? []);

const entries = promised(manifest.exports);
// A thread starts at a file of its own, beside the command line: see src/lab/cli/pool.ts.
const commands = promised(manifest.bin).flatMap((main) => [
  main,
  posix.join(posix.dirname(main), "worker.js"),
]);

const typed = (path: string): string => readFileSync(join(root, "build/types", path), "utf8");
const code = await bundle(join(root, "build/src/"), [...entries, ...commands]);
const types = reached(entries.map(declarationOf), typed).map((path) => ({
  path,
  text: typed(path),
}));

rmSync(join(root, "dist"), { recursive: true, force: true });
for (const { path, text } of [...code, ...types]) {
  const file = join(root, "dist", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
console.log(`dist: ${sum(code)} of JavaScript, ${sum(types)} of types`);

/** "12 files, 640 kB" */
function sum(files: readonly File[]): string {
  const bytes = files.reduce((total, { text }) => total + Buffer.byteLength(text), 0);
  return `${files.length} files, ${(bytes / 1000).toFixed(0)} kB`;
}
