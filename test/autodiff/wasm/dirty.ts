/** Memory full of NaN, so that what is read before it is written shows. */

import { claim, release } from "../../../src/autodiff/wasm/memory.ts";
import { webAssembly } from "../../../src/autodiff/wasm/webassembly.ts";

/** Fills the memory that the next program of usual size gets. */
export function dirty(): void {
  const region = claim(webAssembly()!, 2 ** 20);
  new Uint32Array(region.memory.buffer, region.from, region.bytes / 4).fill(0x7fc12345);
  release(region);
}
