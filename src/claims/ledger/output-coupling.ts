/**
 * § Output coupling: "This should def be equivalent to label sharing".
 *
 * Next: canonical-losses.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { tensor } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { mapTree } from "../../autodiff/tree.ts";
import { stopGradient } from "../../autodiff/with-vjp.ts";
import { dataAugmentation } from "../../methods/data-augmentation.ts";
import { anchorCoupling } from "../../methods/gradient-coupling.ts";
import { orbitLabelSharing } from "../../methods/label-sharing.ts";
import { crossEntropy, squaredLoss } from "../../methods/losses.ts";
import {
  type Coupling,
  couplingTerm,
  klCoupling,
  normCoupling,
  outputCoupling,
  squaredCoupling,
} from "../../methods/output-coupling.ts";
import type { Model } from "../../methods/types.ts";
import { act } from "../../symmetry/act.ts";
import { cyclic } from "../../symmetry/groups.ts";
import type { Parameters } from "../../symmetry/parameters.ts";
import type { Claim, Setting } from "../claim.ts";
import { classification, nonIdentity, quarticLoss, supervised } from "./parts.ts";
import { asColumn } from "./steps.ts";

const section = "Output coupling";

/** KL(softmax f′ ‖ softmax a): the divergence the wrong way round. */
const reverseKl: Coupling = (anchor, output) =>
  output.softmax().mul(output.logSoftmax().sub(anchor.logSoftmax())).sum(1).mean();

/** The claims of this section. */
export const outputCouplingClaims: readonly Claim[] = [
  {
    id: "OC-DA",
    says: "output coupling is data augmentation",
    section,
    source: "Notes § Output coupling: its second line is the update 𝔼ₓ 𝔼_g ∇ℓ(g∘x, θ)",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const { G } = setting;
      const { x, y, theta, f } = supervised(setting);
      return [
        grad(outputCoupling(f, squaredLoss, G, squaredCoupling))(theta, x, y),
        grad(dataAugmentation(f, squaredLoss, G))(theta, x, y),
      ];
    },
  },
  {
    id: "KEY1",
    says: "data augmentation is gradient coupling plus the coupling term of output coupling",
    section,
    source: "Notes § Output coupling: the nearest true form of its second line",
    sense: "per step",
    given: { "squared loss": "ℓ(f, y) = |f − y|²", "λ = 1": "the coupling term has weight 1" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume, input } = setting;
      const { x, y, theta, f } = supervised(setting);
      const loss = assume("squared loss") ? squaredLoss : quarticLoss;
      const lambda = assume("λ = 1") ? 1 : input("λ", []);
      const term = couplingTerm(f, G, squaredCoupling);
      const halves = (p: Parameters): Tensor =>
        anchorCoupling(f, loss, G)(p, x, y).add(term(p, x).mul(lambda));
      return [grad(dataAugmentation(f, loss, G))(theta, x, y), grad(halves)(theta)];
    },
  },
  {
    id: "KEY2",
    says: "half of label sharing is output coupling plus gradient coupling: two halves of one method",
    section,
    source:
      "Notes § Output coupling: “This should def be equivalent to label sharing”: together with gradient coupling",
    sense: "per step",
    given: { "squared loss": "ℓ(f, y) = |f − y|²", "λ = 1": "the coupling term has weight 1" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume, input } = setting;
      const { x, y, theta, f } = supervised(setting);
      const loss = assume("squared loss") ? squaredLoss : quarticLoss;
      const lambda = assume("λ = 1") ? 1 : input("λ", []);
      const coupled = outputCoupling(f, loss, G, squaredCoupling, lambda);
      const anchored = anchorCoupling(f, loss, G);
      const halves = (p: Parameters): Tensor => coupled(p, x, y).add(anchored(p, x, y));
      const half = (p: Parameters): Tensor => orbitLabelSharing(f, loss, G)(p, x, y).div(2);
      return [grad(half)(theta), grad(halves)(theta)];
    },
  },
  {
    id: "OC1",
    says: "output coupling is a constant times label sharing: their gradients u, v are collinear, u vᵀ = v uᵀ",
    section,
    source: "Notes § Output coupling: “This should def be equivalent to label sharing”",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const { coupled, shared } = equivalentToLabelSharing(setting, false);
      const [u, v] = [asColumn(coupled), asColumn(shared)];
      return [u.matmul(v.transpose()), v.matmul(u.transpose())];
    },
  },
  {
    id: "CX6",
    says: "f = θ·x, G swaps, x = θ = (1, 0), y = 0: output coupling learns (2, −1), label sharing (6, 0)",
    section,
    source: "Completes OC1, in numbers: no constant takes one to the other",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides() {
      const [G, theta] = [cyclic(2), { w: tensor([[1], [0]]) }];
      const f: Model<typeof theta> = (rows, p) => rows.matmul(p.w);
      const [x, y] = [tensor([[1, 0]]), tensor([[0]])];
      const coupled = grad(outputCoupling(f, squaredLoss, G, squaredCoupling))(theta, x, y);
      const shared = grad(orbitLabelSharing(f, squaredLoss, G))(theta, x, y);
      return [
        [coupled.w, shared.w],
        [tensor([[2], [-1]]), tensor([[6], [0]])],
      ];
    },
  },
  {
    id: "OC1b",
    says: "output coupling is half of label sharing, where the model fits its labels",
    section,
    source: "Notes § Output coupling: “This should def be equivalent to label sharing”: then it is",
    sense: "per step",
    given: { fits: "f(x, θ) = y on the batch" },
    expected: "PROVED",
    sides(setting) {
      const { coupled, shared } = equivalentToLabelSharing(setting, setting.assume("fits"));
      return [coupled, mapTree(shared, (w) => w.div(2))];
    },
  },
  {
    id: "KEY3",
    says: "under cross-entropy, data augmentation is gradient coupling plus KL(softmax f(x) ‖ softmax f(g·x))",
    section,
    source: "Completes KEY1: for cross-entropy the coupling is a divergence",
    sense: "per step",
    given: {
      "labels sum to 1": "Σ y = 1 for every sample",
      "forward divergence": "the anchor is the first argument of KL",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f } = classification(setting, assume("labels sum to 1"));
      const coupling = assume("forward divergence") ? klCoupling : reverseKl;
      const term = couplingTerm(f, G, coupling);
      const halves = (p: Parameters): Tensor =>
        anchorCoupling(f, crossEntropy, G)(p, x, y).add(term(p, x));
      return [grad(dataAugmentation(f, crossEntropy, G))(theta, x, y), grad(halves)(theta)];
    },
  },
  {
    id: "OC2",
    says: "over g ≠ e (at g = e its gradient is 0/0) the unsquared norm completes gradient coupling too",
    section,
    source: "Notes § Output coupling: “‖[f(x, θ)]_stop − f(g(x), θ)‖”, a norm that is not squared",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const { x, y, theta, f } = supervised(setting);
      const others = elsewhere(setting, x);
      const augmented = (p: Parameters): Tensor => others((rows) => squaredLoss(f(rows, p), y), p);
      const halves = (p: Parameters): Tensor => {
        const anchor = stopGradient(f(x, p));
        const residual = grad((output: Tensor) => squaredLoss(output, y))(anchor);
        return others(
          (rows) =>
            stopGradient(residual)
              .dot(f(rows, p))
              .add(normCoupling(anchor, f(rows, p))),
          p,
        );
      };
      return [grad(augmented)(theta), grad(halves)(theta)];
    },
  },
  {
    id: "OC2b",
    says: "the gradient of the unsquared norm is that of the squared one over twice the distance: a constant pull",
    section,
    source:
      "Notes § Output coupling: “‖[f(x, θ)]_stop − f(g(x), θ)‖”: what the missing square does",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides(setting) {
      const { x, theta, f } = supervised(setting);
      const others = elsewhere(setting, x);
      const unsquared = (p: Parameters): Tensor => {
        const anchor = stopGradient(f(x, p));
        return others((rows) => normCoupling(anchor, f(rows, p)), p);
      };
      const weighted = (p: Parameters): Tensor => {
        const anchor = stopGradient(f(x, p));
        return others((rows) => {
          const squares = anchor.sub(f(rows, p)).square().sum(1);
          return squares.div(stopGradient(squares.sqrt()).mul(2)).mean();
        }, p);
      };
      return [grad(unsquared)(theta), grad(weighted)(theta)];
    },
  },
];

/** The gradients of output coupling and of label sharing. */
function equivalentToLabelSharing(setting: Setting, fits: boolean) {
  const { G } = setting;
  const { x, y, theta, f } = supervised(setting);
  const labels = fits ? f(x, theta) : y;
  const coupled = outputCoupling(f, squaredLoss, G, squaredCoupling);
  const shared = orbitLabelSharing(f, squaredLoss, G);
  return {
    coupled: grad(coupled)(theta, x, labels),
    shared: grad(shared)(theta, x, labels),
  };
}

/** Σ over g ≠ e of what is said of g·x; 0 on the trivial group. */
function elsewhere({ G }: Setting, x: Tensor) {
  return (of: (rows: Tensor) => Tensor, theta: Parameters): Tensor => {
    const zero = Object.values(theta)[0]!.sum().mul(0);
    return nonIdentity(G).reduce((sum, g) => sum.add(of(act(g, x))), zero);
  };
}
