/**
 * The comparison as a table of the page.
 *
 * Next: axes.ts
 */
import type { Comparison } from "../compare/comparison.ts";
import { brief, briefSpread, percent, withPrefix } from "../numbers.ts";
import { el, type Markup, many } from "./markup.ts";

const COLUMNS: readonly (readonly [title: string, cell: (row: Comparison) => string])[] = [
  ["flops", (row) => withPrefix(row.flops)],
  ["activations", (row) => withPrefix(row.bytes, "B")],
  ["ms a step", (row) => brief(row.msPerStep.mean)],
  ["variance", (row) => briefSpread(row.gradientVariance)],
  ["bias", (row) => briefSpread(row.bias)],
  ["invariance error before", (row) => briefSpread(row.invarianceErrorBefore)],
  ["and after", (row) => briefSpread(row.invarianceErrorAfter)],
  ["upright correct, %", (row) => percent(row.accuracyUpright)],
  ["moved correct, %", (row) => percent(row.accuracyRotated)],
];

/**
 * A row a method.
 * @param rows the comparison
 */
export function comparisonTable(rows: readonly Comparison[]): Markup {
  const head = COLUMNS.map(([title]) => el("th", { class: "number" }, title));
  const body = rows.map((row) =>
    el(
      "tr",
      {},
      el("td", {}, row.method),
      ...COLUMNS.map(([, cell]) => el("td", { class: "number" }, stacked(cell(row)))),
    ),
  );
  const table = el("table", {}, el("tr", {}, el("th", {}, "method"), ...head), ...body);
  return el("div", { class: "wide" }, table);
}

/** The spread under the mean, smaller: nine columns fit a page of paper. */
function stacked(text: string): Markup {
  const [mean, sd] = text.split(" ± ") as [string, string | undefined];
  return sd === undefined ? many([mean]) : many([mean, el("small", {}, `± ${sd}`)]);
}
