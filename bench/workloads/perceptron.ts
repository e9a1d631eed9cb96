/** w3: a whole small training step; alone in its file, as bench/cold.ts starts with nothing else. */
import { type Tensor, valueAndGrad } from "../../src/autodiff/index.ts";
import { atMost, faster } from "./goal.ts";
import { draw, type Inputs, type Workload } from "./workload.ts";

/** [loss, …parameters after one step of gradient descent] */
export function step(
  loss: (parameters: readonly Tensor[]) => Tensor,
  names: readonly string[],
  inputs: Inputs,
): readonly Tensor[] {
  const parameters = names.map((name) => inputs[name]!);
  const [value, slopes] = valueAndGrad(loss)(parameters);
  return [value, ...parameters.map((p, i) => p.sub(slopes[i]!.mul(0.1)))];
}

export const perceptron: Workload = {
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
  plain: [],
  compiled: [faster(4, "PyTorch"), faster(8, "jax-js jit"), atMost(1.1, "C as wasm")],
};
