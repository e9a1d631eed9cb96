/**
 * The JavaScript of the package: one file a layer, one small file an entry, and the command line.
 *
 * As tsc writes it, a file a source, the engine took 146 ms to import; in two files 20 (the quietest of 25 in turns, on
 * two busy cores). Code that entries share must exist once, or an `instanceof Tensor` would be false between two of them:
 * so dist/autodiff/autodiff.js is the engine, dist/autodiff/index.js names what of it is public, and the layers above
 * import the first.
 *
 * Next: text.ts
 */
import { rolldown } from "rolldown";
import { pure, statements } from "./text.ts";

/** A file of the package: its path in dist/, and what it says. */
export interface File {
  readonly path: string;
  readonly text: string;
}

/**
 * Every JavaScript file of dist/.
 * @param from    the folder of the same files, one a source, as tsc writes them
 * @param entries those that users import or start, by their paths in it, as "autodiff/index.js"
 */
export async function bundle(from: string, entries: readonly string[]): Promise<File[]> {
  const whole = await rolldown({
    input: Object.fromEntries(entries.map((path) => [path.replace(/\.js$/, ""), from + path])),
    external: [/^node:/, "fast-check"],
    platform: "neutral",
    tsconfig: false,
    // What a layer has for those above it goes into its own file, beside the entry that users see.
    preserveEntrySignatures: "allow-extension",
    // As package.json says: a file of which nothing is used is left out.
    treeshake: { moduleSideEffects: false },
  });
  const { output } = await whole.generate({
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        { debugName: "layers", name: (id) => layerOf(id.slice(from.length)) },
        // What the command line and its threads share; what only one of them has stays in its file.
        {
          name: "lab/cli/shared",
          test: (id) => id.startsWith(`${from}lab/cli/`),
          minShareCount: 2,
        },
      ],
    },
    // 828 kB, and 965 with white space alone left out; V8 has 12 million instructions less to load it and compile w3. Names of
    // functions and classes stay: stack traces show them.
    minify: {
      compress: { keepNames: { function: true, class: true } },
      mangle: { toplevel: false, keepNames: true },
      codegen: true,
    },
    minifyInternalExports: false,
    comments: { legal: false, annotation: true, jsdoc: false },
  });
  return output.map((file) => {
    if (file.type !== "chunk" || !(file.isEntry || file.fileName.includes("/"))) {
      throw new Error(`dist: expected entries and the files of layers, got ${file.fileName}`);
    }
    return { path: file.fileName, text: statements(pure(file.code)) };
  });
}

/** The one file, in dist/ and without its ending, that a source file is part of; null where its entry is that file. */
export function layerOf(source: string): string | null {
  const layer = /^(autodiff|symmetry|methods|claims|lab)\/(?!cli\/)/.exec(source)?.[1];
  return layer === undefined ? null : `${layer}/${layer}`;
}
