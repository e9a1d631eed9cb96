/** w2: a product of square matrices, and the gradient of its sum. */
import { grad, type Tensor } from "../../src/autodiff/index.ts";
import { faster, type Goal } from "./goal.ts";
import { draw, type Workload } from "./workload.ts";

const square = (n: number) => ({ a: draw(21, [n, n]), b: draw(22, [n, n]) });

function product(n: number, compiled: readonly Goal[]): Workload {
  return {
    id: `w2-${n}`,
    says: `a·b, both [${n}, ${n}]`,
    inputs: square(n),
    build: ({ a, b }) => [a!.matmul(b!)],
    flops: 2 * n ** 3,
    plain: n < 1024 ? [{ atLeastGflops: 1.5 }] : [],
    compiled,
  };
}

const fasterThanPeers = [faster(1.3, "jax-js jit"), faster(1.3, "tfjs-wasm")];

export const products: readonly Workload[] = [
  product(64, [{ ofPeak: 0.7 }]),
  product(256, [{ ofPeak: 0.7 }, ...fasterThanPeers]),
  product(1024, [{ ofPeak: 0.65 }, ...fasterThanPeers]),
  {
    id: "w2g",
    says: "the gradient of Σ a·b in both, [256, 256]",
    inputs: square(256),
    build({ a, b }) {
      const { x, y } = grad(({ x, y }: { x: Tensor; y: Tensor }) => x.matmul(y).sum())({
        x: a!,
        y: b!,
      });
      return [x, y];
    },
    // As it is written: the cotangent of a sum is all ones, and whoever sees that multiplies nothing.
    flops: 4 * 256 ** 3,
    plain: [],
    compiled: [faster(1.6, "jax-js jit")],
  },
];
