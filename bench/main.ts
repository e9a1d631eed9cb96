/**
 * What the plain engine takes, in one run on one machine: `npm run bench`, or `npm run -s bench -- --json`.
 *
 * Ids are those of the workloads that peers are measured on. Peers themselves come with bench/versus; here `peers` is empty.
 */
import { argv } from "node:process";
import { Bench } from "tinybench";
import { multiplier } from "../src/autodiff/fields/modular.ts";
import { evaluate, grad, key, normal, oneHot, type Tensor, tensor } from "../src/autodiff/index.ts";
import { check, ledger, standardGroups, standardShapes } from "../src/claims/index.ts";
import {
  fieldProduct,
  growth,
  MULTIPLY_ADDS,
  smallestPlaces,
  splitProduct,
  wholeLedger,
} from "./proofs.ts";

/** One workload: what runs, how many floating-point operations it is, and what it must reach. */
interface Workload {
  readonly id: string;
  readonly run: () => unknown;
  readonly flops?: number;
  /** GFLOP/s at least, or null where no goal is set for the plain engine. */
  readonly goal: number | null;
  /** How many of what one run does, for people. */
  readonly items?: readonly [count: number, what: string];
}

/** [n, n] @ [n, n] */
function product(n: number): Workload {
  const [a, b] = [normal(key(1), [n, n]), normal(key(2), [n, n])];
  return { id: `w2-${n}`, run: () => a.matmul(b).data, flops: 2 * n ** 3, goal: 1.5 };
}

/** A whole training step: MLP 4-64-64-2 tanh, mean squared error, SGD, batch 32. */
function trainingStep(): Workload {
  const at = (seed: number, shape: readonly number[]): Tensor => normal(key(seed), shape).mul(0.1);
  const [x, y] = [normal(key(1), [32, 4]), normal(key(2), [32, 2])];
  const theta = evaluate([at(3, [4, 64]), at(4, [64, 64]), at(5, [64, 2])]);
  const loss = (layers: readonly Tensor[]): Tensor =>
    layers
      .reduce((h, w, i) => (i < 2 ? h.matmul(w).tanh() : h.matmul(w)), x)
      .sub(y)
      .square()
      .mean();
  const run = (): unknown => {
    const slopes = grad(loss)(theta);
    return evaluate(theta.map((w, i) => w.sub(slopes[i]!.mul(0.1))));
  };
  return { id: "w3", run, goal: null };
}

/** One op on 8 numbers, built and evaluated: alone, and with its gradient. */
function tiny(): Workload[] {
  const x = tensor([1, 2, 3, 4, 5, 6, 7, 8]);
  const slope = grad((v: Tensor) => v.square().sum());
  return [
    { id: "tiny1 forward", run: () => x.square().data, goal: null },
    { id: "tiny1 gradient", run: () => slope(x).data, goal: null },
  ];
}

/** A million products in GF(p). */
function residues(): Workload {
  const mul = multiplier(2147412961);
  const run = (): number => {
    let x = 3;
    for (let i = 0; i < 1e6; i++) x = mul(x, 1234567891);
    return x;
  };
  return { id: "GF(p) 1e6 products", run, goal: null, items: [1e6, "products"] };
}

/** A product of matrices in GF(p): as proofs compute it, and as doubles could. */
function contractions(): Workload[] {
  const [slow, fast] = [fieldProduct(), splitProduct()];
  if (Array.from(slow()).join() !== Array.from(fast()).join()) throw new Error("GF(p): two values");
  const items = [MULTIPLY_ADDS, "multiply–adds"] as const;
  return [
    { id: "GF(p) matmul, by the field", run: slow, goal: null, items },
    { id: "GF(p) matmul, pre-split, lazy", run: fast, goal: null, items },
  ];
}

/** Every claim of the ledger where it is smallest. */
function proofs(): Workload {
  const items = [ledger.length, "verdicts"] as const;
  return { id: "ledger at its smallest places", run: smallestPlaces, goal: null, items };
}

/** One proof: "data augmentation = gradient coupling + output coupling" on D4, any φ. */
function proof(): Workload {
  const claim = ledger.find(({ id }) => id === "KEY1")!;
  const place = {
    G: standardGroups.find(({ name }) => name === "D4")!,
    shape: standardShapes[2]!,
  };
  return { id: "prove KEY1 on D4", run: () => check(claim, place, null), goal: null };
}

const softmax = (): Workload => {
  const [z, y] = [normal(key(6), [128, 10]), oneHot(new Array(128).fill(3), 10)];
  const slope = grad((v: Tensor) => v.logSoftmax().mul(y).sum().neg());
  return { id: "cross-entropy 128×10 gradient", run: () => slope(z).data, goal: null };
};

const workloads: readonly Workload[] = [
  product(64),
  product(256),
  trainingStep(),
  ...tiny(),
  softmax(),
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
  const gflops = flops === undefined ? undefined : flops / ms / 1e6;
  const met = goal === null || gflops === undefined ? null : gflops >= goal;
  return { id, ms, ...(gflops === undefined ? {} : { gflops }), peers: {}, goal, met };
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
