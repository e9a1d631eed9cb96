/**
 * No verdict changes over 1 000 seeds, at the smallest place of every claim where a group moves anything:
 * `npm run seeds`, or `npm run seeds -- SEEDS` with another number of them. Exit status 1 if one does.
 */
import process, { argv } from "node:process";
import { ledger, standardGroups, standardShapes } from "../src/claims/index.ts";
import { isSteady, type Tally, tallies } from "./steady.ts";

const seeds = Number(argv[2] ?? 1000);
if (!Number.isInteger(seeds) || seeds < 1) {
  throw new RangeError(`seeds: expected a whole number ≥ 1, got ${argv[2]}`);
}
const G = standardGroups.find(({ name }) => name === "C2")!;
const shape = standardShapes[0]!;
const start = performance.now();
const all: Tally[] = [];
for (const claim of ledger) {
  for (const tally of tallies(claim, { G, shape }, seeds)) {
    all.push(tally);
    if (!isSteady(tally)) console.log(`${tally.what}: ${JSON.stringify(tally.seeds)}`);
  }
}
const changed = all.filter((tally) => !isSteady(tally)).length;
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(
  `${ledger.length} claims, ${all.length} sentences with each hypothesis dropped, ${seeds} seeds each on C2, ` +
    `${shape.name}: ${changed} change their verdict; ${seconds} s`,
);
if (changed > 0) process.exitCode = 1;
