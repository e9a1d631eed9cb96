/**
 * Policy gradients with a similarity χ of state–actions: as they are, with χ on the scores, with χ
 * on the returns.
 *
 * Next: factor.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { input } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import {
  coupledPolicyGradient,
  policyGradient,
  smoothedPolicyGradient,
} from "../../methods/policy-gradient.ts";
import { averagingProjector, denseChi } from "../../symmetry/chi.ts";
import { copies } from "../../symmetry/combine.ts";
import type { CellPlace } from "../catalogue/cells.ts";
import type { Gradients } from "../discover/discover.ts";
import { policy } from "../ledger/policy-gradients.ts";
import type { Subject } from "./subject.ts";

/** The three, and what may be assumed of χ, the returns and the visits. */
export const policies: Subject = {
  methods: {
    "policy gradient": "−⟨[w R]_stop, log π⟩, w how often a state–action is visited",
    "χ on the scores": "−⟨[w R]_stop, χ log π⟩",
    "χ on the returns": "−⟨[w χR]_stop, log π⟩",
  },
  hypotheses: {
    "detailed balance": "wᵢ χᵢⱼ = wⱼ χⱼᵢ",
    projector: "χ is the mean over orbits",
    "symmetric returns": "R is constant on orbits",
  },
  implications: [],
  gradients: gradientsOf,
};

function gradientsOf(given: readonly string[], { G, batch }: CellPlace): Gradients {
  const shape = { name: "policy", batch, outputs: 1, model: "linear" } as const;
  const { logits, logPi, n, visits, reward } = policy({ G, shape, assume: () => true, input });
  const P = averagingProjector(copies(G.natural, batch));
  const [balance, projects] = [given.includes("detailed balance"), given.includes("projector")];
  const free = input("χ", [n, n]);
  // the projector is in balance with visits that are constant on orbits
  const w = balance && projects ? P.apply(visits, 0) : visits;
  const R = given.includes("symmetric returns") ? P.apply(reward, 0) : reward;
  const balanced = free.add(free.transpose()).div(w.expandDims(1));
  const chi = projects ? P : denseChi(balance ? balanced : free);
  const gradient = (loss: (scores: Tensor) => Tensor): Tensor =>
    grad((theta: Tensor) => loss(logPi(theta)))(logits);
  return {
    "policy gradient": gradient((scores) => policyGradient(scores, R, w)),
    "χ on the scores": gradient((scores) => coupledPolicyGradient(scores, R, w, chi)),
    "χ on the returns": gradient((scores) => smoothedPolicyGradient(scores, R, w, chi)),
  };
}
