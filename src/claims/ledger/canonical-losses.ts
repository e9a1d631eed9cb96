/**
 * Gradient coupling and output coupling as two halves of one method, beyond the squared loss: losses
 * A(z) − ⟨y, z⟩, pseudo-labels, and at which output one couples.
 *
 * Next: function-space.ts
 */
import { grad } from "../../autodiff/grad.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { stopGradient } from "../../autodiff/with-vjp.ts";
import { dataAugmentation } from "../../methods/data-augmentation.ts";
import { anchorCoupling, gradientCoupling } from "../../methods/gradient-coupling.ts";
import { crossEntropy, squaredLoss } from "../../methods/losses.ts";
import {
  type Coupling,
  couplingTerm,
  klCoupling,
  pseudoLabelCoupling,
  squaredCoupling,
} from "../../methods/output-coupling.ts";
import type { Loss, Model } from "../../methods/types.ts";
import { act } from "../../symmetry/act.ts";
import { denseChi } from "../../symmetry/chi.ts";
import { orbitMean } from "../../symmetry/mean.ts";
import type { Parameters } from "../../symmetry/parameters.ts";
import type { Claim, Setting } from "../claim.ts";
import {
  canonicalLoss,
  classification,
  everyLoss,
  prediction,
  quarticLoss,
  supervised,
} from "./parts.ts";

const section = "Output coupling";

/** The claims of this section. */
export const canonicalClaims: readonly Claim[] = [
  {
    id: "KEY3b",
    says:
      "cross-entropy with the anchor's prediction as a " +
      "pseudo-label pulls as KL(softmax f(x) ‖ softmax f(g·x)) does",
    section,
    source: "Completes KEY3: the divergence and the pseudo-label differ by a constant",
    sense: "per step",
    given: { "anchor held fixed": "[f(x, θ)]_stop" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, theta, f } = classification(setting, true);
      const stop = assume("anchor held fixed") ? stopGradient : (z: Tensor): Tensor => z;
      const pull = (coupling: Coupling) => (p: Parameters) =>
        orbitMean(G, (g) => coupling(stop(f(x, p)), f(act(g, x), p)));
      return [grad(pull(pseudoLabelCoupling))(theta), grad(pull(klCoupling))(theta)];
    },
  },
  {
    id: "KEY3d",
    says: "cross-entropy and its coupling see differences of logits only: residual and pull at z + s are those at z",
    section,
    source: "Completes KEY3: softmax(z + s) = softmax(z), by eᵃ⁺ᵇ = eᵃ eᵇ",
    sense: "per step",
    given: { "one for all classes": "s adds the same to every logit of a sample" },
    expected: "PROVED",
    sides({ shape: { batch }, assume, input }) {
      const [z, anchor, y] = ["z", "anchor", "y"].map((name) => input(name, [batch, 3])) as [
        Tensor,
        Tensor,
        Tensor,
      ];
      const s = input("s", [batch, assume("one for all classes") ? 1 : 3]);
      const taught = (at: Tensor, other: Tensor): Tensor[] => [
        grad((logits: Tensor) => crossEntropy(logits, y))(at),
        grad((logits: Tensor) => klCoupling(other, logits))(at),
      ];
      return [taught(z.add(s), anchor.add(s)), taught(z, anchor)];
    },
  },
  {
    id: "KEY3c",
    says: "under cross-entropy, data augmentation is gradient coupling plus |f(x) − f(g·x)|² of the logits",
    section,
    source: "Completes KEY3: the square belongs to the squared loss",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const { G } = setting;
      const { x, y, theta, f } = classification(setting, true);
      const term = couplingTerm(f, G, squaredCoupling);
      const halves = (p: Parameters): Tensor =>
        anchorCoupling(f, crossEntropy, G)(p, x, y).add(term(p, x));
      return [grad(dataAugmentation(f, crossEntropy, G))(theta, x, y), grad(halves)(theta)];
    },
  },
  {
    id: "KEY4",
    says:
      "data augmentation is gradient coupling plus the same loss " +
      "with the anchor's prediction A′(f(x)) as its label",
    section,
    source: "Completes KEY1 and KEY3: for every canonical loss",
    sense: "per step",
    given: { canonical: "ℓ(f, y) = A(f) − ⟨y, f⟩" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f } = supervised(setting);
      const canonical = assume("canonical");
      const loss = canonical ? canonicalLoss : quarticLoss;
      const coupling = canonical ? towardsPrediction : towardsOutput;
      const term = couplingTerm(f, G, coupling);
      const halves = (p: Parameters): Tensor => anchorCoupling(f, loss, G)(p, x, y).add(term(p, x));
      return [grad(dataAugmentation(f, loss, G))(theta, x, y), grad(halves)(theta)];
    },
  },
  {
    id: "KEY5",
    says: "coupling at the outputs and coupling at a function σ of them are one method",
    section,
    source: "Completes § Gradient coupling: “∂ℓ/∂f” depends on what is called f",
    sense: "per step",
    given: { affine: "σ(z) = z M + c" },
    expected: "PROVED",
    sides(setting) {
      const { shape, assume, input } = setting;
      const M = input("M", [shape.outputs, shape.outputs]);
      const c = input("c", [shape.outputs]);
      const affine = (z: Tensor): Tensor => z.matmul(M).add(c);
      const link = assume("affine") ? affine : (z: Tensor): Tensor => affine(z).phi();
      return atTwoOutputs(setting, link, everyLoss);
    },
  },
  {
    id: "KEY5b",
    says:
      "under the Brier score |softmax z − y|², coupling at the " +
      "logits and coupling at the probabilities are one method",
    section,
    source: "Completes § Gradient coupling: KEY5 where σ is softmax",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const { shape } = setting;
      const classes = Math.max(2, shape.outputs);
      const wide = { ...setting, shape: { ...shape, outputs: classes } };
      return atTwoOutputs(wide, (z) => z.softmax(), squaredLoss);
    },
  },
  {
    id: "KEY6",
    says:
      "Σᵢⱼ C[i, j] ℓ(xⱼ, yᵢ) is gradient coupling by C plus output " +
      "coupling by C, over a data set, whatever matrix C is",
    section,
    source: "Completes KEY4: label sharing = gradient coupling + output coupling, by a similarity",
    sense: "per step",
    given: { canonical: "ℓ(f, y) = A(f) − ⟨y, f⟩" },
    expected: "PROVED",
    sides(setting) {
      const { shape, assume, input } = setting;
      const { x, theta, f } = supervised(setting);
      const n = 3;
      const [rows, labels] = [input("X", [n, x.shape[1]!]), input("Y", [n, shape.outputs])];
      const C = input("C", [n, n]);
      const canonical = assume("canonical");
      const loss = canonical ? canonicalLoss : quarticLoss;
      const target = canonical ? prediction : (z: Tensor): Tensor => z;
      const shared = (p: Parameters, targets: Tensor): Tensor =>
        sumOfPairs(C, f(rows, p), targets, loss);
      const coupled = gradientCoupling(f, loss, denseChi(C));
      const halves = (p: Parameters): Tensor =>
        coupled(p, rows, labels)
          .mul(n)
          .add(shared(p, stopGradient(target(f(rows, p)))));
      return [grad(shared)(theta, labels), grad(halves)(theta)];
    },
  },
];

/** The canonical loss with the anchor's prediction as its label. */
const towardsPrediction: Coupling = (anchor, output) =>
  canonicalLoss(output, stopGradient(prediction(anchor)));

/** The quartic loss with the anchor's output as its label, which is what it predicts. */
const towardsOutput: Coupling = (anchor, output) => quarticLoss(output, anchor);

/** Σᵢⱼ C[i, j] ℓ(outputⱼ, labelᵢ) */
function sumOfPairs(C: Tensor, outputs: Tensor, labels: Tensor, loss: Loss): Tensor {
  const n = labels.shape[0]!;
  const row = (t: Tensor, i: number): Tensor => t.take([i], 0);
  const terms = Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return loss(row(outputs, j), row(labels, i)).mul(C.flatten().take([k], 0).squeeze(0));
  });
  return terms.reduce((sum, next) => sum.add(next));
}

/** Anchored coupling of ℓ(σ(f), y), with the residual at f and with the residual at σ(f). */
function atTwoOutputs(setting: Setting, link: (z: Tensor) => Tensor, loss: Loss) {
  const { G } = setting;
  const { x, y, theta, f } = supervised(setting);
  const linked: Model<Parameters> = (rows, p) => link(f(rows, p));
  const composite: Loss = (output, label) => loss(link(output), label);
  return [
    grad(anchorCoupling(f, composite, G))(theta, x, y),
    grad(anchorCoupling(linked, loss, G))(theta, x, y),
  ] as const;
}
