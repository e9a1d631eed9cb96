/**
 * Numbers as people read them: nested lists, each float in the fewest digits that give it back.
 *
 * Next: tensor/tensor.ts
 */
import type { Values } from "./recall.ts";
import type { Shape } from "./shape.ts";

/** Of an axis longer than this, only the first so many are written. */
const LONGEST = 8;

/** [[1, 2], [3, 0.1]]; of a long axis the first eight and how many there are: […, … 100 in all]. */
export function textOf(values: Values, shape: Shape): string {
  const write = (from: number, size: number, axis: number): string => {
    const n = shape[axis];
    if (n === undefined) return shortest(values[from]!);
    const step = size / n;
    const parts = Array.from({ length: Math.min(n, LONGEST) }, (_, i) =>
      write(from + i * step, step, axis + 1),
    );
    if (n > LONGEST) parts.push(`… ${n} in all`);
    return `[${parts.join(", ")}]`;
  };
  return write(0, values.length, 0);
}

/** The shortest decimal that rounds to this float: 0.1, not 0.10000000149011612. */
export function shortest(x: number): string {
  if (Object.is(x, -0)) return "-0";
  for (let digits = 1; digits < 9; digits++) {
    const decimal = Number(x.toPrecision(digits));
    if (Math.fround(decimal) === x) return String(decimal);
  }
  return String(Number(x.toPrecision(9)));
}
