/**
 * What training does to the invariance error: a dumbbell a method.
 *
 * Next: curves.ts
 */
import type { Comparison } from "../../compare/comparison.ts";
import { type Figure, type Frame, picture, short, text, xAxis } from "../axes.ts";
import { el, type Markup, many } from "../markup.ts";
import { logarithmic, type Scale } from "../scale.ts";

const LINE = 25;
const LEFT = 272;
/** Below this both ends are rounding. */
const ROUNDING = 1e-5;

/**
 * Invariance error before and after training, on a logarithmic axis: rounding is near 1e-8.
 * @param rows the comparison
 */
export function invarianceFigure(rows: readonly Comparison[]): Figure {
  const bottom = 20 + rows.length * LINE;
  const frame: Frame = { width: 900, height: bottom + 50, left: LEFT, right: 876, top: 14, bottom };
  const x = logarithmic([3e-9, 1.3], [frame.left, frame.right]);
  const title = "Invariance error before and after training";
  return {
    title,
    caption:
      "Mean over seeds of the RMS distance |softmax f(gx) − softmax f(x)| over test digits and g. ○ before, ● after. " +
      "About 1e-8 is rounding: exact invariance.",
    svg: picture(frame, title, [
      xAxis(
        frame,
        x,
        [-8, -6, -4, -2, -1, 0].map((power) => [
          10 ** power,
          power === 0 ? "1" : power === -1 ? "0.1" : `1e${power}`,
        ]),
        "invariance error, log scale",
      ),
      ...rows.map((row, i) => dumbbell(row, x, 14 + (i + 0.5) * LINE)),
    ]),
  };
}

function dumbbell(row: Comparison, x: Scale, y: number): Markup {
  const [before, after] = [x(row.invarianceErrorBefore.mean), x(row.invarianceErrorAfter.mean)];
  const direction = change(row.invarianceErrorBefore.mean, row.invarianceErrorAfter.mean);
  return many([
    text(LEFT - 14, y + 4, short(row.method), "end"),
    el("line", { class: `bar ${direction}`, x1: before, x2: after, y1: y, y2: y }),
    el("circle", { class: "dot symmetric", cx: before, cy: y, r: 4.5 }),
    el("circle", { class: `dot ${direction}`, cx: after, cy: y, r: 5 }),
  ]);
}

function change(before: number, after: number): "still" | "worse" | "better" {
  if (Math.max(before, after) < ROUNDING) return "still";
  return after > before ? "worse" : "better";
}
