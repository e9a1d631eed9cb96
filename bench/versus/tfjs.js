/** Every workload in TensorFlow.js, on its plain JavaScript backend. */
import * as tf from "@tensorflow/tfjs";

/** @typedef {tf.Tensor} Tensor */
/** @typedef {Record<string, Tensor>} Inputs */

/** @param {Tensor} x */
const chained = (x) => tf.mul(tf.tanh(tf.add(tf.mul(x, 0.7), 0.1)), 1.3);

/** @param {Tensor} x @param {Tensor} c @param {number} times */
function repeated(x, c, times) {
  let y = x;
  for (let i = 0; i < times; i++) y = tf.mul(y, c);
  return y;
}

/** @param {Inputs} inputs */
const meanSquaredError =
  ({ x, y }) =>
  (/** @type {Tensor[]} */ ...[w1, b1, w2, b2, w3, b3]) => {
    const h1 = tf.tanh(tf.add(tf.matMul(x, w1), b1));
    const h2 = tf.tanh(tf.add(tf.matMul(h1, w2), b2));
    return tf.mean(tf.square(tf.sub(tf.add(tf.matMul(h2, w3), b3), y)));
  };

/** @param {Inputs} inputs */
const crossEntropy =
  ({ x, y }) =>
  (/** @type {Tensor[]} */ ...[w1, b1, w2, b2]) => {
    const h = tf.relu(tf.add(tf.matMul(x, w1), b1));
    const logits = tf.add(tf.matMul(h, w2), b2);
    return tf.mul(tf.sum(tf.mul(tf.logSoftmax(logits, 1), y)), -1 / 128);
  };

/** @param {(inputs: Inputs) => (...parameters: Tensor[]) => Tensor} loss */
const step = (loss) => (/** @type {Inputs} */ inputs) => {
  const { x, y, ...named } = inputs;
  const parameters = Object.values(named);
  const f = /** @type {(...args: Tensor[]) => tf.Scalar} */ (loss(inputs));
  const { value, grads } = tf.valueAndGrads(f)(parameters);
  return [value, ...parameters.map((p, i) => tf.sub(p, tf.mul(grads[i], 0.1)))];
};

/** @param {number} times */
const slope =
  (times) =>
  (/** @type {Inputs} */ { x, c }) => {
    const { value, grad } = tf.valueAndGrad((v) =>
      tf.sum(repeated(/** @type {Tensor} */ (v), c, times)),
    )(x);
    return [value, grad];
  };

/** @param {Inputs} inputs */
const product = ({ a, b }) => [tf.matMul(a, b)];

/** @param {(x: Tensor) => Tensor} f @param {Tensor} x */
const gradient = (f, x) => tf.grad((v) => f(/** @type {Tensor} */ (v)))(x);

/** @type {Record<string, (inputs: Inputs) => Tensor[]>} */
const formulas = {
  w1f: ({ x }) => [chained(x)],
  w1g: ({ x }) => [gradient((v) => tf.sum(chained(v)), x)],
  "w2-64": product,
  "w2-256": product,
  w3: step(meanSquaredError),
  w4: step(crossEntropy),
  w6f: ({ x }) => [tf.softmax(x, 1), tf.logSumExp(x, 1)],
  w6g: ({ x, c }) => [
    gradient((v) => tf.add(tf.sum(tf.mul(tf.softmax(v, 1), c)), tf.sum(tf.logSumExp(v, 1))), x),
  ],
  tiny1f: ({ x, c }) => [repeated(x, c, 1)],
  tiny1g: slope(1),
  tiny100f: ({ x, c }) => [repeated(x, c, 100)],
  tiny100g: slope(100),
};

/** @returns {Promise<import("../runner/peer.ts").Peer[]>} */
export async function peers() {
  await tf.setBackend("cpu");
  return [
    {
      name: "tfjs-cpu",
      version: tf.version.tfjs,
      prepare({ id, inputs }) {
        const formula = formulas[id];
        if (formula === undefined) return null;
        const tensors = Object.fromEntries(
          Object.entries(inputs).map(([name, { data, shape }]) => [
            name,
            tf.tensor(data, [...shape]),
          ]),
        );
        const compute = () => tf.tidy(() => formula(tensors));
        return {
          run: () => tf.dispose(compute()),
          results: () => compute().map((x) => x.dataSync()),
        };
      },
    },
  ];
}
