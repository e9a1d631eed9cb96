/**
 * What figures share: their frame, their axes, and how they call the methods.
 *
 * Next: figures/accuracy.ts
 */
import type { Comparison } from "../compare/comparison.ts";
import { el, type Markup, many } from "./markup.ts";
import type { Scale } from "./scale.ts";

/** A figure: what it shows, in a sentence, and the picture. */
export interface Figure {
  /** What it shows. */
  readonly title: string;
  /** How to read it. */
  readonly caption: string;
  /** The SVG. */
  readonly svg: Markup;
}

/** Where the plot lies within its SVG, in pixels. */
export interface Frame {
  /** Of the whole SVG. */
  readonly width: number;
  /** Of the whole SVG. */
  readonly height: number;
  /** Of the plot. */
  readonly left: number;
  /** Of the plot. */
  readonly right: number;
  /** Of the plot. */
  readonly top: number;
  /** Of the plot. */
  readonly bottom: number;
}

/** The SVG of a figure; it scales with the page. */
export function picture({ width, height }: Frame, title: string, parts: readonly Markup[]): Markup {
  const view = { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": title };
  return el("svg", view, ...parts);
}

/** A tick: a number and what stands at it. */
export type Tick = readonly [value: number, label: string];

/** The horizontal axis: a line, grid lines, numbers, and what they are. */
export function xAxis(frame: Frame, x: Scale, ticks: readonly Tick[], title: string): Markup {
  const { left, right, top, bottom } = frame;
  return many([
    ...ticks.flatMap(([value, label]) => [
      el("line", { class: "grid", x1: x(value), x2: x(value), y1: top, y2: bottom }),
      text(x(value), bottom + 18, label, "middle", "tick"),
    ]),
    el("line", { class: "axis", x1: left, x2: right, y1: bottom, y2: bottom }),
    text((left + right) / 2, bottom + 40, title, "middle", "title"),
  ]);
}

/** The vertical axis: grid lines and numbers; what they are stands above it. */
export function yAxis(frame: Frame, y: Scale, ticks: readonly Tick[], title: string): Markup {
  const { left, right, top } = frame;
  return many([
    ...ticks.flatMap(([value, label]) => [
      el("line", { class: "grid", x1: left, x2: right, y1: y(value), y2: y(value) }),
      text(left - 8, y(value) + 4, label, "end", "tick"),
    ]),
    text(4, top - 16, title, "start", "title"),
  ]);
}

/** A line of text in a picture. */
export function text(
  x: number,
  y: number,
  words: string,
  anchor: "start" | "middle" | "end" = "start",
  kind = "label",
): Markup {
  return el("text", { class: kind, x, y, "text-anchor": anchor }, words);
}

/** A short name for a label: "(full orbit)" goes without saying. */
export function short(name: string): string {
  return name.replace(" (full orbit)", "").replace("data augmentation", "augmentation");
}

/**
 * Rows that are one row, under all their names: the first, and those that end with the same
 * weights.
 */
export function distinct(rows: readonly Comparison[]): { row: Comparison; names: string[] }[] {
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    if (seen.has(row.method)) return [];
    const names = [row.method, ...row.sameWeights.map(({ method }) => method)];
    for (const name of names) seen.add(name);
    return [{ row, names }];
  });
}
