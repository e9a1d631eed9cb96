/**
 * What a comparison found, in sentences computed from its numbers: with other numbers they say
 * something else.
 *
 * Next: ../report/page.ts
 */
import { formatBound } from "../../claims/index.ts";
import { brief } from "../numbers.ts";
import type { Comparison } from "./comparison.ts";

/** Below this a relative change, or a distance between softmax outputs, is rounding. */
const ROUNDING = 1e-4;

/**
 * Which rows are one row, which rows do the same for less, what one sample costs, what becomes of asymmetry,
 * how much faster compiled steps were.
 * @param rows the comparison
 */
export function findings(rows: readonly Comparison[]): string[] {
  const sentences = [
    `${ties(rows)}.`,
    ...savings(rows),
    oneSample(rows),
    asymmetry(rows),
    speed(rows),
  ];
  return sentences.filter((sentence) => sentence !== "");
}

/** What was measured; a clock that stood still has measured nothing. */
function speed(rows: readonly Comparison[]): string {
  const timed = rows.flatMap(({ method, msPerStep: { mean: ms }, plainMsPerStep: plain }) =>
    plain !== null && ms > 0 ? [{ method, ms, plain: plain.mean, times: plain.mean / ms }] : [],
  );
  if (timed.length === 0) return "";
  const sorted = [...timed].sort((a, b) => a.times - b.times);
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  const ms = timed.reduce((sum, row) => sum + row.ms, 0) / timed.length;
  const plain = timed.reduce((sum, row) => sum + row.plain, 0) / timed.length;
  const of = (row: typeof least): string => `${brief(row.times)}× for ${quoted(row.method)}`;
  return (
    `Compiled, a step is ${brief(plain / ms)}× faster than in the interpreter, with the same bits: ` +
    `${brief(ms)} ms against ${brief(plain)} ms, the mean over rows, ` +
    `measured in this run (${of(least)} to ${of(most)}).`
  );
}

function ties(rows: readonly Comparison[]): string {
  const seen = new Set<string>();
  const groups = rows.flatMap((row) => {
    if (seen.has(row.method) || row.sameWeights.length === 0) return [];
    const names = [row.method, ...row.sameWeights.map(({ method }) => method)];
    for (const name of names) seen.add(name);
    const distance = Math.max(...row.sameWeights.map((other) => other.distance));
    const apart = distance === 0 ? "to the bit" : `within ${scientific(distance)}, rounding`;
    return [`${names.map(quoted).join(" = ")} (${apart})`];
  });
  if (groups.length === 0) return "No two rows end with the same weights";
  return `The same batches lead to the same weights, from every seed: ${groups.join("; ")}`;
}

function savings(rows: readonly Comparison[]): string[] {
  const named = new Set<string>();
  return rows.flatMap(({ method, cheaper }) => {
    if (cheaper === null) return [];
    const { given, factor, errorBound, flops, ms, distance } = cheaper;
    const times = factor === "1" ? "" : `${factor} · `;
    const under = given.length === 0 ? "" : `given ${given.join(" and ")} `;
    const elsewhere = named.has(cheaper.method) ? "" : generic(rows, cheaper.method);
    named.add(cheaper.method);
    const weights =
      distance === 0
        ? "the same weights after training, to the bit"
        : `weights that are ${scientific(distance)} |θ| apart after training`;
    // a clock that stood still has measured nothing
    const measured = Number.isFinite(ms) ? `measured ${ms.toFixed(2)} of the time, ` : "";
    return [
      `The gradient of ${quoted(method)} is ${times}that of ${quoted(cheaper.method)} ${under}(proved, error ≤ ` +
        `${formatBound(errorBound)}): ${flops.toFixed(2)} of the flops, ${measured}` +
        `${weights}${elsewhere}.`,
    ];
  });
}

/** How far off the cheaper row is where the hypothesis that its θ₀ satisfies does not hold. */
function generic(rows: readonly Comparison[], cheap: string): string {
  const row = find(rows, cheap.replace(", symmetric init", ""));
  if (!row || row.method === cheap) return "";
  return `; from a generic init it is off by ${row.bias.mean.toFixed(2)} |ḡ|`;
}

function oneSample(rows: readonly Comparison[]): string {
  const one = find(rows, "data augmentation, one sample");
  const full = find(rows, "data augmentation (full orbit)");
  if (!one || !full) return "";
  const ratio = (one.flops / full.flops).toFixed(2);
  const [a, b] = [one.accuracyRotated, full.accuracyRotated];
  const change = (a.mean - b.mean) * 100;
  const noise = Math.max(a.sd, b.sd) * 100;
  return (
    `One sampled element for the orbit costs ${ratio} of the flops and a variance of ` +
    `${one.gradientVariance.mean.toFixed(2)} |ḡ|²; accuracy on moved digits changes by ` +
    `${signed(change)} points, ${resolved(change, noise, a.n)}.`
  );
}

function resolved(change: number, noise: number, seeds: number): string {
  if (seeds === 1) return "from one seed";
  const words =
    Math.abs(change) <= noise ? "which the seeds do not resolve" : "more than the seeds do";
  return `${words} (sd ${noise.toFixed(1)})`;
}

function asymmetry(rows: readonly Comparison[]): string {
  const exact = rows.filter((row) => row.invarianceErrorAfter.mean < ROUNDING);
  const frozen = rows.filter(
    ({ asymmetryBefore: before, asymmetryAfter: after }) =>
      before.mean > ROUNDING && Math.abs(after.mean - before.mean) < ROUNDING * before.mean,
  );
  const lowered = rows.filter(
    (row) => !exact.includes(row) && row.invarianceErrorAfter.mean < row.invarianceErrorBefore.mean,
  );
  const parts = [
    said(exact, "stay invariant up to rounding", "stays invariant up to rounding"),
    said(lowered, "lower the invariance error", "lowers the invariance error"),
    said(frozen, "freeze |θ − Rθ|", "freezes |θ − Rθ|", changes),
  ].filter((part) => part !== "");
  return parts.length === 0
    ? ""
    : `${parts.join("; ")}; every other row raises its invariance error.`;
}

function changes(row: Comparison): string {
  const { invarianceErrorBefore: before, invarianceErrorAfter: after } = row;
  return ` (while its invariance error goes from ${before.mean.toFixed(2)} to ${after.mean.toFixed(2)})`;
}

function said(
  rows: readonly Comparison[],
  many: string,
  one: string,
  more: (row: Comparison) => string = () => "",
): string {
  if (rows.length === 0) return "";
  const names = rows.map((row) => quoted(row.method)).join(", ");
  return rows.length === 1 ? `${names} ${one}${more(rows[0]!)}` : `${names} ${many}`;
}

function find(rows: readonly Comparison[], name: string): Comparison | undefined {
  return rows.find(({ method }) => method === name);
}

function quoted(name: string): string {
  return `“${name}”`;
}

function signed(x: number): string {
  return `${x < 0 ? "−" : "+"}${Math.abs(x).toFixed(1)}`;
}

function scientific(x: number): string {
  return x.toExponential(0);
}
