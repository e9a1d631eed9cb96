/**
 * Random graphs, compiled and plain, to the bit, for as long as one likes.
 *
 *   node build/scripts/fuzz.js [--from SEED] [--count N]     which seeds differ
 *   node build/scripts/fuzz.js --show SEED                   the graph of a seed, and its program
 *
 * test/autodiff/wasm/laws/fuzz.test.ts runs some hundred of them in every test.
 */
import { parseArgs } from "node:util";
import { compile, print } from "../src/autodiff/index.ts";
import { differ } from "../test/autodiff/wasm/differ.ts";
import { randomGraph } from "../test/autodiff/wasm/random-graph.ts";

const { values } = parseArgs({
  options: {
    from: { type: "string", default: "0" },
    count: { type: "string", default: "10000" },
    show: { type: "string" },
  },
});

if (values.show !== undefined) {
  const { args, f } = randomGraph(Number(values.show));
  console.log(print(f(args)));
  console.log(compile(f, args).print());
}
const first = Number(values.show ?? values.from);
const count = values.show === undefined ? Number(values.count) : 1;
const start = performance.now();
let bad = 0;
for (let seed = first; seed < first + count; seed++) {
  const differs = differ(seed);
  if (differs === null) continue;
  bad++;
  console.log(`seed ${seed}: ${differs}`);
}
const seconds = ((performance.now() - start) / 1000).toFixed(0);
console.log(`${count} graphs, ${bad} differ, ${seconds} s`);
process.exitCode = bad === 0 ? 0 : 1;
