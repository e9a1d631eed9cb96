/**
 * Every method of supervised learning with a symmetry, as the gradient of one problem.
 *
 * Next: tables.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { concat } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { dataAugmentation } from "../../methods/data-augmentation.ts";
import { functionAveraging } from "../../methods/function-averaging.ts";
import { gradientAugmentation } from "../../methods/gradient-augmentation.ts";
import { anchorCoupling, gradientCoupling } from "../../methods/gradient-coupling.ts";
import { orbitLabelSharing } from "../../methods/label-sharing.ts";
import { plain, squaredLoss } from "../../methods/losses.ts";
import {
  type Coupling,
  couplingTerm,
  klCoupling,
  outputCoupling,
  squaredCoupling,
} from "../../methods/output-coupling.ts";
import { orbitBranches } from "../../methods/weight-sharing.ts";
import { act } from "../../symmetry/act.ts";
import { averagingProjector } from "../../symmetry/chi.ts";
import { group } from "../../symmetry/group.ts";
import { orbitMean } from "../../symmetry/mean.ts";
import type { Parameters } from "../../symmetry/parameters.ts";
import type { Gradients } from "../discover/discover.ts";
import type { Problem } from "./problem.ts";

/** What each name stands for: L(θ), or its gradient where it is coupled; the simple ones first. */
export const methods: Readonly<Record<string, string>> = {
  plain: "ℓ(f(x), y)",
  "gradient coupling": "𝔼_g (∂f(g·x)/∂θ)ᵀ ∂ℓ/∂f(x), the anchor's residual sent to its orbit",
  "projected coupling": "gradient coupling by the averaging projector on the orbit of the batch",
  "function averaging": "ℓ(𝔼_g f(g·x), y)",
  "gradient augmentation": "𝔼_g ρ(g)⁻ᵀ ∇ℓ(f(x), y)",
  "coupling term": "𝔼_g |[f(x)]_stop − f(g·x)|²",
  "KL term": "𝔼_g KL([softmax f(x)]_stop ‖ softmax f(g·x))",
  "pseudo-label term": "𝔼_g ℓ(f(g·x), [link f(x)]_stop), each output a label for its orbit",
  "mean coupling term": "the coupling term, averaged over which point of the orbit is the anchor",
  "mean pseudo-label term": "the pseudo-label term, averaged over which point is the anchor",
  L_sym: "𝔼_{g,h} |f(g·x) − f(h·x)|²",
  augmentation: "𝔼_g ℓ(f(g·x), y)",
  "output coupling": "ℓ(f(x), y) + coupling term",
  "KL output coupling": "ℓ(f(x), y) + KL term",
  "label sharing": "𝔼_g ℓ(x, y) + ℓ(x, y′) + ℓ(g·x, y) + ℓ(g·x, y′), y′ = y",
};

/**
 * The gradient in θ of every method on a problem.
 * @param of   the problem
 * @param only methods that are wanted, all when left out: L_sym has |G|² terms
 */
export function supervisedGradients(of: Problem, only?: readonly string[]): Gradients {
  const wanted = Object.entries(objectives(of)).filter(([name]) => only?.includes(name) ?? true);
  return Object.fromEntries(wanted.map(([name, objective]) => [name, grad(objective)(of.theta)]));
}

/** L(θ) of every method that there is for the loss of the problem. */
function objectives(of: Problem): Readonly<Record<string, (p: Parameters) => Tensor>> {
  const { G, x, y, f, rho } = of;
  const { loss, link, classes } = of.loss;
  const squared = loss === squaredLoss;
  const orbit = orbitBranches(G, x);
  const term = couplingTerm(f, G, squaredCoupling);
  const pseudo: Coupling = (anchor, output) => loss(output, link(anchor));
  const pseudoTerm = couplingTerm(f, G, pseudo);
  const pairs = (p: Parameters): Tensor => {
    const outputs = orbit.map((rows) => f(rows, p));
    const all = outputs.flatMap((a) => outputs.map((b) => squaredLoss(a, b)));
    return mean(all);
  };
  const chi = averagingProjector(rowsOfOrbits(G.order, x.shape[0]!));
  const labels = concat(G.elements.map(() => y));
  const coupled = outputCoupling(f, loss, G, squaredCoupling);
  const klCoupled = outputCoupling(f, loss, G, klCoupling);
  return {
    plain: (p) => plain(f, loss)(p, x, y),
    "gradient coupling": (p) => anchorCoupling(f, loss, G)(p, x, y),
    "projected coupling": (p) => gradientCoupling(f, loss, chi)(p, concat(orbit), labels),
    "function averaging": (p) => functionAveraging(f, loss, G)(p, x, y),
    "gradient augmentation": (p) => gradientAugmentation(f, loss, rho)(p, x, y),
    "coupling term": (p) => term(p, x),
    ...(classes && { "KL term": (p) => couplingTerm(f, G, klCoupling)(p, x) }),
    ...(!squared && { "pseudo-label term": (p) => pseudoTerm(p, x) }),
    "mean coupling term": (p) => orbitMean(G, (g) => term(p, act(g, x))),
    ...(!squared && {
      "mean pseudo-label term": (p) => orbitMean(G, (g) => pseudoTerm(p, act(g, x))),
    }),
    L_sym: pairs,
    augmentation: (p) => dataAugmentation(f, loss, G)(p, x, y),
    "output coupling": (p) => coupled(p, x, y),
    ...(classes && { "KL output coupling": (p) => klCoupled(p, x, y) }),
    "label sharing": (p) => orbitLabelSharing(f, loss, G)(p, x, y),
  };
}

function mean(terms: readonly Tensor[]): Tensor {
  return terms.reduce((sum, next) => sum.add(next)).div(terms.length);
}

/** How the group moves the rows of a batch that lists, for each g, the samples g·x. */
function rowsOfOrbits(order: number, samples: number) {
  const rows = order * samples;
  return group(`orbits of ${samples}`, [
    Array.from({ length: rows }, (_, row) => (row + samples) % rows),
  ]);
}
