/**
 * Every workload in jax-js: op by op, and by `jit`.
 *
 * A function owns its arguments: `.ref` is one more use of an array.
 */
import { createRequire } from "node:module";
import { blockUntilReady, init, jit, nn, numpy as np, tree, valueAndGrad } from "@jax-js/jax";

/** @typedef {import("@jax-js/jax").Array} Array */
/** @typedef {Record<string, Array>} Inputs */

/** @param {Array} x */
const chained = (x) => np.tanh(x.mul(0.7).add(0.1)).mul(1.3);

/** @param {Array} x @param {Array} c */
const averaged = (x, c) => nn.softmax(x.ref, 1).mul(c).sum().add(nn.logsumexp(x, 1).sum());

/** @param {Array} x @param {Array} c @param {number} times */
function repeated(x, c, times) {
  let y = x;
  for (let i = 1; i < times; i++) y = y.mul(c.ref);
  return y.mul(c);
}

/** @param {Array[]} parameters @param {Array} x @param {Array} y */
function meanSquaredError([w1, b1, w2, b2, w3, b3], x, y) {
  const h1 = np.tanh(np.matmul(x, w1).add(b1));
  const h2 = np.tanh(np.matmul(h1, w2).add(b2));
  return np.square(np.matmul(h2, w3).add(b3).sub(y)).mean();
}

/** @param {Array[]} parameters @param {Array} x @param {Array} y */
function crossEntropy([w1, b1, w2, b2], x, y) {
  const h = nn.relu(np.matmul(x, w1).add(b1));
  const logits = np.matmul(h, w2).add(b2);
  return nn
    .logSoftmax(logits, 1)
    .mul(y)
    .sum()
    .mul(-1 / 128);
}

/** @param {(parameters: Array[], x: Array, y: Array) => Array} loss */
const step =
  (loss) =>
  (/** @type {Inputs} */ { x, y, ...named }) => {
    const parameters = Object.values(named);
    const [value, slopes] = valueAndGrad(loss)(
      parameters.map((p) => p.ref),
      x,
      y,
    );
    return [value, ...parameters.map((p, i) => p.sub(slopes[i].mul(0.1)))];
  };

/** @param {number} times */
const slope =
  (times) =>
  (/** @type {Inputs} */ { x, c }) =>
    valueAndGrad((/** @type {Array} */ v, /** @type {Array} */ k) => repeated(v, k, times).sum())(
      x,
      c,
    );

/** @param {Inputs} inputs */
const product = ({ a, b }) => [np.matmul(a, b)];

/** @type {Record<string, (inputs: Inputs) => Array[]>} */
const formulas = {
  w1f: ({ x }) => [chained(x)],
  w1g({ x }) {
    const [value, gradient] = valueAndGrad((/** @type {Array} */ v) => chained(v).sum())(x);
    value.dispose();
    return [gradient];
  },
  "w2-64": product,
  "w2-256": product,
  w3: step(meanSquaredError),
  w4: step(crossEntropy),
  w6f: ({ x }) => [nn.softmax(x.ref, 1), nn.logsumexp(x, 1)],
  w6g({ x, c }) {
    const [value, gradient] = valueAndGrad(averaged)(x, c);
    value.dispose();
    return [gradient];
  },
  tiny1f: ({ x, c }) => [repeated(x, c, 1)],
  tiny1g: slope(1),
  tiny100f: ({ x, c }) => [repeated(x, c, 100)],
  tiny100g: slope(100),
};

const version = createRequire(import.meta.url)("./package.json").dependencies["@jax-js/jax"];

/** @type {(compiled: boolean) => import("../runner/peer.ts").Peer} */
const peer = (compiled) => ({
  name: compiled ? "jax-js jit" : "jax-js",
  version,
  prepare({ id, inputs }) {
    const formula = formulas[id];
    if (formula === undefined) return null;
    const arrays = Object.fromEntries(
      Object.entries(inputs).map(([name, { data, shape }]) => [
        name,
        np.array(/** @type {Float32Array<ArrayBuffer>} */ (data.slice()), { shape: [...shape] }),
      ]),
    );
    const f = compiled ? jit(formula) : formula;
    const outputs = () => f(tree.ref(arrays));
    return {
      async run() {
        const computed = outputs();
        await blockUntilReady(computed);
        tree.dispose(computed);
      },
      results: () => Promise.all(outputs().map((x) => x.data())),
    };
  },
});

/** @returns {Promise<import("../runner/peer.ts").Peer[]>} */
export async function peers() {
  await init("wasm");
  return [peer(false), peer(true)];
}
