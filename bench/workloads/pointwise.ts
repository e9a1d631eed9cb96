/** w1: a chain of pointwise ops on a million numbers, and its gradient. */
import { grad, type Tensor } from "../../src/autodiff/index.ts";
import { atMost, faster } from "./goal.ts";
import { draw, type Workload } from "./workload.ts";

const N = 1e6;
const inputs = { x: draw(11, [N]) };
const f = (x: Tensor): Tensor => x.mul(0.7).add(0.1).tanh().mul(1.3);

export const pointwise: readonly Workload[] = [
  {
    id: "w1f",
    says: "tanh(0.7·x + 0.1)·1.3, n = 1e6",
    inputs,
    build: ({ x }) => [f(x!)],
    flops: null,
    plain: [],
    compiled: [faster(5, "jax-js jit")],
  },
  {
    id: "w1g",
    says: "the gradient of its sum",
    inputs,
    build: ({ x }) => [grad((v: Tensor) => f(v).sum())(x!)],
    flops: null,
    plain: [],
    compiled: [atMost(0.6, "PyTorch")],
  },
];
