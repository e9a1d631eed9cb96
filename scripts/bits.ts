/**
 * Stores the bits that test/autodiff/laws/bits.test.ts asks of every runtime: `npm run bits`.
 *
 * Stored bits do not change silently. What is new is added and what is gone is dropped; a hash that differs stops the
 * program, and only `npm run bits -- --change NAME…` (the sample's whole name) stores another, for a CHANGELOG line
 * that says which results users will see differ, and why.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import { chapters, type Hashes } from "../test/autodiff/laws/bits.ts";

const PATH = "test/fixtures/bits.json";
const { values } = parseArgs({
  options: { change: { type: "string", multiple: true, default: [] } },
});

const stored: Record<string, Hashes> = existsSync(PATH)
  ? JSON.parse(readFileSync(PATH, "utf8"))
  : {};
const computed = Object.fromEntries(
  Object.entries(chapters).map(([chapter, compute]) => [chapter, compute()]),
);
const differing: string[] = [];
let [same, added, changed] = [0, 0, 0];
for (const [chapter, hashes] of Object.entries(computed)) {
  for (const [name, hash] of Object.entries(hashes)) {
    const before = stored[chapter]?.[name];
    if (before === undefined) added++;
    else if (before === hash) same++;
    else if (values.change.includes(name)) changed++;
    else differing.push(`${chapter}, ${name}: expected ${before}, got ${hash}`);
  }
}
const kept = Object.values(stored).reduce((n, hashes) => n + Object.keys(hashes).length, 0);
const dropped = kept - same - changed - differing.length;
if (differing.length > 0) {
  console.error(differing.join("\n"));
  console.error(`${differing.length} results have other bits than stored: nothing was written.`);
  process.exitCode = 1;
} else {
  writeFileSync(PATH, `${JSON.stringify(computed, null, 2)}\n`);
  console.log(`${PATH}: ${same} the same, ${added} new, ${changed} changed, ${dropped} dropped`);
}
