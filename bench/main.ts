/**
 * What the plain engine takes, in one run on one machine: `npm run bench`, or `npm run -s bench -- --json`.
 *
 * Ids are those of the workloads that peers are measured on; `peers` is empty here, and filled by versus.ts. Milliseconds
 * are medians.
 */
import { argv } from "node:process";
import { Bench } from "tinybench";
import { multiplier } from "../src/autodiff/fields/modular.ts";
import { evaluate } from "../src/autodiff/index.ts";
import { check, ledger, standardGroups, standardShapes } from "../src/claims/index.ts";
import {
  fieldProduct,
  growth,
  MULTIPLY_ADDS,
  smallestPlaces,
  splitProduct,
  wasmProduct,
  wholeLedger,
} from "./proofs.ts";
import { workloads as shared } from "./workloads/index.ts";
import { type Goal, reaches, type Workload as Shared } from "./workloads/workload.ts";

/** One workload: what runs, how many floating-point operations it is, and what it must reach. */
interface Workload {
  readonly id: string;
  readonly run: () => unknown;
  readonly flops: number | null;
  /** Null where no goal is set for the plain engine. */
  readonly goal: Goal | null;
  /** How many of what one run does, for people. */
  readonly items?: readonly [count: number, what: string];
}

/** One that peers have too: built and evaluated. */
function engine({ id, inputs, build, flops, plain }: Shared): Workload {
  return { id, run: () => evaluate(build(inputs)), flops, goal: plain };
}

/** A million products in GF(p). */
function residues(): Workload {
  const mul = multiplier(2147412961);
  const run = (): number => {
    let x = 3;
    for (let i = 0; i < 1e6; i++) x = mul(x, 1234567891);
    return x;
  };
  return { id: "GF(p) 1e6 products", run, flops: null, goal: null, items: [1e6, "products"] };
}

/** A product of matrices in GF(p): term by term, as doubles could, and as proofs compute it. */
function contractions(): Workload[] {
  const [slow, split, wasm] = [fieldProduct(), splitProduct(), wasmProduct()];
  const values = new Set([slow, split, wasm].map((run) => Array.from(run()).join()));
  if (values.size !== 1) throw new Error("GF(p): two values");
  const items = [MULTIPLY_ADDS, "multiply–adds"] as const;
  return [
    { id: "GF(p) matmul, by the field", run: slow, flops: null, goal: null, items },
    { id: "GF(p) matmul, pre-split, lazy", run: split, flops: null, goal: null, items },
    { id: "GF(p) matmul, wasm", run: wasm, flops: null, goal: null, items },
  ];
}

/** Every claim of the ledger where it is smallest. */
function proofs(): Workload {
  const items = [ledger.length, "verdicts"] as const;
  return {
    id: "ledger at its smallest places",
    run: smallestPlaces,
    flops: null,
    goal: null,
    items,
  };
}

/** One proof: "data augmentation = gradient coupling + output coupling" on D4, any φ. */
function proof(): Workload {
  const claim = ledger.find(({ id }) => id === "KEY1")!;
  const place = {
    G: standardGroups.find(({ name }) => name === "D4")!,
    shape: standardShapes[2]!,
  };
  return { id: "prove KEY1 on D4", run: () => check(claim, place, null), flops: null, goal: null };
}

/** Those that peers are measured on, and then what only this library does. */
const workloads: readonly Workload[] = [
  ...shared.map(engine),
  residues(),
  ...contractions(),
  proof(),
  proofs(),
];

const bench = new Bench({ time: 500, warmupTime: 200 });
for (const { id, run } of workloads) bench.add(id, run);
await bench.run();

const rows = workloads.map(({ id, flops, goal }) => {
  const { result } = bench.getTask(id)!;
  if (result.state !== "completed") throw new Error(`${id}: ${result.state}`);
  const ms = result.latency.p50;
  const gflops = flops === null ? {} : { gflops: flops / ms / 1e6 };
  const met = goal === null ? null : reaches(goal, ms, flops);
  return { id, ms, ...gflops, peers: {}, goal: goal && Object.values(goal)[0]!, met };
});
// Once: it takes half a minute. Its goal is in ms, as it is no rate.
const wholeGoal = 60_000;
const whole = await wholeLedger(2);
rows.push({
  id: "verify, 2 threads",
  ms: whole,
  peers: {},
  goal: wholeGoal,
  met: whole <= wholeGoal,
});

if (argv.includes("--json")) console.log(JSON.stringify(rows));
else {
  for (const { id, ms, gflops, goal, met } of rows) {
    const items = workloads.find((each) => each.id === id)?.items;
    const rate = items && `${((items[0] / ms) * 1000).toPrecision(3)} ${items[1]}/s`;
    const speed = gflops === undefined ? (rate ?? "") : `${gflops.toFixed(2)} GFLOP/s`;
    const verdict = met === null ? "" : `goal ${goal}: ${met ? "met" : "missed"}`;
    console.log(
      `${id.padEnd(32)}${ms.toPrecision(3).padStart(10)} ms  ${speed.padEnd(24)}${verdict}`,
    );
  }
  console.log(`\n${"a proof of".padEnd(48)}nodes   entries        ms  µs an entry`);
  for (const { what, nodes, entries, ms } of growth()) {
    const numbers = [
      String(nodes).padStart(5),
      String(entries).padStart(9),
      ms.toFixed(1).padStart(9),
    ];
    console.log(
      `${what.padEnd(48)}${numbers.join(" ")}  ${((1000 * ms) / entries).toFixed(2).padStart(11)}`,
    );
  }
}
