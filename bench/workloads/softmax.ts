/** w6: softmax and logsumexp of the rows of a table, and the gradient of both. */
import { grad, type Tensor } from "../../src/autodiff/index.ts";
import { atMost } from "./goal.ts";
import { draw, type Workload } from "./workload.ts";

const inputs = { x: draw(61, [1024, 1000]), c: draw(62, [1024, 1000]) };

export const softmax: readonly Workload[] = [
  {
    id: "w6f",
    says: "softmax and logsumexp of the rows of x, [1024, 1000]",
    inputs: { x: inputs.x },
    build: ({ x }) => [x!.softmax(1), x!.logSumExp(1)],
    flops: null,
    plain: [],
    compiled: [atMost(1.2, "PyTorch")],
  },
  {
    id: "w6g",
    says: "the gradient of Σ c·softmax(x) + Σ logsumexp(x)",
    inputs,
    build: ({ x, c }) => [
      grad((v: Tensor) => v.softmax(1).mul(c!).sum().add(v.logSumExp(1).sum()))(x!),
    ],
    flops: null,
    plain: [],
    compiled: [atMost(0.7, "PyTorch")],
  },
];
