/**
 * § Q-learning: sampled updates in expectation and variance, and what the stop-gradient on the target does.
 *
 * Next: stability.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { eye, full, oneHot, ones, tensor } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { preconditionedStep, tdLoss } from "../../methods/q-learning.ts";
import { averagingProjector, denseChi, orbitIndicator } from "../../symmetry/chi.ts";
import type { Claim, Setting } from "../claim.ts";
import { rowStochasticMatrix, symmetricPart } from "./parts.ts";
import { rowsSumToOne, unevenPoints } from "./tables.ts";

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
    id: "CX7",
    says: "C = swap, d = (¾, ¼), δ = (1, 0): the error of i at j is (0, ¾), the error of j at i is (0, ¼)",
    section,
    source: "Completes Q13 and Q13b, in numbers",
    sense: "in expectation",
    given: {},
    expected: "PROVED",
    sides() {
      const swap = tensor([
        [0, 1],
        [1, 0],
      ]);
      const expected = expectation(swap, tensor([0.75, 0.25]));
      const error = tensor([1, 0]);
      return [
        [
          expected((i, j) => unit(j, 2).mul(entry(error, i))),
          expected((i, j) => unit(i, 2).mul(entry(error, j))),
        ],
        [tensor([0, 0.75]), tensor([0, 0.25])],
      ];
    },
  },
  {
    id: "Q14",
    says: "𝔼 |update|² is the same whether the error of i is applied at j ∼ C(·|i) or at i itself",
    section,
    source: "Notes § Q-learning, “Sampling distribution”, against plain TD: its second moment",
    sense: "in expectation",
    given: { "rows sum to 1": "C(·|i) is a distribution" },
    expected: "PROVED",
    sides(setting) {
      const { shared, plain } = updates(setting);
      return [shared.square, plain.square];
    },
  },
  {
    id: "Q14b",
    says: "so its variance exceeds that of plain TD by |D δ|² − |Cᵀ D δ|²",
    section,
    source: "Completes Q14: what a shared sample costs, no less than 0 for a doubly stochastic C",
    sense: "in expectation",
    given: { "rows sum to 1": "C(·|i) is a distribution" },
    expected: "PROVED",
    sides(setting) {
      const { shared, plain, direction, preconditioned } = updates(setting);
      const squared = (v: Tensor): Tensor => v.square().sum();
      const variance = ({ mean, square }: Moments): Tensor => square.sub(squared(mean));
      return [
        variance(shared).sub(variance(plain)),
        squared(direction).sub(squared(preconditioned)),
      ];
    },
  },
  {
    id: "Q14c",
    says: "spread over the orbit, the error of i has the mean it has at a sampled j, and 𝔼 |·|² = Σ d δ² / |orbit|",
    section,
    source: "Completes Q14: the preconditioner, sampled, is the Rao–Blackwellised update",
    sense: "in expectation",
    given: { "orbit average": "C = P, the mean over each orbit" },
    expected: "PROVED",
    sides({ G, input, assume }) {
      const points = unevenPoints(G);
      const n = points.dimension;
      const projector = averagingProjector(points);
      const c = assume("orbit average") ? projector.dense() : input("c", [n, n]);
      const [error, d] = [input("δ", [n]), input("d", [n])];
      const expected = expectation(eye(n), d); // j = i: only i is drawn
      const spread = (i: number): Tensor =>
        c
          .slice([i, i + 1])
          .flatten()
          .mul(entry(error, i));
      const sampled = expectation(c, d)((i, j) => unit(j, n).mul(entry(error, i)));
      const sizes = orbitIndicator(points).apply(ones([n]), 0);
      return [
        [expected(spread), expected((i) => spread(i).square().sum())],
        [sampled, d.mul(error.square()).div(sizes).sum()],
      ];
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

/** The i-th entry, as a number. */
export function entry(v: Tensor, i: number): Tensor {
  return v.slice([i, i + 1]).squeeze(0);
}

/** eᵢ */
export function unit(i: number, n: number): Tensor {
  return oneHot([i], n).flatten();
}

/** 𝔼 f(i, j) for i ∼ d, j ∼ C(·|i), by enumerating every pair. */
export function expectation(chain: Tensor, d: Tensor) {
  const n = d.size;
  return (f: (i: number, j: number) => Tensor): Tensor => {
    const terms = Array.from({ length: n * n }, (_, k) => {
      const [i, j] = [Math.floor(k / n), k % n];
      return f(i, j).mul(entry(d, i).mul(entry(chain.slice([i, i + 1]).flatten(), j)));
    });
    return terms.reduce((sum, next) => sum.add(next));
  };
}

/** The expected update of sampled Q-learning, and the preconditioner's. */
function sampling({ G, input }: Setting, chain: Tensor, d: Tensor = input("d", [G.degree])) {
  const n = G.degree;
  const [q, y] = [input("q", [n]), input("y", [n])];
  const error = q.sub(y);
  const expected = expectation(chain, d);
  const loss = (table: Tensor): Tensor => tdLoss(table, y, d);
  const preconditioned = preconditionedStep(loss, denseChi(chain), full([], 1));
  return {
    errorAtNeighbour: expected((i, j) => unit(j, n).mul(entry(error, i))),
    neighbourAtSelf: expected((i, j) => unit(i, n).mul(entry(error, j))),
    preconditioned: q.sub(preconditioned(q)),
  };
}

/** The mean of an update, and that of its squared length. */
interface Moments {
  readonly mean: Tensor;
  readonly square: Tensor;
}

/** The moments of an update at a sampled neighbour, and at the state–action itself. */
function updates(setting: Setting) {
  const { G, input, assume } = setting;
  const n = G.degree;
  const free = input("c", [n, n]);
  const chain = assume("rows sum to 1") ? rowsSumToOne(free) : free;
  const [q, y, d] = [input("q", [n]), input("y", [n]), input("d", [n])];
  const error = q.sub(y);
  const moments = (law: Tensor, update: (i: number, j: number) => Tensor): Moments => ({
    mean: expectation(law, d)(update),
    square: expectation(law, d)((i, j) => update(i, j).square().sum()),
  });
  const loss = (table: Tensor): Tensor => tdLoss(table, y, d);
  const preconditioned = preconditionedStep(loss, denseChi(chain), full([], 1));
  return {
    shared: moments(chain, (i, j) => unit(j, n).mul(entry(error, i))),
    plain: moments(eye(n), (i) => unit(i, n).mul(entry(error, i))),
    direction: grad(loss)(q),
    preconditioned: q.sub(preconditioned(q)),
  };
}
