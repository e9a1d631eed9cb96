/**
 * The steps of a loop, written: slices in, the kernels, rows out, and the carry on.
 *
 * Next: emit.ts
 */

import type { Repeat } from "../read/kernel.ts";
import type { Code, Pushed } from "./code.ts";
import type { Local } from "./locals.ts";

/** Where something is: a number of bytes behind what a local says, or behind 0. */
type Place = readonly [base: Local | null, bytes: number];

/**
 * Writes a loop of steps.
 * @param step writes one step; `again` is not 0 from the second step on
 */
export function writeSteps(code: Code, kernel: Repeat, step: (again: Local) => void): void {
  const { length, reverse, carries, slices, kept, sums } = kernel;
  for (const { to, from } of carries) {
    copy(code, to.size, [null, to.address], [null, from.buffer.address + 4 * from.offset]);
  }
  for (const sum of sums) {
    code.fill(code.i32(sum.address), code.i32(0), code.i32(4 * sum.size));
  }
  const first = reverse ? length - 1 : 0;
  const pointer = (rows: number, size: number): Local =>
    code.keep("i32", code.i32(rows + 4 * first * size));
  const sources = slices.map(({ from, to }) => pointer(from.address, to.size));
  const targets = kept.map(({ from, to }) => pointer(to.address, from.size));
  const again = code.keep("i32", code.i32(0));
  const advance = (row: Local, size: number): void => code.advance(row, (reverse ? -4 : 4) * size);
  code.times(length, () => {
    slices.forEach(({ to }, i) => {
      copy(code, to.size, [null, to.address], [sources[i]!, 0]);
      advance(sources[i]!, to.size);
    });
    step(again);
    kept.forEach(({ from }, i) => {
      copy(code, from.size, [targets[i]!, 0], [null, from.address]);
      advance(targets[i]!, from.size);
    });
    for (const { to, next } of carries) {
      if (to.address !== next.address)
        copy(code, to.size, [null, to.address], [null, next.address]);
    }
    code.set(again, code.i32(1));
  });
}

/** So many floats are copied by instructions; a call of the runtime takes as long as eight of them. */
const FEW = 32;

/** to[k] = from[k], k < size, bit for bit. */
function copy(code: Code, size: number, to: Place, from: Place): void {
  const [target, source] = [to, from].map(([base, bytes]) => ({
    address: (): Pushed => (base === null ? code.i32(0) : code.get(base)),
    whole: (): Pushed =>
      base === null ? code.i32(bytes) : code.op("i32.add", code.get(base), code.i32(bytes)),
    bytes,
  })) as [At, At];
  if (size > FEW) {
    code.copy(target.whole(), source.whole(), code.i32(4 * size));
    return;
  }
  for (let k = 0; k < size; k += size - k < 4 ? 1 : 4) {
    const [load, store] =
      size - k < 4 ? (["i32.load", "i32.store"] as const) : (["v128.load", "v128.store"] as const);
    const place = target.address();
    const held = code.load(load, source.address(), source.bytes + 4 * k);
    code.store(store, place, held, target.bytes + 4 * k);
  }
}

/** A place as instructions take it: an address and an offset, or the sum of both. */
interface At {
  address(): Pushed;
  whole(): Pushed;
  readonly bytes: number;
}
