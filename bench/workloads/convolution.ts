/** w5: a training step of a small convolutional network. */
import { oneHot, type Tensor } from "../../src/autodiff/index.ts";
import { atMost, faster } from "./goal.ts";
import { step } from "./perceptron.ts";
import { draw, type Workload } from "./workload.ts";

const BATCH = 32;
const labels = Array.from({ length: BATCH }, (_, i) => (7 * i) % 10);

export const convolution: readonly Workload[] = [
  {
    id: "w5",
    says:
      "a training step: 28×28×1, conv 3×3×8, relu, pool, conv 3×3×16, relu, pool, dense 10, softmax cross-entropy, " +
      "SGD 0.1, batch 32",
    inputs: {
      x: draw(51, [BATCH, 28, 28, 1]),
      y: oneHot(labels, 10),
      k1: draw(52, [3, 3, 1, 8], 0.3),
      b1: draw(53, [8], 0.1),
      k2: draw(54, [3, 3, 8, 16], 0.1),
      b2: draw(55, [16], 0.1),
      w: draw(56, [7 * 7 * 16, 10], 0.05),
      b: draw(57, [10], 0.1),
    },
    build(inputs) {
      const { x, y } = inputs;
      const loss = ([k1, b1, k2, b2, w, b]: readonly Tensor[]): Tensor => {
        const first = x!.conv2d(k1!, { padding: "same" }).add(b1!).relu().maxPool2d(2);
        const second = first.conv2d(k2!, { padding: "same" }).add(b2!).relu().maxPool2d(2);
        const logits = second
          .reshape([BATCH, 7 * 7 * 16])
          .matmul(w!)
          .add(b!);
        return logits.logSoftmax(1).mul(y!).sum().neg().div(BATCH);
      };
      return step(loss, ["k1", "b1", "k2", "b2", "w", "b"], inputs);
    },
    flops: null,
    plain: [],
    compiled: [atMost(1.5, "PyTorch"), faster(30, "jax-js jit")],
  },
];
