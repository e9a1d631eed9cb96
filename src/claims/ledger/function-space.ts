/**
 * What methods do to the function, not to θ: the symmetric part P f of the outputs on closed orbits,
 * and the rest, (I − P) f.
 *
 * Next: ledger.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { concat, full } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { stopGradient } from "../../autodiff/with-vjp.ts";
import { gradientCoupling } from "../../methods/gradient-coupling.ts";
import { plain, squaredLoss } from "../../methods/losses.ts";
import type { Loss, Model } from "../../methods/types.ts";
import { act } from "../../symmetry/act.ts";
import { averagingProjector } from "../../symmetry/chi.ts";
import type { Parameters } from "../../symmetry/parameters.ts";
import type { Claim, Setting } from "../claim.ts";
import { everyLoss, quarticLoss, rowsOfOrbits, sheared, supervised } from "./parts.ts";
import { descend, type Slope } from "./steps.ts";

const section = "Function space";

const linear = "f is affine in θ";
const equivariant = "the features of g·x are those of x, moved by an orthogonal matrix";

/** The claims of this section. */
export const functionSpace: readonly Claim[] = [
  {
    id: "KR1",
    says:
      "augmentation, coupling by the projector with any λ of output coupling, and " +
      "function averaging move P f alike, from any θ₀ and for any labels: two steps",
    section,
    source: "Notes § Averaging over orbits: “Turns out ... the same.”, of the symmetric part of f",
    sense: "in function space",
    given: {
      "linear model": linear,
      "equivariant features": equivariant,
      "squared loss": "ℓ(f, y) = |f − y|²",
    },
    expected: "PROVED",
    sides(setting) {
      const { assume } = setting;
      const of = closedBatch(setting);
      const loss = assume("squared loss") ? squaredLoss : quarticLoss;
      const { f, P, rows, labels } = of;
      const averaged: Model<Parameters> = (x, p) => P(f(x, p));
      const moved = [
        of.displaced(grad1(plain(f, loss), rows, labels)),
        of.displaced(grad1(coupledWithPull(of, loss), rows, labels)),
        of.displaced(grad1(plain(averaged, loss), rows, labels)),
      ].map(P);
      return [
        [moved[0]!, moved[1]!],
        [moved[2]!, moved[2]!],
      ];
    },
  },
  {
    id: "KR2",
    says:
      "coupling by the projector with λ of output coupling takes (I − P) f " +
      "through (I − 2ηλK/n) a step, whatever the loss: frozen for λ = 0",
    section,
    source: "Completes § Gradient coupling: what becomes of the part of f that is not symmetric",
    sense: "in function space",
    given: {
      "linear model": linear,
      "equivariant features": equivariant,
      "squared coupling": "output coupling pulls by |f − f′|²",
    },
    expected: "PROVED",
    sides(setting) {
      const of = closedBatch(setting);
      const { P, eta, lambda, theta, rows, features, f } = of;
      const n = rows.shape[0]!;
      const rest = (outputs: Tensor): Tensor => outputs.sub(P(outputs));
      const pulls = setting.assume("squared coupling") ? squaredLoss : quarticLoss;
      const walked = of.displaced(grad1(coupledWithPull(of, everyLoss, pulls), rows, of.labels));
      const kernel = features.matmul(features.transpose());
      const contract = (u: Tensor): Tensor =>
        u.sub(kernel.matmul(u).mul(eta).mul(lambda).mul(2).div(n));
      const start = rest(f(rows, theta));
      return [rest(walked), contract(contract(start)).sub(start)];
    },
  },
  {
    id: "KR1b",
    says: "augmentation and coupling by the projector move f alike: two steps",
    section,
    source: "Notes § Averaging over orbits: “Turns out ... the same.”, of all of f",
    sense: "in function space",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const of = closedBatch({ ...setting, assume: () => true });
      const { f, rows, labels, P } = of;
      const chi = averagingProjector(of.orbits);
      const invariant = P(labels);
      return [
        of.displaced(grad1(plain(f, squaredLoss), rows, invariant)),
        of.displaced(grad1(gradientCoupling(f, squaredLoss, chi), rows, invariant)),
      ];
    },
  },
];

/** θ ↦ ∇_θ L(θ; x, y) */
function grad1(
  objective: (theta: Parameters, x: Tensor, y: Tensor) => Tensor,
  x: Tensor,
  y: Tensor,
): Slope {
  return (theta) => grad(objective)(theta, x, y);
}

/** A batch that lists whole orbits, a label for each row, and a model that is affine in θ. */
function closedBatch(setting: Setting) {
  const { G, shape, assume, input } = setting;
  const { x, theta } = supervised({ ...setting, shape: { ...shape, model: "linear" } });
  const on = assume("equivariant features") ? G.natural : sheared(G);
  const rows = concat(G.elements.map((g) => act(g, x, { on })));
  const n = rows.shape[0]!;
  const bend = (z: Tensor): Tensor => (shape.model === "phi" ? z.phi() : z.tanh());
  const affine: Model<Parameters> = (X, p) => X.matmul(p["w"]!).add(p["b"]!);
  const f: Model<Parameters> = assume("linear model") ? affine : (X, p) => bend(affine(X, p));
  const orbits = rowsOfOrbits(G.order, shape.batch);
  const eta = input("η", []);
  return {
    theta,
    rows,
    f,
    orbits,
    eta,
    lambda: input("λ", []),
    labels: input("Y", [n, shape.outputs]),
    features: concat([rows, full([n, 1], 1)], 1),
    P: (outputs: Tensor): Tensor => averagingProjector(orbits).apply(outputs, 0),
    displaced: (slope: Slope): Tensor => f(rows, descend(slope, eta, 2)(theta)).sub(f(rows, theta)),
  };
}

/** Gradient coupling by the projector plus λ 𝔼 over pairs of an orbit of c([f(x)]_stop, f(x′)). */
function coupledWithPull(
  { f, orbits, lambda }: ReturnType<typeof closedBatch>,
  loss: Loss,
  pull: Loss = squaredLoss,
) {
  const chi = averagingProjector(orbits);
  return (p: Parameters, rows: Tensor, labels: Tensor): Tensor => {
    const outputs = f(rows, p);
    const n = rows.shape[0]!;
    const terms = Array.from({ length: n }, (_, i) => {
      const anchor = stopGradient(outputs.take([i], 0));
      const mates = orbits.elements.map((g) => g.permutation[i]!);
      return pull(outputs.take(mates, 0), anchor.broadcastTo([mates.length, outputs.shape[1]!]));
    });
    const term = terms.reduce((sum, next) => sum.add(next)).div(n);
    return gradientCoupling(f, loss, chi)(p, rows, labels).add(term.mul(lambda));
  };
}
