/** w3 and w4: whole training steps, the value of the loss, its gradient and the new parameters. */
import { oneHot, type Tensor, valueAndGrad } from "../../src/autodiff/index.ts";
import { draw, type Inputs, type Workload } from "./workload.ts";

/** [loss, …parameters after one step of gradient descent] */
function step(
  loss: (parameters: readonly Tensor[]) => Tensor,
  names: readonly string[],
  inputs: Inputs,
): readonly Tensor[] {
  const parameters = names.map((name) => inputs[name]!);
  const [value, slopes] = valueAndGrad(loss)(parameters);
  return [value, ...parameters.map((p, i) => p.sub(slopes[i]!.mul(0.1)))];
}

const small: Workload = {
  id: "w3",
  says: "a training step: MLP 4-64-64-2 tanh, mean squared error, SGD 0.1, batch 32",
  inputs: {
    x: draw(31, [32, 4]),
    y: draw(32, [32, 2]),
    w1: draw(33, [4, 64], 0.5),
    b1: draw(34, [64], 0.1),
    w2: draw(35, [64, 64], 0.125),
    b2: draw(36, [64], 0.1),
    w3: draw(37, [64, 2], 0.125),
    b3: draw(38, [2], 0.1),
  },
  build(inputs) {
    const { x, y } = inputs;
    const loss = ([w1, b1, w2, b2, w3, b3]: readonly Tensor[]): Tensor => {
      const h = x!.matmul(w1!).add(b1!).tanh().matmul(w2!).add(b2!).tanh();
      return h.matmul(w3!).add(b3!).sub(y!).square().mean();
    };
    return step(loss, ["w1", "b1", "w2", "b2", "w3", "b3"], inputs);
  },
  flops: null,
  plain: null,
};

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
  plain: null,
};

export const training: readonly Workload[] = [small, large];
