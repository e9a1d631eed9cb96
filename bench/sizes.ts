/** What is paid to download the engine, in kilobytes: of the package, as npm packs it, and of what a bundler takes from it. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import * as autodiff from "../src/autodiff/index.ts";

/** An appendix: the same graphs, as WebAssembly. */
const COMPILER = ["compile", "compileAsync", "compiler"];
/** Exact fields, and the interpreters that read a graph in one: proofs need them. */
const EXACT = ["f32", "f64", "prime", "dual", "degrees", "rational", "bounded"];
const PROOFS = [...EXACT, "interpret", "checkVjp"];

/** What a user may import of orbitgrad/autodiff: the least that learns, the core, all. */
const CHOICES = {
  grad: ["tensor", "grad", "evaluate"],
  core: without(Object.keys(autodiff), [...COMPILER, ...PROOFS]),
  all: Object.keys(autodiff),
} as const;

/** Kilobytes: of each choice bundled from the package, minified, gzip; and of the package installed. */
export async function sizes(
  root: string,
): Promise<Record<keyof typeof CHOICES | "installed", number>> {
  // Packing builds dist/, from which the rest is taken.
  const installed = packed(root);
  const of = (names: readonly string[]): Promise<number> =>
    bundled(join(root, "dist/autodiff/index.js"), names);
  return {
    installed,
    grad: await of(CHOICES.grad),
    core: await of(CHOICES.core),
    all: await of(CHOICES.all),
  };
}

function without(names: readonly string[], dropped: readonly string[]): string[] {
  const unknown = dropped.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`orbitgrad/autodiff: expected ${unknown.join()}`);
  return names.filter((name) => !dropped.includes(name));
}

function packed(root: string): number {
  const args = ["pack", "--dry-run", "--json", "--silent"];
  const { status, stdout, stderr } = spawnSync("npm", args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`npm pack: ${stderr}`);
  const [{ unpackedSize }] = JSON.parse(stdout.slice(stdout.indexOf("[\n"))) as [
    { unpackedSize: number },
  ];
  return unpackedSize / 1000;
}

async function bundled(from: string, names: readonly string[]): Promise<number> {
  const code = `export { ${names.join()} } from ${JSON.stringify(from)};`;
  const bundle = await rolldown({
    input: "names",
    platform: "neutral",
    plugins: [
      {
        name: "names",
        resolveId: (id) => (id === "names" ? id : null),
        load: (id) => (id === "names" ? code : null),
      },
    ],
  });
  const { output } = await bundle.generate({ minify: true });
  return gzipSync(output[0].code).length / 1000;
}
