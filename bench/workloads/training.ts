/** w3 and w4: whole training steps, the value of the loss, its gradient and the new parameters. */
import { oneHot, type Tensor } from "../../src/autodiff/index.ts";
import { atMost, faster } from "./goal.ts";
import { perceptron, step } from "./perceptron.ts";
import { draw, type Workload } from "./workload.ts";

const labels = Array.from({ length: 128 }, (_, i) => (7 * i) % 10);

const large: Workload = {
  id: "w4",
  says: "a training step: MLP 784-256-10 relu, softmax cross-entropy, SGD 0.1, batch 128",
  inputs: {
    x: draw(41, [128, 784]),
    y: oneHot(labels, 10),
    w1: draw(42, [784, 256], 0.05),
    b1: draw(43, [256], 0.1),
    w2: draw(44, [256, 10], 0.1),
    b2: draw(45, [10], 0.1),
  },
  build(inputs) {
    const { x, y } = inputs;
    const loss = ([w1, b1, w2, b2]: readonly Tensor[]): Tensor => {
      const logits = x!.matmul(w1!).add(b1!).relu().matmul(w2!).add(b2!);
      return logits.logSoftmax(1).mul(y!).sum().neg().div(128);
    };
    return step(loss, ["w1", "b1", "w2", "b2"], inputs);
  },
  flops: null,
  plain: [],
  compiled: [faster(2, "jax-js jit"), atMost(2.2, "PyTorch")],
};

export const training: readonly Workload[] = [perceptron, large];
