/**
 * § Label sharing.
 *
 * Next: data-augmentation.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { concat, tensor } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { dataAugmentation } from "../../methods/data-augmentation.ts";
import { jointLabelSharing, labelSharing, orbitLabelSharing } from "../../methods/label-sharing.ts";
import { absoluteLoss, squaredLoss } from "../../methods/losses.ts";
import { orbitBranches } from "../../methods/weight-sharing.ts";
import type { Parameters } from "../../symmetry/parameters.ts";
import type { Claim } from "../claim.ts";
import { everyLoss, quarticLoss, supervised, symmetricPart } from "./parts.ts";
import { flip, flipModel, flipRow } from "./sign-flip.ts";

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
    id: "CX4",
    says: "f = θx, G = {1, −1}, x = y = 1, θ = 0: label sharing learns −4, four times data augmentation 0",
    section,
    source: "Completes LS1b, in numbers: one sample is no closed batch",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides() {
      const [theta, row, label] = [{ theta: tensor([0]) }, flipRow(1), tensor([[1]])];
      const shared = grad(orbitLabelSharing(flipModel, squaredLoss, flip))(theta, row, label);
      const augmented = grad(dataAugmentation(flipModel, squaredLoss, flip))(theta, row, label);
      return [
        [shared.theta, augmented.theta.mul(4)],
        [tensor([-4]), tensor([0])],
      ];
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
    id: "LS2#",
    says: "under |f − y| too, at f = 1, y = 0 and y′ = 4 (y′ = y on the trivial group), sharing is learning the mean",
    section,
    source: "Completes LS2, in numbers: the two labels pull with 0, their mean with −2",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides({ G }) {
      const f = (rows: Tensor, w: Tensor): Tensor => rows.matmul(w);
      const [w, x, x2] = [tensor([[1], [1]]), tensor([[1, 0]]), tensor([[0, 1]])]; // f = 1 at both
      const [y, y2] = [tensor([[0]]), tensor([[G.order === 1 ? 0 : 4]])];
      const mean = (p: Tensor): Tensor => {
        const half = y2.div(2);
        return absoluteLoss(f(x, p), half)
          .add(absoluteLoss(f(x2, p), half))
          .mul(2);
      };
      return [grad(labelSharing(f, absoluteLoss))(w, { x, y, x2, y2 }), grad(mean)(w)];
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
