/**
 * What floats come to, as one hash each: every sample of every op and its gradients, every function at every exponent,
 * every kind of draw, optimisers. bits.test.ts holds it against test/fixtures/bits.json in each runtime.
 */
import { randomWords } from "../../../src/autodiff/draws.ts";
import { applyBlocks } from "../../../src/autodiff/fields/blocks.ts";
import { functions } from "../../../src/autodiff/functions.ts";
import {
  adam,
  adamW,
  clipByGlobalNorm,
  evaluate,
  grad,
  integers,
  key,
  momentum,
  normal,
  type Optimiser,
  permutation,
  rootOfUnity,
  sgd,
  split,
  type Tensor,
  type Tree,
  tensor,
  uniform,
  vjp,
} from "../../../src/autodiff/index.ts";
import { edges, everyExponent, randomPatterns } from "../floats.ts";
import { everySample, type Sample } from "../samples.ts";

/** Name → hash of the bits, eight hexadecimal digits. */
export type Hashes = Readonly<Record<string, string>>;

type Values = Float32Array | Int32Array;
const CANONICAL_NAN = 0x7fc00000;

/** MurmurHash3 (32 bits, seed 0) of the lengths and elements, all NaNs being one. */
export function hashOf(all: readonly Values[]): string {
  let h = 0;
  let count = 0;
  const add = (word: number): void => {
    const k = Math.imul(word, 0xcc9e2d51);
    h ^= Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    h = Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64;
    count++;
  };
  for (const values of all) {
    add(values.length);
    const words = new Int32Array(values.buffer, values.byteOffset, values.length);
    const isFloat = values instanceof Float32Array;
    words.forEach((w, i) => {
      add(isFloat && Number.isNaN(values[i]!) ? CANONICAL_NAN : w);
    });
  }
  h ^= 4 * count;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0).toString(16).padStart(8, "0");
}

/** What the samples are read at: numbers that round, then every special one. Each from a random word. */
const draws: readonly ((word: number, positive: boolean) => number)[] = [
  (word, positive) => {
    const x = ((word >>> 7) - 2 ** 24) / 2 ** 22; // 25 bits: in ±4
    return positive ? Math.abs(x) : x;
  },
  (word) => edges[word % edges.length]!,
];

/** The sample and all its gradients, at both kinds of numbers. */
function ofSample(sample: Sample, seed: number): string {
  const found = draws.flatMap((draw, kind) => {
    const drawn = (at: number, shape: readonly number[]): Tensor => {
      const size = shape.reduce((a, b) => a * b, 1);
      const words = randomWords(seed, 2 * at + kind, size);
      return tensor(
        Float32Array.from(words, (w) => draw(w, sample.positive === true)),
        shape,
      );
    };
    const xs = sample.inputs.map((shape, i) => drawn(i + 1, shape));
    const [y, pull] = vjp((inner: readonly Tensor[]) => sample.build(...inner), xs);
    return evaluate([y, ...pull(drawn(0, y.shape))]);
  });
  return hashOf(found.map(({ data }) => data));
}

/** Every op, by the name of its sample. The seed is the name's, so that a new sample moves no other. */
export function ofOps(): Hashes {
  const numeric = everySample.filter(([, , sample]) => !sample.symbolic);
  return Object.fromEntries(
    numeric.map(([subject, says, sample]) => {
      const name = `${subject}: ${says}`;
      const letters = Int32Array.from(name, (letter) => letter.codePointAt(0)!);
      return [name, ofSample(sample, Number.parseInt(hashOf([letters]), 16))];
    }),
  );
}

/** Every function: at special floats, at 99 floats of each sign and exponent, and at 2¹⁵ random patterns. */
export function ofFunctions(): Hashes {
  const inputs = [Float32Array.from(edges), everyExponent(99), randomPatterns(31, 2 ** 15)];
  const numeric = Object.keys(functions).filter((name) => !name.startsWith("phi"));
  return Object.fromEntries(
    (numeric as (keyof typeof functions)[]).map((name) => {
      const outputs = inputs.map((x) => {
        const y = new Float32Array(x.length);
        applyBlocks(name, x, y);
        return y;
      });
      return [name, hashOf(outputs)];
    }),
  );
}

/** Every kind of draw, and roots of unity. */
export function ofDraws(): Hashes {
  const k = key(2026);
  const of = (...all: readonly Tensor[]): string => hashOf(all.map(({ data }) => data));
  const orders = [...Array.from({ length: 12 }, (_, i) => i + 1), 35, 360, 27720];
  return {
    "key, of small, negative and large seeds": of(...[0, 1, -1, 2 ** 40 + 3].map(key)),
    "split into 2 and into 1000": of(...split(k), ...split(k, 1000)),
    "uniform [2¹⁶]": of(uniform(k, [2 ** 16])),
    "normal [2¹⁶]": of(normal(k, [2 ** 16])),
    "integers below 2, 10, 1000003": of(...[2, 10, 1000003].map((n) => integers(k, [4096], n))),
    "permutation of 1 … 64, and of 5000": of(
      ...Array.from({ length: 64 }, (_, i) => permutation(k, i + 1)),
      permutation(k, 5000),
    ),
    "roots of unity of 15 orders, up to 27720": of(
      ...orders.flatMap((n) => Array.from({ length: 48 }, (_, i) => rootOfUnity(i * 7 - 160, n))),
    ),
  };
}

type Weights = { readonly hidden: Tensor; readonly out: Tensor };

/** 50 steps of a small network on numbers that do not change: any differing bit grows. */
function trained<State extends Tree>({ init, step }: Optimiser<State>): string {
  const [x, y, hidden, out] = split(key(7), 4).map((k, i) =>
    normal(k, [[16, 5] as const, [16, 3] as const, [5, 33] as const, [33, 3] as const][i]!),
  );
  const loss = ({ hidden, out }: Weights): Tensor =>
    x!.matmul(hidden).tanh().matmul(out).logSoftmax().mul(y!.softmax()).sum(1).mean().neg();
  let params: Weights = { hidden: hidden!, out: out! };
  let state = init(params);
  for (let i = 0; i < 50; i++) {
    const gradient = clipByGlobalNorm(grad(loss)(params), 1);
    [params, state] = evaluate(step(params, gradient, state));
  }
  return hashOf([params.hidden.data, params.out.data]);
}

/** Every optimiser: the weights after a training run. */
export function ofTraining(): Hashes {
  return {
    sgd: trained(sgd({ rate: 0.3, decay: 0.01 })),
    momentum: trained(momentum({ rate: 0.1, nesterov: true })),
    adam: trained(adam({ rate: 0.03 })),
    adamW: trained(adamW({ rate: 0.03 })),
  };
}

/** All of it, by the chapters of test/fixtures/bits.json. */
export const chapters: Readonly<Record<string, () => Hashes>> = {
  ops: ofOps,
  functions: ofFunctions,
  draws: ofDraws,
  training: ofTraining,
};
