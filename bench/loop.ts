/**
 * A plain training loop of 20 000 steps must run in flat memory, at a constant time a step.
 *
 *     npm run -s emit && node --expose-gc build/bench/loop.js
 */
import { memoryUsage } from "node:process";
import { evaluate, grad, oneHot, type Tensor, tensor } from "../src/autodiff/index.ts";

interface Model {
  readonly [name: string]: Tensor;
  readonly w: Tensor;
  readonly v: Tensor;
}

/** Numbers that look random and are the same everywhere. */
const numbers = (n: number, scale: number) =>
  Float32Array.from({ length: n }, (_, i) => scale * Math.sin(12.9898 * (i + 1) ** 2));

const x = tensor(numbers(8 * 4, 1), [8, 4]);
const labels = oneHot([0, 1, 2, 0, 1, 2, 0, 1], 3);
const loss = ({ w, v }: Model) =>
  x.matmul(w).tanh().matmul(v).logSoftmax().mul(labels).sum().neg().div(8);

function step({ w, v }: Model): Model {
  const gradient = grad(loss)({ w, v });
  return { w: w.sub(gradient.w.mul(0.1)), v: v.sub(gradient.v.mul(0.1)) };
}

const collect = (globalThis as { gc?: () => void }).gc ?? (() => {});
const steps = 20_000;
const window = 1_000;

let model: Model = { w: tensor(numbers(16, 0.5), [4, 4]), v: tensor(numbers(12, 0.5), [4, 3]) };
let from = performance.now();
for (let i = 1; i <= steps; i++) {
  model = evaluate(step(model));
  if (i % window !== 0) continue;
  const microseconds = ((performance.now() - from) * 1000) / window;
  if (i === 2_000 || i === 10_000 || i === steps) {
    collect();
    const { heapUsed, arrayBuffers } = memoryUsage();
    const kilobytes = ((heapUsed + arrayBuffers) / 1024).toFixed(0);
    const mean = loss(model).item().toFixed(6);
    console.log(
      `step ${i}: ${kilobytes} KB held, ${microseconds.toFixed(1)} µs a step, loss ${mean}`,
    );
  }
  from = performance.now();
}
