/**
 * What an op costs in chains of a thousand to a million ops: `npm run -s emit && node build/bench/chains.js`.
 *
 * A process of its own, as what another benchmark left in memory would be collected on this one's time.
 */
import { chainTable } from "./runner/table.ts";
import { longChains } from "./workloads/long.ts";

console.log(chainTable(longChains()));
