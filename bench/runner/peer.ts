/** What is timed: this engine, or another library, all asked the same way. */
import { compiler, evaluate } from "../../src/autodiff/index.ts";
import type { Workload } from "../workloads/workload.ts";

/** A workload, ready to run. */
export interface Prepared {
  /** Every result as numbers, to be compared. */
  results(): readonly ArrayLike<number>[] | Promise<readonly ArrayLike<number>[]>;
  /**
   * Computes every result once. Nothing is left to be computed when it returns, or resolves; or, for what runs in
   * another process, computes it so many times and gives the milliseconds.
   */
  readonly run: (() => unknown) | { readonly timed: (times: number) => Promise<number> };
  /** Ends what preparing it held. */
  release?(): void;
}

/** One column of the table. */
export interface Peer {
  readonly name: string;
  readonly version: string;
  /** The workload, or null where the library has no such function. */
  prepare(workload: Workload): Prepared | null | Promise<Prepared | null>;
  /** Ends what it started. */
  close?(): void;
}

/** The graph, built anew and evaluated op by op. */
export const plain: Peer = {
  name: "plain",
  version: "orbitgrad",
  prepare: ({ build, inputs }) => ({
    run: () => evaluate(build(inputs)),
    results: () => evaluate(build(inputs)).map(({ data }) => data),
  }),
};

/** The graph as one WebAssembly module; its inputs stay in its memory, and its results are views of that. */
export const compiled = (relaxed = false): Peer => ({
  name: relaxed ? "relaxed" : "compiled",
  version: "orbitgrad",
  prepare({ build, inputs }) {
    const program = compiler({ relaxed }).compile(build, inputs);
    return {
      run: () => program.views(inputs),
      results: () => program(inputs).map(({ data }) => data),
    };
  },
});

/** Loops over arrays, where the workload has them. */
export const byHand: Peer = {
  name: "by hand",
  version: "JavaScript",
  prepare({ byHand: loops, inputs }) {
    if (loops === undefined) return null;
    const run = loops(inputs);
    return { run, results: () => run().map((x) => x.slice()) };
  },
};

/** Milliseconds of so many runs. */
export async function time({ run }: Prepared, times: number): Promise<number> {
  if (typeof run !== "function") return run.timed(times);
  const start = performance.now();
  for (let i = 0; i < times; i++) {
    const pending = run();
    // Awaiting what is no promise would cost more than a tiny op.
    if (pending instanceof Promise) await pending;
  }
  return performance.now() - start;
}
