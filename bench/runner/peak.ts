/** The most that SIMD arithmetic does here: independent multiplications and additions that read no memory. */

import { evaluate } from "../../src/autodiff/index.ts";
import { webAssembly } from "../../src/autodiff/wasm/webassembly.ts";
import { Module } from "../../src/autodiff/wasm/write/module.ts";
import type { Peer } from "./peer.ts";

/** Sums, of which each grows twice in a loop: as many as registers hold beside x, and more than wait for each other. */
const SUMS = 12;
/** Floating-point operations of one loop: each sum twice, of four lanes a multiplication and an addition. */
const FLOPS = SUMS * 2 * 4 * 2;

/** Does at least so many floating-point operations; fused multiply–adds if relaxed, where the runtime has them. */
function arithmetic(relaxed: boolean): (flops: number) => void {
  const api = webAssembly()!;
  const memory = new api.Memory({ initial: 1 });
  const module = new Module();
  const run = module.add(["i32"], null, (c, left) => {
    const x = c.keep("v128", c.v128([0, 0, 0, 0]));
    const sums = Array.from({ length: SUMS }, () => c.local("v128"));
    const loop = (): void => {
      for (const sum of [...sums, ...sums]) {
        if (relaxed) c.set(sum, c.op("f32x4.relaxed_madd", c.get(x), c.get(x), c.get(sum)));
        else c.set(sum, c.op("f32x4.add", c.get(sum), c.op("f32x4.mul", c.get(x), c.get(sum))));
      }
      c.advance(left, -1);
    };
    c.repeat(loop, () => c.get(left));
    for (const [i, sum] of sums.entries()) c.store("v128.store", c.i32(16 * i), c.get(sum));
  });
  module.export("run", run);
  const instance = new api.Instance(new api.Module(module.bytes()), { m: { m: memory } });
  const loops = instance.exports["run"] as (count: number) => void;
  return (flops) => loops(Math.ceil(flops / FLOPS));
}

/**
 * GFLOP/s of the fastest of many runs, because other work on the machine only slows a run down.
 * @param relaxed of fused multiply–add, where the runtime has it
 */
export function simdPeak(milliseconds = 300, relaxed = false): number {
  const compute = arithmetic(relaxed);
  const flops = 20_000 * FLOPS;
  let best = Infinity;
  for (const end = performance.now() + milliseconds; performance.now() < end; ) {
    const from = performance.now();
    compute(flops);
    best = Math.min(best, performance.now() - from);
  }
  return flops / best / 1e6;
}

/** As many multiplications and additions as the workload, in its turn: what else the machine does slows down both. */
export const peak: Peer = {
  name: "peak",
  version: "simd128",
  prepare({ flops, build, inputs }) {
    if (flops === null) return null;
    const compute = arithmetic(false);
    return {
      run: () => compute(flops),
      results: () => evaluate(build(inputs)).map(({ data }) => data),
    };
  },
};
