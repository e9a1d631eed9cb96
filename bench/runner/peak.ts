/** The most that SIMD arithmetic does here: independent multiplications and additions that read no memory. */

import { webAssembly } from "../../src/autodiff/wasm/webassembly.ts";
import { Module } from "../../src/autodiff/wasm/write/module.ts";

const LOOPS = 20_000;
/** Sums, of which each grows twice in a loop: as many as registers hold beside x, and more than wait for each other. */
const SUMS = 12;

/**
 * GFLOP/s of the fastest of many runs, because other work on the machine only slows a run down.
 * @param relaxed of fused multiply–add, where the runtime has it
 */
export function simdPeak(milliseconds = 300, relaxed = false): number {
  const api = webAssembly()!;
  const memory = new api.Memory({ initial: 1 });
  const module = new Module();
  const run = module.add([], null, (c) => {
    const x = c.keep("v128", c.v128([0, 0, 0, 0]));
    const sums = Array.from({ length: SUMS }, () => c.local("v128"));
    c.times(LOOPS, () => {
      for (const sum of [...sums, ...sums]) {
        if (relaxed) c.set(sum, c.op("f32x4.relaxed_madd", c.get(x), c.get(x), c.get(sum)));
        else c.set(sum, c.op("f32x4.add", c.get(sum), c.op("f32x4.mul", c.get(x), c.get(sum))));
      }
    });
    for (const [i, sum] of sums.entries()) c.store("v128.store", c.i32(16 * i), c.get(sum));
  });
  module.export("run", run);
  const instance = new api.Instance(new api.Module(module.bytes()), { m: { m: memory } });
  const once = instance.exports["run"] as () => void;
  let best = Infinity;
  for (const end = performance.now() + milliseconds; performance.now() < end; ) {
    const from = performance.now();
    once();
    best = Math.min(best, performance.now() - from);
  }
  return (LOOPS * SUMS * 16) / best / 1e6;
}
