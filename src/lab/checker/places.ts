/**
 * Row-major order: which element is where.
 *
 * Next: ops.ts
 */
import { type Shape, Wrong } from "./graph.ts";

/** How many elements. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((n, m) => n * m, 1);
}

/** The index tuple of the i-th element, row-major. */
export function tuple(i: number, shape: Shape): number[] {
  const at = shape.map(() => 0);
  for (let k = shape.length - 1, rest = i; k >= 0; rest = Math.floor(rest / shape[k--]!)) {
    at[k] = rest % shape[k]!;
  }
  return at;
}

/** Which element has the index tuple. @throws Wrong if none has */
export function place(at: readonly number[], shape: Shape): number {
  const inside = at.length === shape.length && at.every((i, k) => i >= 0 && i < shape[k]!);
  if (!inside) throw new Wrong(`an index in [${shape}] was expected, got [${at}]`);
  return at.reduce((sum, i, k) => sum * shape[k]! + i, 0);
}
