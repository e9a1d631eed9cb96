/**
 * Guards: whether index tensors are in bounds, looked at before anything moves by them. The code
 * behind a guard reads and writes wherever an index says.
 *
 * Next: steps.ts
 */

import type { Guard } from "../read/kernel.ts";
import type { Code, Pushed } from "./code.ts";

/** So few are looked at one after the other, without a loop. */
const FEW = 4;

/** Whether a guard is a few instructions, and no function. */
export function isShort({ indices }: Guard): boolean {
  return indices.size <= FEW;
}

/**
 * Looks at all indices.
 * @param bad what to do with the position of the first that is out of bounds; it must leave the function
 */
export function writeGuard(code: Code, guard: Guard, bad: (position: Pushed) => void): void {
  const { indices, bounds } = guard;
  if (!isShort(guard)) {
    writeLoop(code, guard, bad);
    return;
  }
  for (let k = 0; k < indices.size; k++) {
    const index = code.load("i32.load", code.i32(0), indices.address + 4 * k);
    const isBad = code.op("i32.ge_u", index, code.i32(bounds.length));
    code.when(isBad, () => bad(code.i32(k)));
  }
}

/** Four by four while they are in bounds, then one by one. */
function writeLoop(
  code: Code,
  { indices: { address, size }, bounds }: Guard,
  bad: (position: Pushed) => void,
): void {
  const index = code.keep("i32", code.i32(0));
  const bound = code.keep("i32", code.i32(bounds.length));
  const isBefore = (bytes: number) => code.op("i32.lt_u", code.get(index), code.i32(bytes));
  const fours = 16 * (size >> 2);
  code.block(() => {
    code.repeat(
      () => {
        const four = code.load("v128.load", code.get(index), address);
        const isBad = code.op("i32x4.ge_u", four, code.op("i32x4.splat", code.get(bound)));
        code.leave(1, code.op("v128.any_true", isBad));
        code.advance(index, 16);
      },
      () => isBefore(fours),
    );
  });
  code.block(() => {
    code.leave(0, code.op("i32.eqz", isBefore(4 * size)));
    code.repeat(
      () => {
        const one = code.load("i32.load", code.get(index), address);
        code.when(code.op("i32.ge_u", one, code.get(bound)), () =>
          bad(code.op("i32.shr_u", code.get(index), code.i32(2))),
        );
        code.advance(index, 4);
      },
      () => isBefore(4 * size),
    );
  });
}
