/**
 * Mutants of every PROVED claim, twenty at each of three places: `npm run mutants:claims`, or
 * `npm run mutants:claims -- COUNT SEED`. A mutant that is another function must not be PROVED.
 *
 * Exit status 1 if one is, or if one that is the same function is refuted.
 */
import process, { argv } from "node:process";
import { ledger, standardGroups, standardShapes } from "../src/claims/index.ts";
import { counts, type Outcome, outcomesOf, wrong } from "./corpus.ts";

const [count, seed] = [Number(argv[2] ?? 20), Number(argv[3] ?? 0)];
const G = standardGroups.find(({ name }) => name === "C3")!; // g and g⁻¹ differ
const start = performance.now();
const proved = ledger.filter(({ expected }) => expected === "PROVED");
const all: Outcome[] = [];
for (const claim of proved) {
  for (const shape of standardShapes) all.push(...outcomesOf(claim, { G, shape }, count, seed));
}
for (const { what, judgement, verdict } of wrong(all)) {
  console.log(`WRONG  ${judgement}, yet ${verdict.verdict}: ${what}`);
}
for (const { what, judgement, verdict } of all) {
  if (verdict.verdict === "UNKNOWN")
    console.log(`unknown, ${judgement}: ${what}: ${verdict.reason}`);
}
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(
  `${all.length} mutants of ${proved.length} claims, ${wrong(all).length} wrong; ${seconds} s`,
);
for (const [key, n] of Object.entries(counts(all))) console.log(`  ${key}: ${n}`);
if (wrong(all).length > 0) process.exitCode = 1;
