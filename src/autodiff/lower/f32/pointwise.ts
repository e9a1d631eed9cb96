/**
 * Pointwise ops: one loop each. Storing to a Float32Array rounds, so a + b needs no Math.fround.
 *
 * Next: reduce.ts
 */
import { applyBlocks } from "../../fields/blocks.ts";
import type { Attributes } from "../../ops/names.ts";
import type { Lowering } from "./lowering.ts";

/** a + b */
export const add: Lowering = ({ size }, [a, b]) => {
  const out = new Float32Array(size);
  for (let i = 0; i < size; i++) out[i] = a![i]! + b![i]!;
  return out;
};

/** a − b */
export const sub: Lowering = ({ size }, [a, b]) => {
  const out = new Float32Array(size);
  for (let i = 0; i < size; i++) out[i] = a![i]! - b![i]!;
  return out;
};

/** a · b */
export const mul: Lowering = ({ size }, [a, b]) => {
  const out = new Float32Array(size);
  for (let i = 0; i < size; i++) out[i] = a![i]! * b![i]!;
  return out;
};

/** a / b */
export const div: Lowering = ({ size }, [a, b]) => {
  const out = new Float32Array(size);
  for (let i = 0; i < size; i++) out[i] = a![i]! / b![i]!;
  return out;
};

/** −a */
export const neg: Lowering = ({ size }, [a]) => {
  const out = new Float32Array(size);
  for (let i = 0; i < size; i++) out[i] = -a![i]!;
  return out;
};

/** a if x > 0 else b; a NaN takes b. */
export const gate: Lowering = ({ size }, [x, a, b]) => {
  const out = new Float32Array(size);
  for (let i = 0; i < size; i++) out[i] = x![i]! > 0 ? a![i]! : b![i]!;
  return out;
};

/** 1 if a = b else 0 */
export const equal: Lowering = ({ size }, [a, b]) => {
  const out = new Float32Array(size);
  for (let i = 0; i < size; i++) out[i] = a![i]! === b![i]! ? 1 : 0;
  return out;
};

/** 0 where ct is 0 and v is not finite, else w */
export const mask: Lowering = ({ size }, [ct, v, w]) => {
  const out = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    const vi = v![i]!;
    const finite = vi - vi === 0;
    out[i] = ct![i]! === 0 && !finite ? 0 : w![i]!;
  }
  return out;
};

/**
 * name(a), in blocks of 256 so that the dispatch of each step of its formula is paid once a block.
 */
export const fn: Lowering = (node, [a]) => {
  const out = new Float32Array(node.size);
  applyBlocks((node.attrs as Attributes["function"]).name, a as Float32Array, out);
  return out;
};
