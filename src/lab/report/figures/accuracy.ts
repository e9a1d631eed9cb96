/**
 * What a step costs against what it teaches: accuracy on moved digits over flops a step.
 *
 * Next: invariance.ts
 */
import type { Comparison } from "../../compare/comparison.ts";
import { withPrefix } from "../../numbers.ts";
import { type Figure, type Frame, picture, short, text, xAxis, yAxis } from "../axes.ts";
import { el, type Markup, many } from "../markup.ts";
import { apart, linear, logarithmic, type Scale, ticks } from "../scale.ts";

const FRAME: Frame = { width: 900, height: 470, left: 52, right: 650, top: 44, bottom: 416 };
const LINE = 16;
/** Points this far apart, in pixels, have room for labels between them. */
const ROOM = 230;

/**
 * Accuracy over flops, a point a method.
 * @param rows the comparison
 */
export function accuracyFigure(rows: readonly Comparison[]): Figure {
  const costs = rows.map((row) => row.flops);
  const [least, most] = [Math.min(...costs), Math.max(...costs)];
  const x = logarithmic([least / 1.12, most * 1.06], [FRAME.left, FRAME.right]);
  const low = Math.min(...rows.map(({ accuracyRotated: a }) => a.mean - a.sd));
  const high = Math.max(...rows.map(({ accuracyRotated: a }) => a.mean + a.sd));
  const margin = Math.max(0.02, (high - low) * 0.06);
  const y = linear([low - margin, high + margin], [FRAME.bottom, FRAME.top]);
  const title = "Accuracy on moved digits against the cost of a step";
  return {
    title,
    caption:
      "Mean ± sd over seeds. ● from a generic θ₀, ○ from a symmetric one. Left is cheaper, up is better.",
    svg: picture(FRAME, title, [
      yAxis(
        FRAME,
        y,
        ticks(low, high, 6).map((v) => [v, `${Math.round(v * 100)}`] as const),
        "moved digits correct, %",
      ),
      xAxis(FRAME, x, rounds(least, most), "flops of one step (value and gradient), log scale"),
      ...rows.map((row) => point(row, x, y)),
      ...labels(rows, x, y),
    ]),
  };
}

/** Round numbers over the range, closer than decades: it is often less than one. */
function rounds(least: number, most: number): [number, string][] {
  const decade = 10 ** Math.floor(Math.log10(least));
  return [1, 10, 100, 1000]
    .flatMap((tens) => [1, 1.5, 2, 3, 5, 7].map((m) => m * tens * decade))
    .filter((v) => v >= least / 1.1 && v <= most * 1.05)
    .map((v) => [
      v,
      withPrefix(v)
        .replace(/(\.\d*?)0+ /, "$1 ")
        .replace(". ", " "),
    ]);
}

function point(row: Comparison, x: Scale, y: Scale): Markup {
  const { mean, sd } = row.accuracyRotated;
  const at = x(row.flops);
  return many([
    el("line", { class: "error", x1: at, x2: at, y1: y(mean - sd), y2: y(mean + sd) }),
    el("circle", { class: `dot ${row.init}`, cx: at, cy: y(mean), r: 4.5 }),
  ]);
}

/**
 * Labels in columns to the right of clusters of points, moved apart, each with a line to its point.
 */
function labels(rows: readonly Comparison[], x: Scale, y: Scale): Markup[] {
  const sorted = [...rows].sort((a, b) => a.flops - b.flops);
  const clusters: Comparison[][] = [];
  for (const row of sorted) {
    const last = clusters.at(-1)?.at(-1);
    if (last && x(row.flops) - x(last.flops) < ROOM) clusters.at(-1)!.push(row);
    else clusters.push([row]);
  }
  return clusters.flatMap((cluster) => {
    const column = Math.max(...cluster.map((row) => x(row.flops))) + 26;
    const heights = cluster.map((row) => y(row.accuracyRotated.mean));
    const places = apart(heights, LINE, [FRAME.top, FRAME.bottom - LINE / 2]);
    return cluster.map((row, i) => {
      const from = x(row.flops) + 6;
      const line = `M${from.toFixed(1)} ${heights[i]!.toFixed(1)}L${column - 4} ${places[i]!.toFixed(1)}`;
      return many([
        el("path", { class: "leader", d: line }),
        text(column, places[i]! + 4, short(row.method)),
      ]);
    });
  });
}
