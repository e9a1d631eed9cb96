/**
 * § Q-learning: sampled updates in expectation, and what the stop-gradient on the target does.
 *
 * Next: policy-gradients.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { eye, full, oneHot } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { preconditionedStep, tdLoss } from "../../methods/q-learning.ts";
import { denseChi } from "../../symmetry/chi.ts";
import type { Claim, Setting } from "../claim.ts";
import { rowStochasticMatrix, symmetricPart } from "./parts.ts";

const section = "Q-learning";

/** The claims of this part of the section. */
export const temporalDifference: readonly Claim[] = [
  {
    id: "Q13",
    says: "sampling i ∼ d, j ∼ C(·|i) and applying the error of i at j is, in expectation, the preconditioner",
    section,
    source: "Notes § Q-learning, “Sampling distribution”, against “Preconditioner”",
    sense: "in expectation",
    given: {},
    expected: "PROVED",
    sides(setting) {
      const sampled = sampling(setting, rowStochasticMatrix(setting, setting.G.degree));
      return [sampled.errorAtNeighbour, sampled.preconditioned];
    },
  },
  {
    id: "Q13b",
    says: "sampling i ∼ d, j ∼ C(·|i) and applying the error of j at i is, in expectation, the preconditioner",
    section,
    source: "Completes Q13: the other way to read “sampling distribution”",
    sense: "in expectation",
    given: { "detailed balance": "dᵢ Cᵢⱼ = dⱼ Cⱼᵢ" },
    expected: "PROVED",
    sides(setting) {
      const { G, input, assume } = setting;
      const n = G.degree;
      if (!assume("detailed balance")) {
        const sampled = sampling(setting, rowStochasticMatrix(setting, n));
        return [sampled.neighbourAtSelf, sampled.preconditioned];
      }
      const joint = symmetricPart(input("c", [n, n]));
      const d = joint.sum(1);
      const sampled = sampling(setting, joint.div(d.expandDims(1)), d);
      return [sampled.neighbourAtSelf, sampled.preconditioned];
    },
  },
  {
    id: "TD1",
    says: "the gradient of |Q − T(Q)|² is twice the TD error",
    section,
    source: "Notes § Q-learning: L_{MSE-TD} = ‖Q(s, a) − T(Q)(s, a)‖²",
    sense: "per step",
    given: { "stop-gradient": "no gradient flows through the target T(Q)" },
    expected: "PROVED",
    sides({ G, input, assume }) {
      const n = G.degree;
      const [q, r, p] = [input("q", [n]), input("r", [n]), input("γP", [n, n])];
      const bellman = (table: Tensor): Tensor => r.add(p.matmul(table.expandDims(1)).squeeze(1));
      const loss = (table: Tensor): Tensor =>
        assume("stop-gradient")
          ? tdLoss(table, bellman(table), table.like(2))
          : table.sub(bellman(table)).square().sum();
      return [grad(loss)(q), q.sub(bellman(q)).mul(2)];
    },
  },
  {
    id: "TD2",
    says: "without a stop-gradient, the gradient of |Q − T(Q)|² is (I − γP)ᵀ applied to twice the TD error",
    section,
    source: "Completes TD1: the residual gradient",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides({ G, input }) {
      const n = G.degree;
      const [q, r, p] = [input("q", [n]), input("r", [n]), input("γP", [n, n])];
      const error = (table: Tensor): Tensor =>
        table.sub(r.add(p.matmul(table.expandDims(1)).squeeze(1)));
      const transposed = eye(n).sub(p).transpose();
      const expected = transposed.matmul(error(q).mul(2).expandDims(1)).squeeze(1);
      return [grad((table: Tensor) => error(table).square().sum())(q), expected];
    },
  },
];

/**
 * The expected update of sampled Q-learning, by enumerating every pair (i, j), and the
 * preconditioner's.
 */
function sampling({ G, input }: Setting, chain: Tensor, d: Tensor = input("d", [G.degree])) {
  const n = G.degree;
  const [q, y] = [input("q", [n]), input("y", [n])];
  const error = q.sub(y);
  const entry = (v: Tensor, i: number): Tensor => v.slice([i, i + 1]);
  const expected = (at: (i: number, j: number) => [where: number, whose: number]): Tensor => {
    let sum = q.like(0);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const [where, whose] = at(i, j);
        const probability = entry(d, i).mul(chain.slice([i, i + 1], [j, j + 1]).flatten());
        const unit = oneHot([where], n).flatten();
        sum = sum.add(unit.mul(probability.mul(entry(error, whose))));
      }
    }
    return sum;
  };
  const loss = (table: Tensor): Tensor => tdLoss(table, y, d);
  const preconditioned = preconditionedStep(loss, denseChi(chain), full([], 1));
  return {
    errorAtNeighbour: expected((i, j) => [j, i]),
    neighbourAtSelf: expected((i, j) => [i, j]),
    preconditioned: q.sub(preconditioned(q)),
  };
}
