/**
 * § Label sharing.
 *
 * Next: data-augmentation.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { concat } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { dataAugmentation } from "../../methods/data-augmentation.ts";
import { jointLabelSharing, labelSharing, orbitLabelSharing } from "../../methods/label-sharing.ts";
import { absoluteLoss, squaredLoss } from "../../methods/losses.ts";
import { orbitBranches } from "../../methods/weight-sharing.ts";
import type { Parameters } from "../../symmetry/parameters.ts";
import type { Claim } from "../claim.ts";
import { everyLoss, quarticLoss, supervised, symmetricPart } from "./parts.ts";

const section = "Label sharing";

/** The claims of this section. */
export const labelSharingClaims: readonly Claim[] = [
  {
    id: "LS1",
    says: "label sharing with one's own orbit is 2 ℓ(x) + 2 𝔼_g ℓ(g·x): half plain, half augmentation",
    section,
    source: "Notes § Averaging over orbits: “Turns out ... the same.”: exactly, this",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides(setting) {
      const { G } = setting;
      const { x, y, theta, f } = supervised(setting);
      const augmented = dataAugmentation(f, everyLoss, G);
      const halves = (p: typeof theta): Tensor =>
        everyLoss(f(x, p), y)
          .add(augmented(p, x, y))
          .mul(2);
      return [grad(orbitLabelSharing(f, everyLoss, G))(theta, x, y), grad(halves)(theta)];
    },
  },
  {
    id: "LS1b",
    says: "label sharing with one's own orbit is four times data augmentation",
    section,
    source: "Notes § Averaging over orbits: “Turns out ... the same.”",
    sense: "per step",
    given: { "closed batch": "with each sample, the batch has its whole orbit" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f } = supervised(setting);
      const closed = assume("closed batch");
      const rows = closed ? concat(orbitBranches(G, x)) : x;
      const labels = closed ? concat(G.elements.map(() => y)) : y;
      const four = (p: typeof theta): Tensor =>
        dataAugmentation(f, squaredLoss, G)(p, rows, labels).mul(4);
      return [grad(orbitLabelSharing(f, squaredLoss, G))(theta, rows, labels), grad(four)(theta)];
    },
  },
  {
    id: "LS2",
    says: "sharing two labels is learning their mean: ∇ = 2 [∇ℓ(x, ȳ) + ∇ℓ(x′, ȳ)], ȳ = (y + y′)/2",
    section,
    source: "Completes § Label sharing: what happens when similar samples have different labels",
    sense: "per step",
    given: { "affine slope": "∂ℓ/∂f is affine in y, as for the squared loss and cross-entropy" },
    expected: "PROVED",
    sides(setting) {
      const { assume, input } = setting;
      const { x, y, theta, f } = supervised(setting);
      const [x2, y2] = [input("x′", x.shape), input("y′", y.shape)];
      const loss = assume("affine slope") ? squaredLoss : absoluteLoss;
      const mean = y.add(y2).div(2);
      const smoothed = (p: typeof theta): Tensor =>
        loss(f(x, p), mean)
          .add(loss(f(x2, p), mean))
          .mul(2);
      return [grad(labelSharing(f, loss))(theta, { x, y, x2, y2 }), grad(smoothed)(theta)];
    },
  },
  {
    id: "LS3",
    says:
      "label sharing over pairs of law W learns labels smoothed by the " +
      "lazy walk: 4 Σᵢ dᵢ ∇ℓ(xᵢ, ½(y + Cy)ᵢ), d = W1, C = D⁻¹W",
    section,
    source: "Completes § Label sharing: what is learned when labels differ, over a whole data set",
    sense: "per step",
    given: {
      "affine slope": "∂ℓ/∂f is affine in y, as for the squared loss and cross-entropy",
      symmetric: "W = Wᵀ: a pair has no first and second sample",
    },
    expected: "PROVED",
    sides(setting) {
      const { shape, assume, input } = setting;
      const { x, theta, f } = supervised(setting);
      const n = 3;
      const [rows, labels] = [input("X", [n, x.shape[1]!]), input("Y", [n, shape.outputs])];
      const free = input("W", [n, n]);
      const W = assume("symmetric") ? symmetricPart(free) : free;
      const loss = assume("affine slope") ? squaredLoss : quarticLoss;
      const d = W.sum(1, { keepDims: true });
      const smoothed = labels.add(W.div(d).matmul(labels)).div(2);
      const weighted = (p: Parameters): Tensor => {
        const outputs = f(rows, p);
        const losses = Array.from({ length: n }, (_, i) =>
          loss(outputs.take([i], 0), smoothed.take([i], 0)).mul(
            d.flatten().take([i], 0).squeeze(0),
          ),
        );
        return losses.reduce((sum, next) => sum.add(next)).mul(4);
      };
      return [grad(jointLabelSharing(f, loss, W))(theta, rows, labels), grad(weighted)(theta)];
    },
  },
];
