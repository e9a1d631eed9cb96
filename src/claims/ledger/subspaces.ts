/**
 * Which weights a symmetry leaves: the filters, masks that are none of its subspaces, zero padding,
 * and rotations of which a few stand for all.
 *
 * Next: tied-layers.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { eye, tensor } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { squaredLoss } from "../../methods/losses.ts";
import type { Model } from "../../methods/types.ts";
import { reynolds } from "../../symmetry/mean.ts";
import { regular } from "../../symmetry/representations.ts";
import type { Claim, Setting } from "../claim.ts";
import { spread } from "./convolutions.ts";
import { everyLoss } from "./parts.ts";

const section = "Weight sharing";

/** The claims of this part of the section. */
export const subspaces: readonly Claim[] = [
  {
    id: "CN2",
    says:
      "the layers W: V → ℝ^G that the group fixes are the convolutions: all " +
      "columns are the first one moved, and any filter does",
    section,
    source: "Notes § Weight sharing: “How does this realte to CNNs!?”: there are dim V of them",
    sense: "in function space",
    given: { equivariant: "W is fixed by W ↦ ρ(g) W λ(g)⁻¹, λ the regular representation" },
    expected: "PROVED",
    sides(setting) {
      const { G, input, assume } = setting;
      const on = [G.natural, regular(G)];
      const [free, w] = [input("W", [G.degree, G.order]), input("w", [G.degree, 1])];
      const W = assume("equivariant") ? reynolds(free, on) : free;
      const filter = W.slice([0, G.degree], [0, 1]);
      return [
        [W, reynolds(spread(setting, w), on)],
        [spread(setting, filter), spread(setting, w)],
      ];
    },
  },
  {
    id: "GA9",
    says: "the mean over the group of a masked filter is a masked filter, half of the mask 1, half 0",
    section,
    source: "Completes § Gradient augmentation: no action on parameters, where g moves the mask",
    sense: "in function space",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides({ G, input }) {
      const half = Math.ceil(G.degree / 2);
      const mask = tensor(ones(half, G.degree));
      const masked = input("w", [G.degree]).mul(mask);
      const mean = reynolds(masked, [G.natural]);
      return [mean.mul(mask), mean];
    },
  },
  {
    id: "CN6b",
    says: "a zero-padded convolution with a loss at each position is data augmentation by translations, then a crop",
    section,
    source: "Completes CN6: translations that push pixels over the edge are no group",
    sense: "per step",
    given: { "one label": "each position has the label of the whole" },
    expected: "PROVED",
    sides(setting) {
      const { shape, assume, input } = setting;
      const { d, x, w, layer } = padded(setting);
      const [y, Y] = [input("y", [shape.batch, 1]), input("Y", [shape.batch, d])];
      const labels = assume("one label") ? y.broadcastTo([shape.batch, d]) : Y;
      const perPosition = (filter: Tensor): Tensor => everyLoss(layer(x, filter), labels).div(d);
      const canvas = x.pad([
        [0, 0],
        [d, d],
      ]);
      const rows = [0, shape.batch] as const;
      const crops = Array.from({ length: d }, (_, t) => canvas.slice(rows, [d + t - 1, d + t + 2]));
      const augmented = (filter: Tensor): Tensor =>
        crops
          .map((crop) => everyLoss(crop.matmul(filter).phi(), y))
          .reduce((sum, next) => sum.add(next))
          .div(d);
      return [grad(perPosition)(w), grad(augmented)(w)];
    },
  },
  {
    id: "CN6#",
    says: "a zero-padded convolution is equivariant under cyclic shifts of the pixels",
    section,
    source: "Completes CN6b: which does not need it",
    sense: "in function space",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const { d, x, w, layer } = padded(setting);
      const shift = Array.from({ length: d }, (_, i) => (i + 1) % d);
      return [layer(x.permute(shift, 1), w), layer(x, w).permute(shift, 1)];
    },
  },
  {
    id: "WS5",
    says:
      "four quarter turns are as good as all rotations: from R x, R any " +
      "rotation, their augmentation learns what it does from x",
    section,
    source: "Completes WS1: a compact group that is not finite, and a loss of degree 2 < 4 in g",
    sense: "per step",
    given: { "degree below 4": "f is linear in x; for f = (θ·x)² the loss has degree 4" },
    expected: "PROVED",
    sides({ input, assume }) {
      const [x, y, w, t] = [
        input("x", [1, 2]),
        input("y", [1, 1]),
        input("w", [2, 1]),
        input("t", []),
      ];
      const linear: Model<Tensor> = (rows, p) => rows.matmul(p);
      const square: Model<Tensor> = (rows, p) => rows.matmul(p).square();
      const f = assume("degree below 4") ? linear : square;
      const quarter = tensor([
        [0, 1],
        [-1, 0],
      ]);
      // cos = (1 − t²)/(1 + t²), sin = 2t/(1 + t²): every rotation but the half turn
      const turn = eye(2)
        .mul(t.square().neg().add(1))
        .add(quarter.mul(t.mul(2)));
      const rotation = turn.div(t.square().add(1));
      const augmented = (rows: Tensor): Tensor =>
        grad((p: Tensor) => {
          let [at, total] = [rows, p.sum().mul(0)];
          for (let k = 0; k < 4; k++) {
            total = total.add(squaredLoss(f(at, p), y));
            at = at.matmul(quarter);
          }
          return total.div(4);
        })(w);
      return [augmented(x.matmul(rotation)), augmented(x)];
    },
  },
];

/** n entries, the first k of them 1. */
function ones(k: number, n: number): number[] {
  return Array.from({ length: n }, (_, i) => (i < k ? 1 : 0));
}

/** x [batch, d] ↦ φ(Σ_k w_k x[t + k − 1]), pixels beyond the edge being 0. */
function padded({ G, shape, input }: Setting) {
  const d = G.degree;
  const layer: Model<Tensor> = (rows, filter) => {
    const shifted = eye(d).pad([
      [1, 1],
      [0, 0],
    ]);
    const terms = [0, 1, 2].map((k) => shifted.slice([2 - k, 2 - k + d]).mul(filter.take([k], 0)));
    return rows.matmul(terms.reduce((sum, next) => sum.add(next))).phi();
  };
  return { d, x: input("x", [shape.batch, d]), w: input("w", [3, 1]), layer };
}
