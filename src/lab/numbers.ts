/**
 * Numbers as people read them, in tables and figures.
 *
 * Next: statistics.ts
 */
import type { Spread } from "./statistics.ts";

const PREFIXES = ["", "k", "M", "G", "T"];

/**
 * Three significant digits and a prefix: 2670835 → "2.67 M".
 * @param x    ≥ 0
 * @param unit what it counts, "" for none
 */
export function withPrefix(x: number, unit = ""): string {
  const order = x < 1 ? 0 : Math.min(PREFIXES.length - 1, Math.floor(Math.log10(x) / 3));
  const number = trimmed(x / 1000 ** order);
  return `${number} ${PREFIXES[order]}${unit}`.trim();
}

/** Mean ± sd in percent, one decimal: "93.9 ± 0.4"; the mean alone for a single run. */
export function percent({ mean, sd, n }: Spread): string {
  const text = (mean * 100).toFixed(1);
  return n === 1 ? text : `${text} ± ${(sd * 100).toFixed(1)}`;
}

/** A number ≥ 0 in at most seven characters: 0, 4e-8, 0.387, 12.1. */
export function brief(x: number): string {
  if (x === 0) return "0";
  if (x < 1e-3) return x.toExponential(0);
  return trimmed(x);
}

/** Mean ± sd, brief. */
export function briefSpread({ mean, sd, n }: Spread): string {
  if (n === 1 || mean < 1e-3) return brief(mean);
  const digits = mean < 1 ? 3 : mean < 10 ? 2 : 1;
  return `${mean.toFixed(digits)} ± ${sd.toFixed(digits)}`;
}

function trimmed(x: number): string {
  return x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x >= 1 ? x.toFixed(2) : x.toFixed(3);
}
