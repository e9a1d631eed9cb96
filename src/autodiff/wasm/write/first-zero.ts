/**
 * The sign of a maximum that is zero: +0 and −0 are alike to `max`, and the one that comes first stays.
 *
 * Next: accumulators.ts
 */
import type { Code, Pushed } from "./code.ts";
import type { Local } from "./locals.ts";

/**
 * Looks for the first zero again, if the maximum is one.
 * @param total its first lane is the maximum, and is what was found afterwards
 * @param spare the address of a vector that anyone may write
 * @param along visits what was folded, in order: a vector, and how many lanes of it count
 */
export function writeFirstZero(
  code: Code,
  total: Local,
  spare: number,
  along: (visit: (x: Local, lanes: number) => void) => void,
): void {
  const zero = (x: Local): Pushed => code.op("f32x4.eq", code.get(x), code.v128([0, 0, 0, 0]));
  const looking = code.keep("i32", code.extract("i32x4.extract_lane", 0, zero(total)));
  code.when(code.get(looking), () =>
    along((x, lanes) => {
      const bits = code.op("i32x4.bitmask", zero(x));
      const found = code.keep("i32", code.op("i32.and", bits, code.i32(2 ** lanes - 1)));
      const isThere = code.op("i32.ne", code.get(found), code.i32(0));
      code.when(code.op("i32.and", isThere, code.get(looking)), () => {
        code.store("v128.store", code.i32(0), code.get(x), spare);
        const at = code.op("i32.shl", code.op("i32.ctz", code.get(found)), code.i32(2));
        code.set(total, code.load("v128.load32_splat", at, spare));
        code.set(looking, code.i32(0));
      });
    }),
  );
}
