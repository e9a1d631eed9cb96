/**
 * A program: kernels in a module, on a region of memory.
 *
 * Next: compile.ts
 */
import type { Values } from "../recall.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { build } from "./build.ts";
import { collapsed } from "./collapse.ts";
import { emit } from "./emit.ts";
import type { Buffer } from "./expression.ts";
import { fuse } from "./fuse.ts";
import type { Kernel } from "./kernel.ts";
import { layOut } from "./layout.ts";
import { claim, type Region, release } from "./memory.ts";
import type { WebAssemblyApi } from "./webassembly.ts";

/** What is asked for: free leaves, and what is computed from them. */
export interface Graph {
  readonly leaves: readonly Tensor[];
  readonly roots: readonly Tensor[];
  /** Roots that take the place of leaves from one call to the next: how many, from the first on. */
  readonly carried: number;
}

/** A module that runs: its memory seen as inputs and outputs. */
export interface Running {
  readonly inputs: readonly Values[];
  readonly outputs: readonly Values[];
  /** Which inputs a run overwrites. */
  readonly overwritten: readonly boolean[];
  run(): void;
  /** Puts carried outputs where inputs are. */
  carry(): void;
  /** How many bytes of memory it owns. */
  readonly bytes: number;
  readonly kernels: readonly Kernel[];
}

/** Gives memory back when nobody can run the program any more. */
const dropped = new FinalizationRegistry<Region>(release);

/** Compiles a graph. */
export function assemble(graph: Graph, api: WebAssemblyApi): Running {
  const draft = build(graph.roots, graph.leaves);
  const kernels = fuse(draft.kernels, new Set(draft.outputs)).map((kernel) =>
    kernel.kind === "loop" ? collapsed(kernel) : kernel,
  );
  const carried = new Map<Buffer, Buffer>();
  for (let i = 0; i < graph.carried; i++) {
    if (!carried.has(draft.outputs[i]!)) carried.set(draft.outputs[i]!, draft.inputs[i]!);
  }
  const layout = layOut(draft, kernels, carried, 0);
  const region = claim(api, layout.bytes);
  const buffers = new Set([
    ...draft.inputs,
    ...draft.data.keys(),
    ...draft.outputs,
    ...temporaries(kernels),
  ]);
  for (const buffer of buffers) buffer.address += region.from;
  const emitted = emit(kernels, layout, region.from, carried);
  const { buffer: memory } = region.memory;
  const floats = new Float32Array(memory);
  const ints = new Int32Array(memory);
  for (const [address, value] of emitted.constants) floats[address / 4] = value;
  for (const [table, at] of layout.tables) {
    const first = (region.from + at) / 4;
    for (let i = 0; i < table.length; i++) ints[first + i] = 4 * table[i]!;
  }
  const view = (buffer: Buffer, like: { kind: string }): Values =>
    like.kind === "index"
      ? new Int32Array(memory, buffer.address, buffer.size)
      : new Float32Array(memory, buffer.address, buffer.size);
  for (const [buffer, values] of draft.data) {
    view(buffer, { kind: values instanceof Int32Array ? "index" : "real" }).set(values);
  }
  const { exports } = new api.Instance(new api.Module(emitted.bytes), { m: { m: region.memory } });
  const running: Running = {
    inputs: draft.inputs.map((buffer, i) => view(buffer, graph.leaves[i]!)),
    outputs: draft.outputs.map((buffer, i) => view(buffer, graph.roots[i]!)),
    overwritten: draft.inputs.map(({ address }) =>
      draft.outputs.some((each) => each.address === address),
    ),
    run: exports["run"] as () => void,
    carry: exports["carry"] as () => void,
    bytes: layout.bytes,
    kernels,
  };
  dropped.register(running, region);
  return running;
}

function temporaries(kernels: readonly Kernel[]): Buffer[] {
  return kernels.flatMap((kernel) =>
    kernel.kind === "loop"
      ? [...kernel.stores, ...kernel.folds].map(({ buffer }) => buffer)
      : [kernel.buffer],
  );
}
