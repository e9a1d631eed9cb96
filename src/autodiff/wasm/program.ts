/**
 * A program: kernels in a module, on a region of memory.
 *
 * Next: runner.ts
 */
import { rangeError } from "../errors.ts";
import type { Values } from "../recall.ts";
import type { Kind } from "../tensor/node.ts";
import { disassemble } from "./listing/disassemble.ts";
import { listing } from "./listing/listing.ts";
import { claim, type Region, release } from "./memory.ts";
import { collapsed } from "./plan/collapse.ts";
import { fuse } from "./plan/fuse.ts";
import { interleaved } from "./plan/interleave.ts";
import { type Carried, type Layout, layOut } from "./plan/layout.ts";
import { withUpdates } from "./plan/update.ts";
import { isFusing } from "./probe.ts";
import { build, type Draft } from "./read/build.ts";
import type { Buffer } from "./read/expression.ts";
import type { Guard, Kernel } from "./read/kernel.ts";
import { everyKernel, heldBy, resultsOf, writesOf } from "./read/traffic.ts";
import { pathsOf, type Traced } from "./trace.ts";
import type { CompileOptions, Running } from "./types.ts";
import type { Instance, WebAssemblyApi } from "./webassembly.ts";
import { type Emitted, emit } from "./write/emit.ts";

/**
 * Gives memory back when nobody can run the program any more. It watches the inputs, which live as long
 * as the program: V8 keeps what is watched through young collections, and the program reaches its graph.
 */
const dropped = new FinalizationRegistry<Region>(release);

/** A program whose bytes are known, before a module is made of them. */
interface Prepared {
  readonly emitted: Emitted;
  readonly region: Region;
  /** The program on an instance of its module. */
  on(instance: Instance): Running;
}

/** Compiles a graph. */
export function assemble(graph: Traced, api: WebAssemblyApi, options: CompileOptions): Running {
  const { emitted, region, on } = prepare(graph, api, options);
  try {
    return on(new api.Instance(new api.Module(emitted.bytes), { m: { m: region.memory } }));
  } catch (error) {
    release(region);
    throw error;
  }
}

/** Compiles a graph off the thread. */
export async function assembleAsync(
  graph: Traced,
  api: WebAssemblyApi,
  options: CompileOptions,
): Promise<Running> {
  const { emitted, region, on } = prepare(graph, api, options);
  try {
    const { instance } = await api.instantiate(emitted.bytes, { m: { m: region.memory } });
    return on(instance);
  } catch (error) {
    release(region);
    throw error;
  }
}

function prepare(graph: Traced, api: WebAssemblyApi, options: CompileOptions): Prepared {
  const names = graph.paths.map((path) => ["args", ...path].join("."));
  const draft = build(graph.roots, graph.leaves, names);
  const kernels = finished(draft.kernels, new Set(draft.outputs));
  const carried = draft.inputs
    .slice(0, graph.carried)
    .map((input, i): Carried => ({ input, output: draft.outputs[i]! }));
  const guards = everyKernel(kernels).filter((kernel) => kernel.kind === "guard");
  const early = guards.filter(({ indices }) => isThere(indices, draft));
  const isSafe = guards.length === early.length;
  const layout = layOut(draft, kernels, isSafe ? carried : []);
  const region = claim(api, layout.bytes);
  for (const buffer of buffersOf(draft, kernels)) buffer.address += region.from;
  const relaxed = options.relaxed === true && isFusing(api);
  const emitted = emit({ kernels, layout, from: region.from, carried, early, relaxed });
  return {
    emitted,
    region,
    on({ exports }) {
      fill(region, layout, emitted, draft);
      const inputs = draft.inputs.map((buffer, i) => viewOf(region, buffer, graph.leaves[i]!.kind));
      const outputs = draft.outputs.map((buffer, i) =>
        viewOf(region, buffer, graph.roots[i]!.kind),
      );
      const places = new Set(draft.outputs.map(({ address }) => address));
      dropped.register(inputs, region);
      return {
        inputs,
        outputs,
        overwritten: draft.inputs.map(({ address }) => places.has(address)),
        run() {
          const at = (exports["run"] as () => number)();
          if (at >= 0) throw outOfBounds(emitted.guards[at]!, region, layout);
        },
        carry: exports["carry"] as () => void,
        print: () => {
          const results = pathsOf(graph.result).map((path) => ["result", ...path].join("."));
          return listing(draft, kernels, layout, results, region.from);
        },
        code: () => disassemble(emitted),
        bytes: layout.bytes,
      };
    },
  };
}

/** Whether the numbers are there before anything runs. */
function isThere(buffer: Buffer, { inputs, data }: Draft): boolean {
  return inputs.includes(buffer) || data.has(buffer);
}

/** Kernels as they are emitted: fused, and over as few axes as they can be. */
function finished(kernels: readonly Kernel[], outputs: ReadonlySet<Buffer>): Kernel[] {
  const fused = fuse(withUpdates(kernels, outputs), outputs).map((kernel): Kernel => {
    if (kernel.kind === "loop") return collapsed(kernel);
    if (kernel.kind !== "repeat") return kernel;
    return { ...kernel, step: finished(kernel.step, resultsOf(kernel)) };
  });
  return interleaved(fused, outputs);
}

/** The error of the plain interpreter; the run has left the position in the scratch. */
function outOfBounds({ indices, bounds }: Guard, region: Region, layout: Layout): RangeError {
  const { op, what, length } = bounds;
  const ints = new Int32Array(region.memory.buffer);
  const position = ints[(region.from + layout.scratch) / 4]!;
  const index = ints[indices.address / 4 + position]!;
  return rangeError(op, `${what} from 0 to ${length - 1}`, `${index} at position ${position}`);
}

/** Writes what the program is made of besides its code: constants, tables, data. */
function fill(region: Region, layout: Layout, { constants }: Emitted, { data }: Draft): void {
  const { buffer: memory } = region.memory;
  const floats = new Float32Array(memory);
  constants.forEach((value, address) => {
    floats[address / 4] = value;
  });
  layout.tables.forEach((at, table) => {
    const to = new Int32Array(memory, region.from + at, table.length);
    for (let i = 0; i < table.length; i++) to[i] = 4 * table[i]!;
  });
  layout.serialTables.forEach((at, table) => {
    new Int32Array(memory, region.from + at, table.length).set(table);
  });
  data.forEach((values, buffer) => {
    viewOf(region, buffer, values instanceof Int32Array ? "index" : "real").set(values);
  });
}

function viewOf({ memory }: Region, { address, size }: Buffer, kind: Kind): Values {
  return kind === "index"
    ? new Int32Array(memory.buffer, address, size)
    : new Float32Array(memory.buffer, address, size);
}

function buffersOf(draft: Draft, kernels: readonly Kernel[]): Set<Buffer> {
  return new Set([
    ...draft.inputs,
    ...draft.data.keys(),
    ...draft.outputs,
    ...everyKernel(kernels).flatMap((kernel) =>
      kernel.kind === "repeat" ? [...writesOf(kernel), ...heldBy(kernel)] : writesOf(kernel),
    ),
  ]);
}
