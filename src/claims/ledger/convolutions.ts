/**
 * § Weight sharing: "How does this realte to CNNs!?" Convolutions and pooling.
 *
 * Next: subspaces.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { concat, stack } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { dataAugmentation } from "../../methods/data-augmentation.ts";
import { functionAveraging } from "../../methods/function-averaging.ts";
import { plain, squaredLoss } from "../../methods/losses.ts";
import type { Model } from "../../methods/types.ts";
import { act } from "../../symmetry/act.ts";
import { inverse } from "../../symmetry/group.ts";
import { reynolds } from "../../symmetry/mean.ts";
import { regular } from "../../symmetry/representations.ts";
import type { Claim, Setting } from "../claim.ts";
import { everyLoss } from "./parts.ts";

const section = "Weight sharing";

/**
 * The lifting convolution x ↦ [φ(⟨w, h⁻¹x⟩) for h in G]: one filter, moved over the group; and its
 * mean over positions, `pooled`.
 */
function lifting({ G, shape, input }: Setting, shared = true) {
  const x = input("x", [shape.batch, G.degree]);
  const filters = shared ? null : G.elements.map((_, h) => input(`w${h}`, [G.degree, 1]));
  const w = input("w", [G.degree, 1]);
  const one: Model<Tensor> = (rows, filter) => rows.matmul(filter).phi();
  const lift = (rows: Tensor, filter: Tensor): Tensor =>
    concat(
      G.elements.map((h, k) => one(act(inverse(h), rows), filters?.[k] ?? filter)),
      1,
    );
  const pooled: Model<Tensor> = (rows, filter) => lift(rows, filter).mean(1, { keepDims: true });
  return { x, w, one, lift, pooled };
}

/** The claims of this section. */
export const convolutions: readonly Claim[] = [
  {
    id: "CN1",
    says: "a convolution is the lifting x ↦ [φ(⟨w, h⁻¹x⟩) for h in G]: it is equivariant",
    section,
    source:
      "Notes § Weight sharing: “How does this realte to CNNs!? They are equivariant, not invariant.”",
    sense: "in function space",
    given: { "shared filter": "every position has the same filter" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, w, lift } = lifting(setting, assume("shared filter"));
      const hidden = regular(G);
      return [
        stack(G.elements.map((g) => lift(act(g, x), w))),
        stack(G.elements.map((g) => act(g, lift(x, w), { on: hidden }))),
      ];
    },
  },
  {
    id: "CN1b",
    says: "a convolution is invariant",
    section,
    source: "Notes § Weight sharing: “They are equivariant, not invariant.”: indeed not",
    sense: "in function space",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const { G } = setting;
      const { x, w, lift } = lifting(setting);
      return [
        stack(G.elements.map((g) => lift(act(g, x), w))),
        stack(G.elements.map(() => lift(x, w))),
      ];
    },
  },
  {
    id: "CN3",
    says:
      "a shared filter learns the sum over positions; moved over " +
      "the group, that is |G| R of what a dense layer learns",
    section,
    source: "Notes § Weight sharing: “How does this realte to CNNs!?”: its gradient",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides(setting) {
      const { G, shape, input } = setting;
      const { x, w, one, lift } = lifting(setting);
      const y = input("y", [shape.batch, G.order]);
      const shared = grad(plain(lift, everyLoss))(w, x, y);
      const each = G.elements.map(() => w);
      const positions = grad((filters: readonly Tensor[]) => {
        const outputs = G.elements.map((h, k) => one(act(inverse(h), x), filters[k]!));
        return everyLoss(concat(outputs, 1), y);
      })(each);
      const dense = grad((W: Tensor) => everyLoss(x.matmul(W).phi(), y))(spread(setting, w));
      return [
        [shared, spread(setting, shared)],
        [
          positions.reduce((sum, next) => sum.add(next)),
          reynolds(dense, [G.natural, regular(G)]).mul(G.order),
        ],
      ];
    },
  },
  {
    id: "CN5",
    says: "convolution, mean pooling, then the loss is function averaging of the net at one position",
    section,
    source: "Notes § Weight sharing: “How does this realte to CNNs!?”",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides(setting) {
      const { G, shape, input } = setting;
      const { x, w, one, pooled } = lifting(setting);
      const y = input("y", [shape.batch, 1]);
      return [
        grad(plain(pooled, everyLoss))(w, x, y),
        grad(functionAveraging(one, everyLoss, G))(w, x, y),
      ];
    },
  },
  {
    id: "CN5b",
    says: "convolution, mean pooling, then the loss is data augmentation of the net at one position",
    section,
    source: "Notes § Averaging over orbits: “Turns out ... the same.”, of weight sharing in a CNN",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const { G, shape, input } = setting;
      const { x, w, one, pooled } = lifting(setting);
      const y = input("y", [shape.batch, 1]);
      return [
        grad(plain(pooled, squaredLoss))(w, x, y),
        grad(dataAugmentation(one, squaredLoss, G))(w, x, y),
      ];
    },
  },
  {
    id: "CN6",
    says: "a convolution with a loss at each position is data augmentation of the net at one position",
    section,
    source:
      "Notes § Weight sharing: “How does this realte to CNNs!?”: like this, if nothing is pooled",
    sense: "per step",
    given: { "one label": "each position has the label of the whole" },
    expected: "PROVED",
    sides(setting) {
      const { G, shape, assume, input } = setting;
      const { x, w, one, lift } = lifting(setting);
      const y = input("y", [shape.batch, 1]);
      const others = input("Y", [shape.batch, G.order - 1]);
      const labels = assume("one label")
        ? concat(
            G.elements.map(() => y),
            1,
          )
        : concat([y, others], 1);
      const perPosition = (filter: Tensor): Tensor =>
        everyLoss(lift(x, filter), labels).div(G.order);
      return [grad(perPosition)(w), grad(dataAugmentation(one, everyLoss, G))(w, x, y)];
    },
  },
];

/** The columns [h·w for h in G] of the dense layer that a convolution is: [d, |G|]. */
export function spread({ G }: Setting, w: Tensor): Tensor {
  return concat(
    G.elements.map((h) => act(h, w, { axis: 0 })),
    1,
  );
}
