/**
 * § Q-learning, in numbers: what the companion of the notes gives as fractions.
 *
 * Next: quotients.ts
 */
import { eye, full, tensor } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { preconditionedStep, splitStep, symmetryLoss, tdLoss } from "../../methods/q-learning.ts";
import { averagingProjector } from "../../symmetry/chi.ts";
import { cyclic } from "../../symmetry/groups.ts";
import type { Claim } from "../claim.ts";
import { entry, expectation, unit } from "./temporal-difference.ts";

const section = "Q-learning";

/** The mean of two state–actions. */
const P = averagingProjector(cyclic(2));

/** The claims of this part of the section. */
export const instances: readonly Claim[] = [
  {
    id: "Q3#",
    says: "χ = ½J₂, Q = (1, 0), g = 0: TD then L_sym goes to (½, ½), the preconditioned step stays at (1, 0)",
    section,
    source: "Completes Q3, in numbers: from a Q that is not symmetric",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides() {
      const [start, one] = [tensor([1, 0]), full([], 1)];
      const still = (q: Tensor): Tensor => q.mul(0).sum();
      const symmetry = (q: Tensor): Tensor => symmetryLoss(q, P.dense().div(2));
      return [
        [
          splitStep(still, symmetry, one.div(2), one)(start),
          preconditionedStep(still, P, one)(start),
        ],
        [tensor([0.5, 0.5]), start],
      ];
    },
  },
  {
    id: "Q14#",
    says: "C = ½J₂, d = (½, ½), δ = (1, 0): the variances are ⅛ spread over the orbit, ¼ for TD, ⅜ at a sampled j",
    section,
    source: "Completes Q14b, Q14c and Q14d, in numbers",
    sense: "in expectation",
    given: {},
    expected: "PROVED",
    sides() {
      const [d, error] = [tensor([0.5, 0.5]), tensor([1, 0])];
      const variance = (chain: Tensor, update: (i: number, j: number) => Tensor): Tensor => {
        const expected = expectation(chain, d);
        const square = expected((i, j) => update(i, j).square().sum());
        return square.sub(expected(update).square().sum());
      };
      const at = (i: number, j: number): Tensor => unit(j, 2).mul(entry(error, i));
      return [
        [
          variance(eye(2), (i) => P.apply(at(i, i), 0)),
          variance(eye(2), at),
          variance(P.dense(), at),
        ],
        [full([], 0.125), full([], 0.25), full([], 0.375)],
      ];
    },
  },
  {
    id: "CX2b",
    says:
      "where PRE(P) ends at (10, 8), TD then L_sym goes from (1, −1) to 9η/10 " +
      "(1, 1), then shrinks by 1 − η/10 a step: to (0, 0)",
    section,
    source: "Completes CX2 and Q15c, in numbers: C = P, two actions that g swaps, r = 0, γ = 9/10",
    sense: "at fixed points",
    given: {},
    expected: "PROVED",
    sides({ input }) {
      const [x, eta] = [input("x", []), input("η", [])];
      const both = (value: Tensor): Tensor => value.broadcastTo([2]);
      // max Q is Q₁: the two are equal after a step
      const greedy = (q: Tensor): Tensor => both(q.slice([0, 1]).squeeze().mul(9).div(10));
      const td = (q: Tensor): Tensor => tdLoss(q, greedy(q), q.like(1));
      const symmetry = (q: Tensor): Tensor => symmetryLoss(q, P.dense().div(2));
      const split = splitStep(td, symmetry, eta.like(1).div(2), eta);
      const shrunk = x.mul(eta.div(10).neg().add(1));
      return [
        [split(tensor([1, -1])), split(both(x))],
        [both(eta.mul(9).div(10)), both(shrunk)],
      ];
    },
  },
];
