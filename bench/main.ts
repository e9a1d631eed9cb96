/**
 * What the engine takes, in one run on one machine: `npm run bench`, or `npm run -s bench -- --json`.
 *
 * Ids are those of the workloads that peers are measured on: "w1f" is the compiled program and "w1f plain" the graph built
 * and evaluated op by op. `peers` holds loops by hand where there are any; versus.ts has the other libraries. Milliseconds
 * are medians, and so are goals: what rates and ratios allow in this run, null where only versus.ts can say.
 */
import { argv } from "node:process";
import { Bench } from "tinybench";
import { multiplier } from "../src/autodiff/fields/modular.ts";
import { check, ledger, standardGroups, standardShapes } from "../src/claims/index.ts";
import { type Cost, costs } from "./costs.ts";
import {
  fieldProduct,
  growth,
  MULTIPLY_ADDS,
  smallestPlaces,
  splitProduct,
  wasmProduct,
  wholeLedger,
} from "./proofs.ts";
import { simdPeak } from "./runner/peak.ts";
import { byHand, compiled, type Peer, plain } from "./runner/peer.ts";
import { type Goal, strictest } from "./workloads/goal.ts";
import { workloads as shared } from "./workloads/index.ts";
import type { Workload as Shared } from "./workloads/workload.ts";

/** One workload: what runs, how many floating-point operations it is, and what it must reach. */
interface Workload {
  readonly id: string;
  readonly run: () => unknown;
  readonly flops: number | null;
  readonly goals: readonly Goal[];
  /** The id of the same by hand; null if there is none. */
  readonly hand: string | null;
  /** How many of what one run does, for people. */
  readonly items?: readonly [count: number, what: string];
}

/** One that peers have too: compiled, built and evaluated, and by hand. */
async function engines(workload: Shared): Promise<Workload[]> {
  const { id, flops } = workload;
  const hand = workload.byHand === undefined ? null : `${id} by hand`;
  const row = async (peer: Peer, name: string, goals: readonly Goal[]): Promise<Workload> => {
    const { run } = (await peer.prepare(workload))!;
    if (typeof run !== "function") throw new Error(`${name}: expected to run here`);
    return { id: name, run, flops, goals, hand: name === hand ? null : hand };
  };
  return Promise.all([
    row(compiled(), id, workload.compiled),
    row(plain, `${id} plain`, workload.plain),
    ...(hand === null ? [] : [row(byHand, hand, [])]),
  ]);
}

/** A million products in GF(p). */
function residues(): Workload {
  const mul = multiplier(2147412961);
  const run = (): number => {
    let x = 3;
    for (let i = 0; i < 1e6; i++) x = mul(x, 1234567891);
    return x;
  };
  return {
    id: "GF(p) 1e6 products",
    run,
    flops: null,
    goals: [],
    hand: null,
    items: [1e6, "products"],
  };
}

/** A product of matrices in GF(p): term by term, as doubles could, and as proofs compute it. */
function contractions(): Workload[] {
  const [slow, split, wasm] = [fieldProduct(), splitProduct(), wasmProduct()];
  const values = new Set([slow, split, wasm].map((run) => Array.from(run()).join()));
  if (values.size !== 1) throw new Error("GF(p): two values");
  const items = [MULTIPLY_ADDS, "multiply–adds"] as const;
  return [
    { id: "GF(p) matmul, by the field", run: slow, flops: null, goals: [], hand: null, items },
    { id: "GF(p) matmul, pre-split, lazy", run: split, flops: null, goals: [], hand: null, items },
    { id: "GF(p) matmul, wasm", run: wasm, flops: null, goals: [], hand: null, items },
  ];
}

/** Every claim of the ledger where it is smallest. */
function proofs(): Workload {
  const items = [ledger.length, "verdicts"] as const;
  return {
    id: "ledger at its smallest places",
    run: smallestPlaces,
    flops: null,
    goals: [],
    hand: null,
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
  return {
    id: "prove KEY1 on D4",
    run: () => check(claim, place, null),
    flops: null,
    goals: [],
    hand: null,
  };
}

/** Those that peers are measured on, and then what only this library does. */
const workloads: readonly Workload[] = [
  ...(await Promise.all(shared.map(engines))).flat(),
  residues(),
  ...contractions(),
  proof(),
  proofs(),
];

const bench = new Bench({ time: 500, warmupTime: 200 });
for (const { id, run } of workloads) bench.add(id, run);
await bench.run();
const peak = simdPeak();

/** The median of a workload. */
function median(id: string): number {
  const { result } = bench.getTask(id)!;
  if (result.state !== "completed") throw new Error(`${id}: ${result.state}`);
  return result.latency.p50;
}

/** One line of the output. */
interface Row {
  readonly id: string;
  readonly ms: number | null;
  readonly gflops?: number;
  readonly peers: Readonly<Record<string, number>>;
  readonly goal: number | null;
  readonly met: boolean | null;
}

const rows: Row[] = workloads.map(({ id, flops, goals, hand }) => {
  const ms = median(id);
  const gflops = flops === null ? {} : { gflops: flops / ms / 1e6 };
  const peers = hand === null ? {} : { [byHand.name]: median(hand) };
  const goal = strictest(goals, { flops, peak, peers: new Map(Object.entries(peers)) });
  return { id, ms, ...gflops, peers, goal, met: goal === null ? null : ms <= goal };
});
rows.push(...(await costs()));
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
  for (const { id, ms, gflops, goal, met, ...cost } of rows) {
    const items = workloads.find((each) => each.id === id)?.items;
    const rate = items && `${((items[0] / ms!) * 1000).toPrecision(3)} ${items[1]}/s`;
    const speed = gflops === undefined ? (rate ?? "") : `${gflops.toFixed(2)} GFLOP/s`;
    const verdict =
      goal === null ? "" : `at most ${goal.toPrecision(3)}: ${met ? "met" : "missed"}`;
    const value =
      ms === null ? `${(cost as Cost).kilobytes!.toFixed(0)} kB` : `${ms.toPrecision(3)} ms`;
    console.log(`${id.padEnd(32)}${value.padStart(13)}  ${speed.padEnd(24)}${verdict}`);
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
