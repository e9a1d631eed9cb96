/**
 * How far one step's gradient is from the full-orbit gradient: bias and variance, a bar a method.
 *
 * Next: ../comparison.ts
 */
import type { Comparison } from "../../compare/comparison.ts";
import type { Spread } from "../../statistics.ts";
import { type Figure, type Frame, picture, short, text, xAxis } from "../axes.ts";
import { el, type Markup, many } from "../markup.ts";
import { linear, type Scale, ticks } from "../scale.ts";

const LINE = 25;
const LEFT = 272;

/**
 * 𝔼|ĝ − ḡ|² / |ḡ|² = bias² + variance, at θ₀ on the first batch, mean over seeds.
 * @param rows the comparison
 */
export function gradientFigure(rows: readonly Comparison[]): Figure {
  const bottom = 20 + rows.length * LINE;
  const frame: Frame = { width: 900, height: bottom + 50, left: LEFT, right: 790, top: 14, bottom };
  const errors = rows.map((row) => meanSquare(row.bias) + row.gradientVariance.mean);
  const most = Math.max(0.1, ...errors);
  const x = linear([0, most], [frame.left, frame.right]);
  const title = "How far a step's gradient is from the full-orbit gradient";
  return {
    title,
    caption:
      "𝔼|ĝ − ḡ|² / |ḡ|² = bias² + variance, exact over the elements, at θ₀ on the first batch, mean over seeds.",
    svg: picture(frame, title, [
      xAxis(
        frame,
        x,
        ticks(0, most, 5).map((v) => [v, String(Math.round(v * 100) / 100)] as const),
        "squared error of the gradient, relative to |ḡ|²",
      ),
      ...rows.map((row, i) => bars(row, x, 14 + (i + 0.5) * LINE)),
    ]),
  };
}

function bars(row: Comparison, x: Scale, y: number): Markup {
  const [bias, variance] = [meanSquare(row.bias), row.gradientVariance.mean];
  const bar = (kind: string, from: number, to: number): Markup =>
    el("rect", { class: kind, x: x(from), y: y - 7, width: x(to) - x(from), height: 14 });
  const says = [
    bias > 1e-9 ? `${bias.toFixed(2)} bias²` : "",
    variance > 1e-9 ? `${variance.toFixed(2)} variance` : "",
  ].filter((part) => part !== "");
  return many([
    text(LEFT - 14, y + 4, short(row.method), "end"),
    bar("bias", 0, bias),
    bar("variance", bias, bias + variance),
    text(
      x(bias + variance) + 8,
      y + 4,
      says.join(" + ") || "0: the full-orbit gradient",
      "start",
      "tick",
    ),
  ]);
}

/** 𝔼 x² = mean² + (n − 1)/n sd² */
function meanSquare({ mean, sd, n }: Spread): number {
  return mean ** 2 + ((n - 1) / n) * sd ** 2;
}
