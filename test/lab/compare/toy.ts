/** A comparison small enough for tests: 24 digits to learn from, 12 to test on, 8 hidden units, 3 classes. */
import { integers, key, split, uniform } from "../../../src/autodiff/random.ts";
import { type Batch, batches, keysOf } from "../../../src/lab/compare/batches.ts";
import { compiled } from "../../../src/lab/compare/engine.ts";
import { methodCalled } from "../../../src/lab/compare/methods.ts";
import { preparing } from "../../../src/lab/compare/routines.ts";
import { type Setting, setting } from "../../../src/lab/compare/setting.ts";
import { start } from "../../../src/lab/compare/train.ts";
import type { Digits, Split } from "../../../src/lab/data/digits.ts";
import { gridRotations } from "../../../src/symmetry/groups.ts";

function digits(seed: number, n: number): Digits {
  const [a, b] = split(key(seed), 2);
  const labels = Int32Array.from(integers(b!, [n], 3).data);
  // Every class occurs, whatever is drawn.
  labels.set([0, 1, 2]);
  return { pixels: Float32Array.from(uniform(a!, [n, 64]).data), labels };
}

/** The data of the toy. */
export const data: Split = { train: digits(1, 24), test: digits(2, 12) };

/** C4, 64 – 8 – 3, batches of 10: two full ones and a rest. */
export const toy: Setting = setting(gridRotations(8), { sizes: [64, 8, 3], batch: 10, epochs: 2 });

/** All that a run of the toy needs. */
export const conditions = {
  setting: toy,
  data,
  now: (): number => 0,
  prepare: preparing(toy, compiled),
};

/** A method, its θ₀, and the first rows of its first batch. */
export function ready(name: string, rows: number, seed = 0) {
  const method = methodCalled(name);
  const keys = keysOf(seed);
  const [first] = batches(data.train, keys.order, 0, toy) as Generator<Batch>;
  const batch = { x: first!.x.slice([0, rows]), y: first!.y.slice([0, rows]) };
  return { method, theta: start(method, toy, keys), batch };
}
