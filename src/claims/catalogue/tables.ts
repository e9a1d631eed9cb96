/**
 * Every method of tabular Q-learning with a similarity χ, as the gradient in the table.
 *
 * Next: known.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { full, input } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { stopGradient } from "../../autodiff/with-vjp.ts";
import {
  preconditionedStep,
  sharedTargetLoss,
  symmetryLoss,
  tdLoss,
} from "../../methods/q-learning.ts";
import { averagingProjector, denseChi } from "../../symmetry/chi.ts";
import type { Group } from "../../symmetry/group.ts";
import type { Gradients } from "../discover/discover.ts";
import { mixture, symmetricPart, tablePoints } from "../ledger/parts.ts";

/** How the command line calls a hypothesis on tables. */
export type TableHypothesis =
  | "symmetric χ"
  | "doubly stochastic χ"
  | "projector"
  | "symmetric Q"
  | "environment";

/** The hypotheses on tables, by name, each a sentence. */
export const tableHypotheses: Readonly<Record<TableHypothesis, string>> = {
  "symmetric χ": "χ = χᵀ",
  "doubly stochastic χ": "the rows and the columns of χ sum to 1",
  projector: "χ is the mean over orbits",
  "symmetric Q": "Q is constant on orbits",
  environment: "χ = γP, the discounted transition matrix of the environment",
};

/** What each name stands for; y = T(Q) = r + γP Q, δ = Q − y, targets held fixed but in the last. */
export const tableMethods: Readonly<Record<string, string>> = {
  TD: "½ |Q − y|²",
  preconditioner: "χᵀ δ",
  "transposed preconditioner": "χ δ",
  "kernel loss": "½ δᵀ χ δ",
  "first half of L_sym": "Σ χᵢⱼ ([Qᵢ]_stop − Qⱼ)²",
  "second half of L_sym": "Σ χᵢⱼ (Qᵢ − [Qⱼ]_stop)²",
  L_sym: "Σ χᵢⱼ (Qᵢ − Qⱼ)²",
  "smoothed targets": "½ |Q − χ y|²",
  "smoothed table": "½ |χ Q − y|²",
  "smoothed error": "½ |χ δ|²",
  "shared targets": "½ Σ χᵢⱼ (Qⱼ − yᵢ)²",
  "TD residual": "½ |Q − T(Q)|², the target not held fixed",
};

/** The gradient in Q of every method, with χ and all else free but for the hypotheses. */
export function tableGradients(G: Group, given: readonly TableHypothesis[]): Gradients {
  const points = tablePoints(G);
  const n = points.dimension;
  const [free, r, p] = [input("q", [n]), input("r", [n]), input("γP", [n, n])];
  const q = given.includes("symmetric Q") ? averagingProjector(points).apply(free, 0) : free;
  const chi = given.includes("environment") ? p : similarity(G, given);
  const bellman = (table: Tensor): Tensor => r.add(times(p, table));
  const y = bellman(q);
  const td = (table: Tensor): Tensor => tdLoss(table, y, table.like(1));
  const preconditioned = (matrix: Tensor): Tensor =>
    q.sub(preconditionedStep(td, denseChi(matrix), full([], 1))(q));
  const error = (table: Tensor): Tensor => table.sub(stopGradient(y));
  const half = (x: Tensor): Tensor => x.square().sum().div(2);
  const gradient = (loss: (table: Tensor) => Tensor) => grad(loss)(q);
  return {
    TD: gradient(td),
    preconditioner: preconditioned(chi),
    "transposed preconditioner": preconditioned(chi.transpose()),
    "kernel loss": gradient((table) =>
      error(table)
        .dot(times(chi, error(table)))
        .div(2),
    ),
    "first half of L_sym": gradient((table) => symmetryLoss(table, chi, "first")),
    "second half of L_sym": gradient((table) => symmetryLoss(table, chi, "second")),
    L_sym: gradient((table) => symmetryLoss(table, chi)),
    "smoothed targets": gradient((table) => half(table.sub(stopGradient(times(chi, y))))),
    "smoothed table": gradient((table) => half(times(chi, table).sub(stopGradient(y)))),
    "smoothed error": gradient((table) => half(times(chi, error(table)))),
    "shared targets": gradient((table) => sharedTargetLoss(table, y, chi)),
    "TD residual": gradient((table) => half(table.sub(bellman(table)))),
  };
}

/** χ: free, or as free as the hypotheses leave it. */
function similarity(G: Group, given: readonly TableHypothesis[]): Tensor {
  const points = tablePoints(G);
  const symmetric = given.includes("symmetric χ");
  if (given.includes("projector")) return averagingProjector(points).dense();
  if (given.includes("doubly stochastic χ")) {
    const setting = { G, shape: TABLE, assume: () => true, input };
    return mixture(setting, { symmetric, on: points });
  }
  const free = input("χ", [points.dimension, points.dimension]);
  return symmetric ? symmetricPart(free) : free;
}

const TABLE = { name: "table", batch: 1, outputs: 1, model: "linear" } as const;

/** A v */
function times(matrix: Tensor, v: Tensor): Tensor {
  return matrix.matmul(v.expandDims(1)).squeeze(1);
}
