/**
 * § Q-learning: which loss the preconditioner is the gradient of, how TD on shared targets completes
 * it, and what features make of it.
 *
 * Next: temporal-difference.ts
 */
import { grad, valueAndGrad } from "../../autodiff/grad.ts";
import { concat, eye, full, oneHot, stack, tensor } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { couple } from "../../autodiff/with-vjp.ts";
import {
  kernelLoss,
  preconditionedStep,
  sharedTargetLoss,
  step,
  symmetryLoss,
  tdLoss,
} from "../../methods/q-learning.ts";
import { denseChi } from "../../symmetry/chi.ts";
import type { Claim, Setting } from "../claim.ts";
import { mixture, symmetricPart, tablePoints } from "./parts.ts";
import { lazy, symmetricTable, times, walk } from "./tables.ts";

const section = "Q-learning";

/** The claims of this part of the section. */
export const preconditioner: readonly Claim[] = [
  {
    id: "Q9",
    says: "the preconditioner is the gradient of the kernel loss ½ δᵀ χ δ, δ the TD error with its target stopped",
    section,
    source: "Completes § Q-learning, “Preconditioner”: the loss of Feng, Li and Liu (2019)",
    sense: "per step",
    given: {
      symmetric: "χ = χᵀ",
      unweighted: "d = 1: the kernel loss has χ δ where the preconditioner has χ D δ",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, input, assume } = setting;
      const n = tablePoints(G).dimension;
      const { q, y, chi } = coupled(setting, assume("symmetric"));
      const d = assume("unweighted") ? q.like(1) : input("d", [n]);
      const direction = grad((table: Tensor) => tdLoss(couple(table, chi), y, d))(q);
      return [grad((table: Tensor) => kernelLoss(table, y, chi))(q), direction];
    },
  },
  {
    id: "Q9b",
    says: "½ δᵀ χ δ = ½ |δ|² − (an/4) L_sym(δ), value and gradient: TD *minus* an L_sym on TD errors",
    section,
    source: "Completes Q9: “These two end up being the same thing?!” with the other sign",
    sense: "per step",
    given: { "doubly stochastic": "χ = I − a(I − C), the rows and the columns of C sum to 1" },
    expected: "PROVED",
    sides(setting) {
      const { G, input, assume } = setting;
      const n = tablePoints(G).dimension;
      const [q, y, a] = [input("q", [n]), input("y", [n]), input("a", [])];
      const c = assume("doubly stochastic") ? walk(setting, false) : input("c", [n, n]);
      const chi = denseChi(lazy(c, a));
      const apart = (table: Tensor): Tensor => symmetryLoss(table.sub(y), c.div(n));
      const difference = (table: Tensor): Tensor =>
        tdLoss(table, y, table.like(1)).sub(apart(table).mul(a).mul(n).div(4));
      return [
        valueAndGrad((table: Tensor) => kernelLoss(table, y, chi))(q),
        valueAndGrad(difference)(q),
      ];
    },
  },
  {
    id: "Q9c",
    says: "the preconditioner's direction may be the gradient of a loss: its Jacobian is symmetric",
    section,
    source: "Completes Q9: for a χ that is not symmetric there is no such loss at all",
    sense: "per step",
    given: { symmetric: "χ = χᵀ" },
    expected: "PROVED",
    sides(setting) {
      const { q, y, chi } = coupled(setting, setting.assume("symmetric"));
      const td = (table: Tensor): Tensor => tdLoss(table, y, table.like(1));
      // as a function of Q: differentiating `couple` again would put χ where it has the identity
      const entry = (i: number) => (table: Tensor) =>
        chi
          .applyTransposed(grad(td)(table), 0)
          .slice([i, i + 1])
          .sum();
      const jacobian = stack(Array.from({ length: q.size }, (_, i) => grad(entry(i))(q)));
      return [jacobian, jacobian.transpose()];
    },
  },
  {
    id: "Q10",
    says: "TD on shared targets is the preconditioner and L_sym together: two halves, not two names",
    section,
    source: "Notes § Q-learning: “These two end up being the same thing?!”: they are complements",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides({ G, input }) {
      const n = G.degree;
      const [q, y, c] = [input("q", [n]), input("y", [n]), input("C", [n, n])];
      const td = (table: Tensor): Tensor => tdLoss(table, y, table.like(1));
      const preconditioned = q.sub(preconditionedStep(td, denseChi(c), full([], 1))(q));
      const pull = grad((table: Tensor) => symmetryLoss(table, c, "first"))(q).div(2);
      return [grad((table: Tensor) => sharedTargetLoss(table, y, c))(q), preconditioned.add(pull)];
    },
  },
  {
    id: "Q11",
    says: "for a linear Q = Φθ, TD then L_sym leads η a K (I − C)(K − I) g away from the preconditioner, K = ΦΦᵀ",
    section,
    source: "Completes Q3: with function approximation the two are the same iff this is 0",
    sense: "per step",
    given: {
      "symmetric Q": "χ Q = Q before the step",
      "symmetric C": "C = Cᵀ",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, input, assume } = setting;
      const n = tablePoints(G).dimension;
      const [q, t, free] = [input("q", [n]), input("t", [1]), input("Φ", [n, 1])];
      const start = symmetricTable(setting, q);
      const theta = concat([t.like(1), t]); // θ₁ = 1 is a choice of units for Q
      const first = assume("symmetric Q") ? start.sub(free.flatten().mul(t)) : q;
      const features = concat([first.expandDims(1), free], 1);
      const chain = mixture(setting, { symmetric: assume("symmetric C"), on: tablePoints(G) });
      const { split, preconditioned, y, a, eta } = linear(setting, features, chain);
      const g = times(features, theta).sub(y);
      const kernel = (x: Tensor): Tensor => times(features, times(features.transpose(), x));
      const off = kernel(g).sub(g);
      const gap = kernel(off.sub(times(chain, off)))
        .mul(a)
        .mul(eta);
      return [split(theta).sub(preconditioned(theta)), gap];
    },
  },
  {
    id: "Q11b",
    says: "for a linear Q = Φθ, TD then L_sym is the preconditioned step",
    section,
    source: "Completes Q11: where the table's theorem survives",
    sense: "per step",
    given: {
      "symmetric Q": "χ Q = Q before the step",
      "orthonormal features": "ΦΦᵀ = I, as for a table",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, input, assume } = setting;
      const n = tablePoints(G).dimension;
      const [q, u] = [input("q", [n]), input("u", [n])];
      const goal = assume("symmetric Q") ? symmetricTable(setting, q) : q;
      const outer = u.expandDims(1).mul(u.expandDims(0));
      const mirror = eye(n).sub(outer.mul(2).div(u.dot(u)));
      const orthonormal = assume("orthonormal features");
      const other = (): Tensor => concat([goal.expandDims(1), input("Φ", [n, n - 1])], 1);
      const theta = orthonormal ? times(mirror, goal) : oneHot([0], n).flatten(); // Φ θ = goal
      const features = orthonormal ? mirror : other();
      const { split, preconditioned } = linear(setting, features, walk(setting));
      return [split(theta), preconditioned(theta)];
    },
  },
  {
    id: "CX3",
    says: "Φ = diag(1, 2), Q = (1, 1), g = (0, 1), C = ½J₂, a = η = 1: the gap of Q11 is (−3/2, 6)",
    section,
    source: "Completes Q11, in numbers",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides() {
      const features = tensor([
        [1, 0],
        [0, 2],
      ]);
      const one = full([], 1);
      const numbers = { y: tensor([1, 0]), a: one, eta: one };
      const { split, preconditioned } = steps(numbers, features, full([2, 2], 0.5));
      const theta = tensor([1, 0.5]);
      return [split(theta).sub(preconditioned(theta)), tensor([-1.5, 6])];
    },
  },
];

/** A table, its target, and a free χ. */
function coupled({ G, input }: Setting, symmetric: boolean) {
  const n = tablePoints(G).dimension;
  const free = input("χ", [n, n]);
  const chi = denseChi(symmetric ? symmetricPart(free) : free);
  return { q: input("q", [n]), y: input("y", [n]), chi };
}

interface Numbers {
  readonly y: Tensor;
  readonly a: Tensor;
  readonly eta: Tensor;
}

/** The two steps on the parameters of Q = Φθ with free numbers, told by the Q they lead to. */
function linear({ input }: Setting, features: Tensor, chain: Tensor) {
  const numbers = { y: input("y", [chain.shape[0]!]), a: input("a", []), eta: input("η", []) };
  return { ...numbers, ...steps(numbers, features, chain) };
}

/** TD then L_sym of size an/4, and the preconditioned step, of θ; each as θ ↦ Φ θ′. */
function steps({ y, a, eta }: Numbers, features: Tensor, chain: Tensor) {
  const n = chain.shape[0]!;
  const values = (theta: Tensor): Tensor => times(features, theta);
  const td = (q: Tensor): Tensor => tdLoss(q, y, q.like(1));
  const chi = denseChi(lazy(chain, a));
  const first = step((theta) => td(values(theta)), eta);
  const second = step((theta) => symmetryLoss(values(theta), chain.div(n)), a.mul(n).div(4));
  const preconditioned = step((theta) => td(couple(values(theta), chi)), eta);
  return {
    split: (theta: Tensor): Tensor => values(second(first(theta))),
    preconditioned: (theta: Tensor): Tensor => values(preconditioned(theta)),
  };
}
