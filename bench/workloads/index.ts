/** Every workload of the tables, in their order: the one list that `npm run bench` and bench/versus read. */
import { convolution } from "./convolution.ts";
import { learning } from "./learning.ts";
import { orbits } from "./orbits.ts";
import { pointwise } from "./pointwise.ts";
import { products } from "./products.ts";
import { softmax } from "./softmax.ts";
import { symmetric } from "./symmetric.ts";
import { tiny } from "./tiny.ts";
import { training } from "./training.ts";
import type { Workload } from "./workload.ts";

export const workloads: readonly Workload[] = [
  ...pointwise,
  ...products,
  ...training,
  ...convolution,
  ...softmax,
  ...symmetric,
  ...orbits,
  ...learning,
  ...tiny,
];
