/** C by hand, as WebAssembly: versus/hand.c, compiled anew in each run, so that no binary is kept. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { webAssembly } from "../../src/autodiff/wasm/webassembly.ts";
import type { Workload } from "../workloads/workload.ts";
import type { Peer, Prepared } from "./peer.ts";

/** 64 MB of memory: the largest workload has 12. */
const FLAGS = [
  ..."--target=wasm32 -O3 -msimd128 -ffreestanding -nostdlib".split(" "),
  ..."-Wl,--no-entry -Wl,--export=__heap_base -Wl,--initial-memory=67108864".split(" "),
];

/** What clang says without its linker, and one that was built without WebAssembly. */
const INCAPABLE = /unable to execute command|unable to create target|No available targets/;

/**
 * @param clang the compiler
 * @returns null where there is none that makes WebAssembly
 * @throws Error with what the compiler says, if that is about hand.c
 */
export function handWritten(folder: URL, clang = "clang"): Peer | null {
  const source = fileURLToPath(new URL("hand.c", folder));
  const scratch = mkdtempSync(join(tmpdir(), "orbitgrad-"));
  try {
    const file = join(scratch, "hand.wasm");
    const run = spawnSync(clang, [...FLAGS, "-o", file, source], { encoding: "utf8" });
    if (run.error !== undefined || INCAPABLE.test(run.stderr)) return null;
    if (run.status !== 0) throw new Error(`hand.c: ${run.stderr}`);
    const module = new (webAssembly()!.Module)(readFileSync(file));
    const { stdout } = spawnSync(clang, ["--version"], { encoding: "utf8" });
    const version = /\d+(\.\d+)+/.exec(stdout)?.[0] ?? "";
    return {
      name: "C as wasm",
      version: `by clang ${version}`,
      prepare: (workload) => prepare(module, workload),
    };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** The workload in a memory of its own: inputs, then results, each at a multiple of 64 bytes. */
function prepare(module: object, { id, inputs, build }: Workload): Prepared | null {
  const { exports } = new (webAssembly()!.Instance)(module, {});
  const compute = exports[id] as ((...pointers: number[]) => void) | undefined;
  if (compute === undefined) return null;
  const { buffer } = exports["memory"] as { readonly buffer: ArrayBuffer };
  let end = (exports["__heap_base"] as { readonly value: number }).value;
  const place = (size: number): Float32Array => {
    const from = Math.ceil(end / 64) * 64;
    end = from + 4 * size;
    return new Float32Array(buffer, from, size);
  };
  const given = Object.values(inputs).map(({ size, data }) => {
    const room = place(size);
    room.set(data);
    return room;
  });
  const results = build(inputs).map(({ size }) => place(size));
  const pointers = [...given, ...results].map(({ byteOffset }) => byteOffset);
  const run = (): void => compute(...pointers);
  return {
    run,
    results() {
      run();
      return results.map((x) => x.slice());
    },
  };
}
