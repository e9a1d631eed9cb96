/**
 * Where the windows along one axis of an image begin.
 *
 * Next: convolution.ts
 */
import { rangeError } from "../errors.ts";

/** [down, right], or one number for both. */
export type Extent = number | readonly [number, number];

/** Zeros around an image: by name, or [[top, bottom], [left, right]]. */
export type Padding =
  | "valid"
  | "same"
  | readonly [readonly [number, number], readonly [number, number]];

/** The windows along one axis. */
export interface Place {
  /** Where in the padded axis each begins. */
  readonly starts: readonly number[];
  /** How much padding lies before the axis. */
  readonly before: number;
  /** How much after. */
  readonly after: number;
}

/** @throws RangeError unless both are whole numbers ≥ 1 */
export function pairOf(op: string, what: string, pair: Extent): readonly [number, number] {
  const [a, b] = typeof pair === "number" ? [pair, pair] : pair;
  if (Number.isInteger(a) && Number.isInteger(b) && a >= 1 && b >= 1) return [a, b];
  throw rangeError(op, `${what} of whole numbers ≥ 1`, JSON.stringify(pair));
}

/** One axis, and what is to be cut from it. */
interface Axis {
  readonly length: number;
  readonly window: number;
  readonly stride: number;
  readonly padding: Padding;
  /** Which pair of explicit widths is this axis's. */
  readonly side: 0 | 1;
}

/**
 * All windows within the padded axis.
 * @throws RangeError if there is none, or the padding is none
 */
export function placesOf(op: string, { length, window, stride, padding, side }: Axis): Place {
  const [before, after] = widthsOf(op, { length, window, stride, padding, side });
  const room = before + length + after - window;
  if (room < 0) {
    throw rangeError(op, `a window of at most ${before + length + after}`, String(window));
  }
  const count = Math.floor(room / stride) + 1;
  return { starts: Array.from({ length: count }, (_, i) => i * stride), before, after };
}

function widthsOf(
  op: string,
  { length, window, stride, padding, side }: Axis,
): readonly [number, number] {
  if (padding === "valid") return [0, 0];
  if (padding === "same") {
    const total = Math.max(0, (Math.ceil(length / stride) - 1) * stride + window - length);
    return [Math.floor(total / 2), Math.ceil(total / 2)];
  }
  const widths: unknown = typeof padding === "string" ? padding : padding[side];
  if (Array.isArray(widths) && widths.length === 2) {
    if (widths.every((n) => Number.isInteger(n) && n >= 0)) return [widths[0], widths[1]];
  }
  const rule = '"valid", "same" or [[top, bottom], [left, right]], whole numbers ≥ 0';
  throw rangeError(op, `padding ${rule}`, JSON.stringify(padding));
}
