/** Every workload of the tables, in their order: the one list that `npm run bench` and bench/versus read. */
import { pointwise } from "./pointwise.ts";
import { products } from "./products.ts";
import { softmax } from "./softmax.ts";
import { tiny } from "./tiny.ts";
import { training } from "./training.ts";
import type { Workload } from "./workload.ts";

export const workloads: readonly Workload[] = [
  ...pointwise,
  ...products,
  ...training,
  ...softmax,
  ...tiny,
];
