/**
 * The report: one page of HTML that needs no other file, no network and no script.
 *
 * Next: claims.ts
 */
import type { Figure } from "./axes.ts";
import { claimsTable, tally } from "./claims.ts";
import { comparisonTable } from "./comparison.ts";
import { accuracyFigure } from "./figures/accuracy.ts";
import { curvesFigure } from "./figures/curves.ts";
import { gradientFigure } from "./figures/gradient.ts";
import { invarianceFigure } from "./figures/invariance.ts";
import { el, type Markup, many } from "./markup.ts";
import type { ComparePart, Parts, VerifyPart } from "./parts.ts";
import { sheet } from "./sheet.ts";

/**
 * The page of the parts there are.
 * @param parts what `verify` and `compare` found
 */
export function page({ verify, compare }: Parts): string {
  const body = el(
    "body",
    {},
    el("h1", {}, "Symmetry in learning: what is the same, and what differs"),
    el("p", { class: "soft" }, "Written by orbitgrad from its own proofs and measurements."),
    ...(compare ? [found(compare)] : []),
    ...(verify ? [claims(verify)] : []),
    ...(compare ? [comparison(compare)] : []),
  );
  const head = [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>orbitgrad: report</title><style>${sheet}</style></head>`,
  ];
  return `${head.join("\n")}\n${body.html}</html>\n`;
}

function found({ findings }: ComparePart): Markup {
  return many([
    el("h2", {}, "What was found"),
    el("ul", {}, ...findings.map((sentence) => el("li", {}, sentence))),
  ]);
}

function claims({ claims: reports, seed }: VerifyPart): Markup {
  return many([
    el("h2", {}, "What the notes claim"),
    el("p", {}, tally(reports)),
    el(
      "p",
      { class: "soft" },
      "PROVED: equal as functions of all inputs, in exact arithmetic, with at most the stated probability of error. " +
        `REFUTED: a witness is shown. Each hypothesis is needed: without it there is a counterexample. Seed ${seed}.`,
    ),
    claimsTable(reports),
  ]);
}

function comparison({ rows, group, epochs, seeds }: ComparePart): Markup {
  const figures = [accuracyFigure, invarianceFigure, curvesFigure, gradientFigure];
  return many([
    el("h2", {}, "The methods on real digits"),
    el(
      "p",
      { class: "soft" },
      `A perceptron 64 – 64 – 10, ${group} on 8 × 8 pixels, ${epochs} passes over 1 438 digits, tested on 359; ` +
        `mean ± sd over ${seeds.length} seed${seeds.length === 1 ? "" : "s"}. Flops and activation bytes are counted ` +
        "from the graph of one step; variance and bias are relative to the full-orbit gradient at θ₀; " +
        "“moved” digits are each moved by a random element of the group.",
    ),
    comparisonTable(rows),
    ...figures.map((figure) => shown(figure(rows))),
    el(
      "p",
      { class: "soft" },
      "Digits: UCI Machine Learning Repository, “Optical Recognition of Handwritten Digits”, " +
        "E. Alpaydin and C. Kaynak, 1998, CC BY 4.0.",
    ),
  ]);
}

function shown({ title, caption, svg }: Figure): Markup {
  return el("figure", {}, el("h3", {}, title), svg, el("figcaption", {}, caption));
}
