/** w2: a product of square matrices. */
import { draw, type Workload } from "./workload.ts";

export const products: readonly Workload[] = [64, 256].map((n) => ({
  id: `w2-${n}`,
  says: `a·b, both [${n}, ${n}]`,
  inputs: { a: draw(21, [n, n]), b: draw(22, [n, n]) },
  build: ({ a, b }) => [a!.matmul(b!)],
  flops: 2 * n ** 3,
  plain: { atLeastGflops: 1.5 },
}));
