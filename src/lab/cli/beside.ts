/**
 * Claims proved both ways, with products of residues in WebAssembly and term by term: what that
 * gains a proof, measured in the run that has it, and that it changes none.
 *
 * Next: files.ts
 */
import { performance } from "node:perf_hooks";
import { termByTerm } from "../../autodiff/wasm/products/residues.ts";
import type { ClaimReport } from "../../claims/index.ts";

/** One claim, in milliseconds. */
export interface Beside {
  /** As proofs are. */
  readonly ms: number;
  /** Term by term. */
  readonly plainMs: number;
}

/** One claim in so many: of the whole ledger ten, which are some 3 s more on one thread. */
const EVERY = 20;

/** The claims that are proved both ways: some of all parts of the ledger, none if there are few. */
export function sampleOf(ids: readonly string[]): string[] {
  return ids.filter((_, i) => i % EVERY === EVERY - 1);
}

/**
 * Proves a claim twice more, so that both times are of code that has run before.
 * @throws Error if the reports are not those of the first time
 */
export function bothWays(first: ClaimReport, prove: () => ClaimReport): Beside {
  const expected = JSON.stringify(first);
  const timed = (run: () => ClaimReport): number => {
    const from = performance.now();
    const report = run();
    const ms = performance.now() - from;
    if (JSON.stringify(report) === expected) return ms;
    throw new Error(`internal: ${first.id} has two reports`);
  };
  return { plainMs: timed(() => termByTerm(prove)), ms: timed(prove) };
}

/** What was measured, in a sentence; "" if nothing was. */
export function gained(all: readonly Beside[]): string {
  if (all.length === 0) return "";
  const [ms, plain] = [all.map((each) => each.ms), all.map((each) => each.plainMs)].map((list) =>
    list.reduce((sum, x) => sum + x, 0),
  ) as [number, number];
  const seconds = (x: number): string => `${(x / 1000).toFixed(1)} s`;
  return (
    `With products of residues in WebAssembly proofs are ${(plain / ms).toFixed(2)} times as fast as term by term: ` +
    `${all.length} of these claims, proved both ways in this run with the same reports, ` +
    `took ${seconds(ms)} against ${seconds(plain)}.`
  );
}
