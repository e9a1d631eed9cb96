/** Every workload in TensorFlow.js, on its plain JavaScript backend and on its WebAssembly backend. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";

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

/** @param {Inputs} inputs */
const convolutional =
  ({ x, y }) =>
  (/** @type {Tensor[]} */ ...[k1, b1, k2, b2, w, b]) => {
    /** @param {Tensor} h @param {Tensor} k @param {Tensor} c */
    const layer = (h, k, c) => {
      const convolved = tf.conv2d(
        /** @type {tf.Tensor4D} */ (h),
        /** @type {tf.Tensor4D} */ (k),
        1,
        "same",
      );
      const bent = /** @type {tf.Tensor4D} */ (tf.relu(tf.add(convolved, c)));
      return tf.maxPool(bent, 2, 2, "valid");
    };
    const h = layer(layer(x, k1, b1), k2, b2);
    const logits = tf.add(tf.matMul(tf.reshape(h, [32, 784]), w), b);
    return tf.mul(tf.sum(tf.mul(tf.logSoftmax(logits, 1), y)), -1 / 32);
  };

/** The gradient of the mean loss of all eight images of each image. @param {Inputs} inputs */
function brute({ x, y, w1, b1, w2, b2, turned }) {
  const eight = tf.reshape(tf.gather(x, tf.cast(turned, "int32"), 1), [32, 8, 784]);
  const images = tf.reshape(tf.transpose(eight, [1, 0, 2]), [256, 784]);
  const labels = tf.tile(y, [8, 1]);
  /** @param {Tensor[]} parameters */
  const f = (...[u1, c1, u2, c2]) => {
    const h = tf.relu(tf.add(tf.matMul(images, u1), c1));
    const logits = tf.add(tf.matMul(h, u2), c2);
    return tf.mul(tf.sum(tf.mul(tf.logSoftmax(logits, 1), labels)), -1 / 256);
  };
  return tf.grads(/** @type {(...args: Tensor[]) => tf.Scalar} */ (f))([w1, b1, w2, b2]);
}

/** @type {Record<string, (inputs: Inputs) => Tensor[]>} */
const formulas = {
  w1f: ({ x }) => [chained(x)],
  w1g: ({ x }) => [gradient((v) => tf.sum(chained(v)), x)],
  "w2-64": product,
  "w2-256": product,
  "w2-1024": product,
  w2g: ({ a, b }) => tf.grads((u, v) => tf.sum(tf.matMul(u, v)))([a, b]),
  w3: step(meanSquaredError),
  w4: step(crossEntropy),
  w5: step(convolutional),
  w6f: ({ x }) => [tf.softmax(x, 1), tf.logSumExp(x, 1)],
  w6g: ({ x, c }) => [
    gradient((v) => tf.add(tf.sum(tf.mul(tf.softmax(v, 1), c)), tf.sum(tf.logSumExp(v, 1))), x),
  ],
  w7: brute,
  w7g: brute,
  w8m: ({ chi, q }) => [tf.reshape(tf.matMul(chi, tf.reshape(q, [4096, 1])), [4096])],
  w8o: ({ x }) => [
    tf.reshape(tf.tile(tf.mean(tf.reshape(x, [125_000, 8]), 1, true), [1, 8]), [1_000_000]),
  ],
  // unsortedSegmentSum compares all indices with each orbit, and keeps what it compared: 500 GB.
  w8i({ x, members, index }) {
    const eight = tf.reshape(tf.gather(x, tf.cast(members, "int32")), [125_000, 8]);
    return [tf.gather(tf.mean(eight, 1), tf.cast(index, "int32"))];
  },
  tiny1f: ({ x, c }) => [repeated(x, c, 1)],
  tiny1g: slope(1),
  tiny100f: ({ x, c }) => [repeated(x, c, 100)],
  tiny100g: slope(100),
};

/** @param {string} backend */
const use = (backend) => {
  // Both backends are ready: nothing of the promise is awaited but that.
  if (tf.getBackend() !== backend) void tf.setBackend(backend);
};

/** @type {(backend: string) => import("../runner/peer.ts").Peer} */
const peer = (backend) => ({
  name: `tfjs-${backend}`,
  version: tf.version.tfjs,
  prepare({ id, inputs }) {
    const formula = formulas[id];
    if (formula === undefined) return null;
    use(backend);
    const tensors = Object.fromEntries(
      Object.entries(inputs).map(([name, { data, shape, kind }]) => [
        name,
        tf.tensor(data, [...shape], kind === "index" ? "int32" : "float32"),
      ]),
    );
    const compute = () => tf.tidy(() => formula(tensors));
    return {
      run() {
        use(backend);
        tf.dispose(compute());
      },
      results() {
        use(backend);
        return compute().map((x) => x.dataSync());
      },
      release() {
        use(backend);
        tf.dispose(tensors);
      },
    };
  },
});

/** @returns {Promise<import("../runner/peer.ts").Peer[]>} */
export async function peers() {
  // One thread, as for everyone.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  for (const backend of ["cpu", "wasm"]) await tf.setBackend(backend);
  return [peer("wasm"), peer("cpu")];
}
