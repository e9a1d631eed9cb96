/**
 * What compiled programs hold: a loop of 20 000 steps in flat memory, programs that are dropped and given back, and a
 * compiler whose time grows with the graph and no faster.
 *
 *     npm run -s emit && node --expose-gc build/bench/memory.js
 */
import { memoryUsage } from "node:process";
import { compile, type Tensor, tensor, valueAndGrad } from "../src/autodiff/index.ts";
import { training } from "./workloads/training.ts";

const collect = (globalThis as { gc?: () => void }).gc ?? (() => {});
const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);

/** Resident memory after garbage is gone. */
function resident(): number {
  collect();
  return memoryUsage().rss;
}

type Model = Readonly<Record<"w1" | "b1" | "w2" | "b2", Tensor>>;
type Batch = Readonly<Record<"x" | "y", Tensor>>;

/** The model of w4 after a step, and the loss before it. */
function step(model: Model, { x, y }: Batch): [Model, Tensor] {
  const loss = ({ w1, b1, w2, b2 }: Model): Tensor =>
    x.matmul(w1).add(b1).relu().matmul(w2).add(b2).logSoftmax(1).mul(y).sum().neg().div(128);
  const [value, slope] = valueAndGrad(loss)(model);
  const next = (name: keyof Model): Tensor => model[name].sub(slope[name].mul(0.01));
  return [{ w1: next("w1"), b1: next("b1"), w2: next("w2"), b2: next("b2") }, value];
}

const { w1, b1, w2, b2, x, y } = training.find(({ id }) => id === "w4")!.inputs as Model & Batch;
const run = compile(step, { w1, b1, w2, b2 }, { x, y }).start({ w1, b1, w2, b2 });
// Two batches in turn, so that each is copied in.
const batches = [
  { x, y },
  { x: tensor(x.data as Float32Array, x.shape), y },
];
let before = 0;
let from = performance.now();
for (let i = 1; i <= 20_000; i++) {
  const [loss] = run.next(batches[i % 2]!);
  if (![200, 2_000, 20_000].includes(i)) continue;
  const ms = (performance.now() - from) / (i - before);
  console.log(
    `w4 step ${i}: ${megabytes(resident())} MB resident, ${ms.toFixed(2)} ms a step, loss ${loss!.item().toFixed(4)}`,
  );
  before = i;
  from = performance.now();
}

const small = tensor([1, 2, 3]);
for (let i = 1; i <= 5_000; i++) {
  compile((v: Tensor) => v.mul(i).tanh().sum(), small)(small);
  // Finalizers run between tasks.
  if (i % 100 === 0) await new Promise((resolve) => setTimeout(resolve));
  if ([500, 5_000].includes(i)) {
    console.log(`${i} programs compiled and dropped: ${megabytes(resident())} MB resident`);
  }
}

/** A chain of so many ops of which no two are alike. */
function chain(v: Tensor, ops: number): Tensor {
  let next = v;
  for (let i = 0; i < ops; i++) next = i % 2 === 0 ? next.mul(1 + 1 / (i + 3)) : next.tanh();
  return next.sum();
}
for (const ops of [100, 1_000, 10_000]) {
  let best = Infinity;
  for (let repeat = 0; repeat < Math.max(3, 1_000 / ops); repeat++) {
    const began = performance.now();
    compile((v: Tensor) => valueAndGrad((u: Tensor) => chain(u, ops))(v), small);
    best = Math.min(best, performance.now() - began);
  }
  const each = ((1000 * best) / ops).toFixed(1);
  console.log(
    `compile a chain of ${ops} ops and its gradient: ${best.toFixed(1)} ms, ${each} µs an op`,
  );
}
