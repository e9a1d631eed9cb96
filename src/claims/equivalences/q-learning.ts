/**
 * Tabular Q-learning with a similarity χ: the rules of the notes, each as −ΔQ/η of one step.
 *
 * Next: policies.ts
 */
import { full, input } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { gradientAugmentation } from "../../methods/gradient-augmentation.ts";
import {
  jointStep,
  kernelLoss,
  preconditionedStep,
  type QStep,
  replayStep,
  sharedTargetLoss,
  splitStep,
  step,
  symmetryLoss,
  tdLoss,
  tiedStep,
} from "../../methods/q-learning.ts";
import { averagingProjector, denseChi } from "../../symmetry/chi.ts";
import type { Group } from "../../symmetry/group.ts";
import { reynolds } from "../../symmetry/mean.ts";
import { orbitIndex } from "../../symmetry/orbits.ts";
import type { Gradients } from "../discover/discover.ts";
import { mixture, symmetricPart, tablePoints } from "../ledger/parts.ts";
import { times } from "../ledger/tables.ts";
import type { Subject } from "./subject.ts";

/** The rules, and what may be assumed of χ, the table, the visits and the environment. */
export const qLearning: Subject = {
  methods: {
    TD: "½ Σ dᵢ (Qᵢ − yᵢ)²",
    preconditioner: "χᵀ D δ",
    "transposed preconditioner": "χ D δ",
    "sampled similarity": "𝔼 of δᵢ at j, where i ∼ d is visited and j ∼ χ(·|i) is moved",
    "sampled errors":
      "𝔼 of δⱼ at i, where i ∼ d is visited and moved, and j ∼ χ(·|i) gives its error",
    "kernel loss": "½ δᵀ χ δ",
    "shared targets": "½ Σ dᵢ χᵢⱼ (Qⱼ − yᵢ)²",
    "TD, then L_sym":
      "a step on TD, then one on L_sym = Σ χᵢⱼ (Qᵢ − Qⱼ)² of size ¼, from where it led",
    "L_sym, then TD": "the same two steps in the other order",
    "TD + L_sym": "one step on both, the step on L_sym of size ¼",
    "gradient augmentation": "𝔼_g ρ(g)⁻ᵀ ∇½ Σ dᵢ (Qᵢ − yᵢ)²",
    replay: "𝔼_g of the TD step on (g·s, g·a, r, g·s′)",
    "tied table": "TD on one entry an orbit, Q read from it",
  },
  hypotheses: {
    "symmetric χ": "χ = χᵀ",
    "random walk": "χ = Σ w_g ρ(g) with Σ w_g = 1: doubly stochastic, and it stays on orbits",
    projector: "χ is the mean over orbits",
    "symmetric Q": "Q is constant on orbits",
    "uniform visits": "d = 1",
    "symmetric environment": "the rewards are constant on orbits, and ρ(g) P = P ρ(g)",
  },
  implications: [{ given: ["projector"], imply: ["symmetric χ", "random walk"] }],
  gradients: (given, { G }) => updates(G, given),
};

function updates(G: Group, given: readonly string[]): Gradients {
  const points = tablePoints(G);
  const n = points.dimension;
  const P = averagingProjector(points);
  const averaged = (v: Tensor, hypothesis: string): Tensor =>
    given.includes(hypothesis) ? P.apply(v, 0) : v;
  const q = averaged(input("q", [n]), "symmetric Q");
  const r = averaged(input("r", [n]), "symmetric environment");
  const free = input("γP", [n, n]);
  const p = given.includes("symmetric environment") ? reynolds(free, [points, points]) : free;
  const d = given.includes("uniform visits") ? full([n], 1) : input("d", [n]);
  const chi = similarity(G, given);
  const eta = input("η", []);
  const quarter = full([], 1 / 4);
  const targets = (table: Tensor): Tensor => r.add(times(p, table));
  const td = (table: Tensor): Tensor => tdLoss(table, targets(table), d);
  const symmetry = (table: Tensor): Tensor => symmetryLoss(table, chi);
  const moved = (rule: QStep): Tensor => q.sub(rule(q)).div(eta);
  const on = (loss: (table: Tensor) => Tensor): Tensor => moved(step(loss, eta));
  const orbit = orbitIndex(points);
  const tied = q.scatterAdd(orbit, 0, 2).div(n / 2);
  const augmented = gradientAugmentation(
    (_, table: { readonly q: Tensor }) => table.q,
    (table) => td(table),
    { q: [points] },
  );
  const errors = q.sub(targets(q));
  return {
    TD: on(td),
    preconditioner: moved(preconditionedStep(td, denseChi(chi), eta)),
    "transposed preconditioner": moved(preconditionedStep(td, denseChi(chi.transpose()), eta)),
    "sampled similarity": chi.mul(d.expandDims(1)).mul(errors.expandDims(1)).sum(0),
    "sampled errors": chi.mul(d.expandDims(1)).mul(errors.expandDims(0)).sum(1),
    "kernel loss": on((table) => kernelLoss(table, targets(q), denseChi(chi))),
    "shared targets": on((table) => sharedTargetLoss(table, targets(q), chi.mul(d.expandDims(1)))),
    "TD, then L_sym": moved(splitStep(td, symmetry, quarter, eta)),
    "L_sym, then TD": moved(splitStep(symmetry, td, eta, quarter)),
    "TD + L_sym": moved(jointStep(td, symmetry, quarter.div(eta), eta)),
    "gradient augmentation": on((table) => augmented({ q: table }, q, q)),
    replay: moved(replayStep(td, points, eta)),
    "tied table": tied
      .sub(tiedStep(td, orbit, eta)(tied))
      .div(eta)
      .take(orbit, 0),
  };
}

/** χ: free, or as free as the hypotheses leave it. */
function similarity(G: Group, given: readonly string[]): Tensor {
  const points = tablePoints(G);
  const symmetric = given.includes("symmetric χ");
  if (given.includes("projector")) return averagingProjector(points).dense();
  if (given.includes("random walk")) {
    return mixture({ G, shape: TABLE, assume: () => true, input }, { symmetric, on: points });
  }
  const free = input("χ", [points.dimension, points.dimension]);
  return symmetric ? symmetricPart(free) : free;
}

const TABLE = { name: "table", batch: 1, outputs: 1, model: "linear" } as const;
