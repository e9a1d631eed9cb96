/**
 * docs/equivalences-*.svg: method × method. A cell is as dark as its pair needs few hypotheses, and names them by signs.
 */
import { between, type Equality, formatFactor } from "../src/claims/index.ts";
import { el, type Markup, many } from "../src/lab/report/markup.ts";
import { type Table, tables } from "./equivalences-tables.ts";

const CELL = 68;
const LEFT = 214;
const RIGHT = 110;
const TOP = 176;
const LEGEND = 142;
/** Lines of signs that a cell has room for. */
const LINES = 3;

const STYLE = `
svg { --paper: #fcfcfa; --ink: #1d2126; --soft: #626b76; --hair: #dfe2e6; --on: #ffffff;
  --h0: #0b7a63; --h1: #74bfac; --h2: #b5dcd1; --h3: #dff0eb; --none: #f3f4f2; }
@media (prefers-color-scheme: dark) { svg {
  --paper: #15181c; --ink: #e7e9ec; --soft: #9aa4b0; --hair: #31373e; --on: #08110e;
  --h0: #4cc9a4; --h1: #23755f; --h2: #1d4e42; --h3: #1b332d; --none: #1d2126; } }
text { fill: var(--ink); font: 13px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
.paper { fill: var(--paper); } .h0 { fill: var(--h0); } .h1 { fill: var(--h1); } .h2 { fill: var(--h2); }
.h3 { fill: var(--h3); } .none { fill: var(--none); } .self { fill: none; stroke: var(--hair); }
.soft { fill: var(--soft); font-size: 11.5px; } .always { fill: var(--on); font-size: 20px; }
.times { font-size: 11.5px; } .on { fill: var(--on); font-size: 11.5px; } .strong { font-weight: 600; }`;

/** The SVG of a table that has signs, by the name of its file. */
export function equivalencesFigure(file: string): string {
  const table = tables().find(({ figure }) => figure === file)!;
  const names = Object.keys(table.subject.methods);
  const [width, height] = [LEFT + names.length * CELL + RIGHT, TOP + names.length * CELL + LEGEND];
  const title = `${table.title}: which methods are the same, and given what`;
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "aria-label": title,
  };
  const figure = el(
    "svg",
    attributes,
    el("title", {}, title),
    { html: `<style>${STYLE}</style>` },
    el("rect", { class: "paper", x: 0, y: 0, width, height }),
    ...names.map((name, i) => columnTitle(name, i)),
    ...names.map((name, j) => text(LEFT - 12, TOP + (j + 0.5) * CELL + 4, name, "end", "strong")),
    ...names.flatMap((row, j) => names.map((column, i) => cell(table, row, column, i, j))),
    legend(table, TOP + names.length * CELL + 34),
  );
  return `${figure.html.replaceAll("><", ">\n<")}\n`;
}

/** Names of columns stand at an angle, or they would not fit. */
function columnTitle(name: string, i: number): Markup {
  const [x, y] = [LEFT + (i + 0.5) * CELL, TOP - 12];
  return el("text", { class: "strong", x, y, transform: `rotate(-38 ${x} ${y})` }, name);
}

function cell(table: Table, row: string, column: string, i: number, j: number): Markup {
  const [x, y] = [LEFT + i * CELL, TOP + j * CELL];
  const box = (kind: string): Markup =>
    el("rect", { class: kind, x: x + 1.5, y: y + 1.5, width: CELL - 3, height: CELL - 3, rx: 5 });
  if (row === column) return box("self");
  const { equal } = between(table.pairs, row, column);
  const real = equal.filter(({ vanish }) => !vanish);
  const fewest = Math.min(...real.map(({ given }) => given.length));
  const kind = real.length === 0 ? "none" : `h${Math.min(3, fewest)}`;
  const middle = x + CELL / 2;
  const factor = factors(real);
  const below = text(middle, y + CELL - 8, factor, "middle", fewest === 0 ? "on" : "times");
  if (fewest === 0)
    return many([box(kind), text(middle, y + CELL / 2 + 7, "=", "middle", "always"), below]);
  const lines = signs(table, real);
  const top = y + CELL / 2 + 5 - (lines.length - 1) * 7.5 - (factor === "" ? 0 : 7);
  return many([
    box(kind),
    ...lines.map((line, k) => text(middle, top + k * 15, line, "middle", k < LINES ? "" : "soft")),
    below,
  ]);
}

/** The factors: "× 4"; "× 4, 2" where they differ between sets of hypotheses; "" if all are 1. */
function factors(equal: readonly Equality[]): string {
  const all = new Set(equal.map(({ factor }) => formatFactor(factor).replace(" · ", "") || "1"));
  const said = [...all].join(", ");
  return said === "1" ? "" : `× ${said}`;
}

/** A line a set of hypotheses, short ones first, and how many there are besides. */
function signs({ signs: of }: Table, equal: readonly Equality[]): string[] {
  const lines = equal
    .map(({ given }) => given.map((name) => of![name]).join(""))
    .sort((a, b) => a.length - b.length);
  return lines.length <= LINES
    ? lines
    : [...lines.slice(0, LINES - 1), `+ ${lines.length - LINES + 1}`];
}

function legend({ signs: of, subject }: Table, top: number): Markup {
  const kinds = [
    ["h0", "always"],
    ["h1", "given one hypothesis"],
    ["h2", "given two"],
    ["h3", "given three or more"],
    ["none", "never (or both are 0)"],
  ] as const;
  const said = Object.keys(subject.hypotheses).map((name) => `${of![name]}  ${name}`);
  return many([
    ...kinds.flatMap(([kind, says], i) => [
      el("rect", { class: kind, x: 24, y: top + i * 20 - 11, width: 14, height: 14, rx: 3 }),
      text(46, top + i * 20, says, "start", "soft"),
    ]),
    ...said.map((line, i) =>
      text(236 + Math.floor(i / 5) * 190, top + (i % 5) * 20, line, "start", "soft"),
    ),
    text(616, top, "row = column, given the signs of one line;", "start", "soft"),
    text(616, top + 20, "× c: row = c · column.", "start", "soft"),
  ]);
}

function text(x: number, y: number, words: string, anchor: string, kind: string): Markup {
  return el("text", { class: kind, x, y, "text-anchor": anchor }, words);
}
