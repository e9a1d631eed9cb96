/**
 * How fast compiled products of matrices are, and how fast they could be:
 *
 *     npm run -s emit && node build/bench/matmul-wasm.js
 *
 * GFLOP/s of the fastest of many runs, by time on the processor, because other work on the machine only slows
 * a run down. The peak is that of runner/peak.ts.
 */
import { cpuUsage } from "node:process";
import { type GatheredProduct, multiplyGathered } from "../src/autodiff/wasm/products/gathered.ts";
import { multiply, type Product, scratchOf } from "../src/autodiff/wasm/products/matmul.ts";
import { webAssembly } from "../src/autodiff/wasm/webassembly.ts";
import { Module } from "../src/autodiff/wasm/write/module.ts";
import { simdPeak } from "./runner/peak.ts";

const api = webAssembly()!;
const memory = new api.Memory({ initial: 2048 });
const milliseconds = Number(process.env["MS"] ?? 300);

/** The exported function of a module that has one; memory is full of 0.5, since subnormal numbers are slow. */
function instantiate(build: (module: Module) => number): (...args: number[]) => void {
  new Float32Array(memory.buffer).fill(0.5);
  const module = new Module();
  module.export("run", build(module));
  const instance = new api.Instance(new api.Module(module.bytes()), { m: { m: memory } });
  return instance.exports["run"] as (...args: number[]) => void;
}

/** Microseconds on the processor so far. */
function spent(): number {
  const { user, system } = cpuUsage();
  return user + system;
}

/** Microseconds of the fastest run. */
function fastest(run: () => void): number {
  const end = spent() + 1000 * milliseconds;
  let times = 1;
  let best = Number.POSITIVE_INFINITY;
  for (let rounds = 0; rounds < 20 || spent() < end; rounds++) {
    const from = spent();
    for (let i = 0; i < times; i++) run();
    const all = spent() - from;
    if (all < 400) times *= 2;
    else best = Math.min(best, all / times);
  }
  return best;
}

const BYTES = 2 ** 26;

/** GB/s at which 64 MB are read and added up: no product of a matrix that large and a vector is faster. */
function reading(): number {
  const run = instantiate((module) =>
    module.add([], null, (c) => {
      const at = c.local("i32");
      const sums = Array.from({ length: 8 }, () => c.local("v128"));
      c.times(BYTES / 128, () => {
        for (const [i, sum] of sums.entries()) {
          c.set(sum, c.op("f32x4.add", c.get(sum), c.load("v128.load", c.get(at), 16 * i)));
        }
        c.advance(at, 128);
      });
      for (const [i, sum] of sums.entries()) c.store("v128.store", c.i32(16 * i), c.get(sum));
    }),
  );
  return BYTES / fastest(run) / 1000;
}

type Form = "AB" | "AᵀB" | "ABᵀ";

function measure(n: number, k: number, m: number, form: Form, relaxed: boolean): number {
  const product: Product = {
    n,
    k,
    m,
    a: form === "AᵀB" ? { row: 1, term: n } : { row: k, term: 1 },
    b: form === "ABᵀ" ? { term: 1, column: k } : { term: m, column: 1 },
  };
  const run = instantiate((module) => multiply(module, product, relaxed));
  const a = 1024;
  const b = a + 4 * n * k + 64;
  const out = b + 4 * k * m + 64;
  const scratch = out + 4 * n * m + 64;
  if (scratch + 4 * scratchOf(product) > memory.buffer.byteLength) throw new RangeError("memory");
  return fastest(() => run(a, b, out, scratch));
}

const shapes = [
  ...[32, 64, 128, 256, 512, 1024].map((n) => [n, n, n] as const),
  [32, 4, 64],
  [32, 64, 64],
  [32, 64, 2],
  [128, 784, 256],
  [128, 256, 10],
  [4096, 4096, 1],
  [1, 64, 64],
  [1, 1024, 1024],
] as const;

const SIDE = 28;
const [CHANNELS, FILTERS, IMAGES] = [8, 16, 32];

/** Microseconds of a convolution: 3 × 3 windows of padded images [30, 30, 8], 16 filters, 32 images. */
function convolution(relaxed: boolean): number {
  const row = (SIDE + 2) * CHANNELS;
  const table = 1024;
  const product: GatheredProduct = {
    n: SIDE ** 2,
    m: FILTERS,
    table,
    pieces: [0, 1, 2].map((i) => ({ offset: i * row, length: 3 * CHANNELS })),
    b: { term: FILTERS, column: 1 },
  };
  const weights = 8192;
  const a = weights + 4 * 9 * CHANNELS * FILTERS + 64;
  const image = 4 * (SIDE + 2) * row;
  const out = a + IMAGES * image + 64;
  const run = instantiate((module) => multiplyGathered(module, product, relaxed));
  const offsets = Array.from(
    { length: SIDE ** 2 },
    (_, i) => 4 * (Math.floor(i / SIDE) * row + (i % SIDE) * CHANNELS),
  );
  new Int32Array(memory.buffer).set(offsets, table / 4);
  const one = 4 * SIDE ** 2 * FILTERS;
  return fastest(() => {
    for (let i = 0; i < IMAGES; i++) run(a + i * image, weights, out + i * one, 0);
  });
}

/** Is there a fused multiply–add here? */
function hasRelaxed(): boolean {
  const module = new Module();
  module.add(["v128"], "v128", (c, x) => {
    c.op("f32x4.relaxed_madd", c.get(x), c.get(x), c.get(x));
  });
  return api.validate(module.bytes());
}

console.log(`reading 64 MB: ${reading().toFixed(1)} GB/s`);
for (const relaxed of hasRelaxed() ? [false, true] : [false]) {
  const best = simdPeak(2 * milliseconds, relaxed);
  console.log(`${relaxed ? "fused" : "mul, add"}: peak ${best.toFixed(1)} GFLOP/s`);
  for (const [n, k, m] of shapes) {
    const cells = (["AB", "AᵀB", "ABᵀ"] as const).map((form) => {
      const time = measure(n, k, m, form, relaxed);
      const rate = (2 * n * k * m) / time / 1000;
      return `${form} ${rate.toFixed(1)} (${((100 * rate) / best).toFixed(0)} %, ${time.toFixed(1)} µs)`;
    });
    console.log(`[${n}, ${k}] @ [${k}, ${m}]: ${cells.join("  ")}`);
  }
  const time = convolution(relaxed);
  const rate = (2 * IMAGES * SIDE ** 2 * 9 * CHANNELS * FILTERS) / time / 1000;
  console.log(
    `convolution: ${rate.toFixed(1)} (${((100 * rate) / best).toFixed(0)} %, ${time.toFixed(0)} µs)`,
  );
}
