/**
 * Every workload in jax-js: op by op, and by `jit`.
 *
 * A function owns its arguments: `.ref` is one more use of an array.
 */
import { createRequire } from "node:module";
import {
  blockUntilReady,
  grad,
  init,
  jit,
  lax,
  nn,
  numpy as np,
  tree,
  valueAndGrad,
} from "@jax-js/jax";

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

/** @param {Array} h @param {Array} k @param {Array} b @param {number} side @param {number} channels */
function layer(h, k, b, side, channels) {
  const convolved = lax.convGeneralDilated(h, k, [1, 1], "SAME");
  const shifted = nn.relu(convolved.add(b.reshape([channels, 1, 1])));
  return shifted.reshape([32, channels, side / 2, 2, side / 2, 2]).max([3, 5]);
}

/** @param {Array[]} parameters @param {Array} x @param {Array} y */
function convolutional([k1, b1, k2, b2, w, b], x, y) {
  const h = layer(layer(x, k1, b1, 28, 8), k2, b2, 14, 16);
  const logits = np.matmul(h.reshape([32, 784]), w).add(b);
  return nn
    .logSoftmax(logits, 1)
    .mul(y)
    .sum()
    .mul(-1 / 32);
}

/** The gradient of the mean loss of all eight images of each image. @param {Inputs} inputs */
function brute({ x, y, w1, b1, w2, b2, turned }) {
  const eight = np.take(x, turned, 1).reshape([32, 8, 784]);
  const images = np.transpose(eight, [1, 0, 2]).reshape([256, 784]);
  const labels = np.tile(y, [8, 1]);
  /** @param {Array[]} parameters @param {Array} a @param {Array} l */
  const loss = ([u1, c1, u2, c2], a, l) => {
    const h = nn.relu(np.matmul(a, u1).add(c1));
    return nn
      .logSoftmax(np.matmul(h, u2).add(c2), 1)
      .mul(l)
      .sum()
      .mul(-1 / 256);
  };
  return grad(loss)([w1, b1, w2, b2], images, labels);
}

/** The members of each orbit, their mean, and each entry that of its orbit. @param {Inputs} inputs */
function byIndex({ x, members, index }) {
  const means = np.take(x, members).reshape([125_000, 8]).mean(1);
  return [np.take(means, index)];
}

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
  "w2-1024": product,
  w2g: ({ a, b }) => grad((/** @type {Array[]} */ [u, v]) => np.matmul(u, v).sum())([a, b]),
  w3: step(meanSquaredError),
  w4: step(crossEntropy),
  w5: step(convolutional),
  w6f: ({ x }) => [nn.softmax(x.ref, 1), nn.logsumexp(x, 1)],
  w6g({ x, c }) {
    const [value, gradient] = valueAndGrad(averaged)(x, c);
    value.dispose();
    return [gradient];
  },
  w7: brute,
  w7g: brute,
  w8m: ({ chi, q }) => [np.matmul(chi, q)],
  w8o: ({ x }) => [
    np.broadcastTo(x.reshape([125_000, 8]).mean(1, { keepdims: true }), [125_000, 8]).reshape([-1]),
  ],
  w8i: byIndex,
  tiny1f: ({ x, c }) => [repeated(x, c, 1)],
  tiny1g: slope(1),
  tiny100f: ({ x, c }) => [repeated(x, c, 100)],
  tiny100g: slope(100),
};

/** Axes of the arrays of w5, as jax-js lays them out, and back for the comparison of results. */
const layouts = {
  x: [0, 3, 1, 2],
  k1: [3, 2, 0, 1],
  k2: [3, 2, 0, 1],
};

/** @param {Inputs} arrays */
function channelsFirst(arrays) {
  const moved = { ...arrays };
  for (const [name, axes] of Object.entries(layouts)) moved[name] = np.transpose(moved[name], axes);
  moved["w"] = np.transpose(moved["w"].reshape([7, 7, 16, 10]), [2, 0, 1, 3]).reshape([784, 10]);
  return moved;
}

/** @param {Array[]} results */
function channelsLast([loss, k1, b1, k2, b2, w, b]) {
  const flat = np.transpose(w.reshape([16, 7, 7, 10]), [1, 2, 0, 3]).reshape([784, 10]);
  const [u1, u2] = [k1, k2].map((k) => np.transpose(k, [2, 3, 1, 0]));
  return [loss, u1, b1, u2, b2, flat, b];
}

const version = createRequire(import.meta.url)("./package.json").dependencies["@jax-js/jax"];

/** @type {(compiled: boolean) => import("../runner/peer.ts").Peer} */
const peer = (compiled) => ({
  name: compiled ? "jax-js jit" : "jax-js",
  version,
  prepare({ id, inputs }) {
    const formula = formulas[id];
    if (formula === undefined) return null;
    const given = Object.fromEntries(
      Object.entries(inputs).map(([name, { data, shape }]) => [
        name,
        np.array(/** @type {Float32Array<ArrayBuffer>} */ (data.slice()), { shape: [...shape] }),
      ]),
    );
    const arrays = id === "w5" ? channelsFirst(given) : given;
    const f = compiled ? jit(formula) : formula;
    const outputs = () => f(tree.ref(arrays));
    return {
      async run() {
        const computed = outputs();
        await blockUntilReady(computed);
        tree.dispose(computed);
      },
      results() {
        const found = id === "w5" ? channelsLast(outputs()) : outputs();
        return Promise.all(found.map((x) => x.data()));
      },
      release: () => tree.dispose(arrays),
    };
  },
});

/** @returns {Promise<import("../runner/peer.ts").Peer[]>} */
export async function peers() {
  await init("wasm");
  return [peer(false), peer(true)];
}
