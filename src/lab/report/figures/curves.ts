/**
 * How fast each row learns: accuracy on moved digits after each pass.
 *
 * Next: gradient.ts
 */
import type { Comparison } from "../../compare/comparison.ts";
import { distinct, type Figure, type Frame, picture, short, text, xAxis, yAxis } from "../axes.ts";
import { el, type Markup, many } from "../markup.ts";
import { apart, linear, type Scale, ticks } from "../scale.ts";

const FRAME: Frame = { width: 900, height: 470, left: 52, right: 610, top: 44, bottom: 416 };
const LINE = 17;

/**
 * Learning curves with bands of one sd, direct labels at their ends.
 * @param rows the comparison
 */
export function curvesFigure(rows: readonly Comparison[]): Figure {
  const lines = distinct(rows);
  const epochs = rows[0]!.curve.length - 1;
  const every = rows.flatMap((row) => row.curve);
  const high = Math.max(...every.map(({ mean, sd }) => mean + sd));
  const x = linear([0, epochs], [FRAME.left, FRAME.right]);
  const y = linear([0, high * 1.04], [FRAME.bottom, FRAME.top]);
  const ends = lines.map(({ row }) => y(row.curve.at(-1)!.mean));
  const places = apart(ends, LINE, [FRAME.top, FRAME.bottom - 8]);
  const title = "Accuracy on moved digits while learning";
  return {
    title,
    caption:
      "Mean and a band of ± sd over seeds. Rows that end with the same weights are one line.",
    svg: picture(FRAME, title, [
      yAxis(
        FRAME,
        y,
        ticks(0, high, 6).map((v) => [v, `${Math.round(v * 100)}`] as const),
        "moved digits correct, %",
      ),
      xAxis(
        FRAME,
        x,
        ticks(0, epochs, Math.min(10, epochs)).map((v) => [v, String(v)] as const),
        "passes over the digits",
      ),
      ...lines.map(({ row }, i) => curve(row, i, x, y)),
      ...lines.map(({ names }, i) => label(names, i, ends[i]!, places[i]!)),
    ]),
  };
}

function curve({ curve: points }: Comparison, i: number, x: Scale, y: Scale): Markup {
  const at = (epoch: number, value: number): string =>
    `${x(epoch).toFixed(1)} ${y(value).toFixed(1)}`;
  const upper = points.map(({ mean, sd }, e) => at(e, mean + sd));
  const lower = points.map(({ mean, sd }, e) => at(e, mean - sd)).reverse();
  const middle = points.map(({ mean }, e) => at(e, mean));
  return many([
    el("path", { class: `band c${i % 10}`, d: `M${[...upper, ...lower].join("L")}Z` }),
    el("path", { class: `curve c${i % 10}`, d: `M${middle.join("L")}` }),
  ]);
}

function label(names: readonly string[], i: number, from: number, to: number): Markup {
  const [x, column] = [FRAME.right + 2, FRAME.right + 28];
  const more = names.length === 1 ? "" : ` (= ${names.length - 1} more)`;
  return many([
    el("path", {
      class: `leader c${i % 10}`,
      d: `M${x} ${from.toFixed(1)}L${column - 4} ${to.toFixed(1)}`,
    }),
    text(column, to + 4, short(names[0]!) + more, "start", `label c${i % 10}`),
  ]);
}
