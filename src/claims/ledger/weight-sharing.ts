/**
 * § Averaging over orbits: "Turns out ... the same." Weight sharing, convolutions, data
 * augmentation.
 *
 * Next: label-sharing.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { concat, stack } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { dataAugmentation } from "../../methods/data-augmentation.ts";
import { functionAveraging } from "../../methods/function-averaging.ts";
import { plain, squaredLoss } from "../../methods/losses.ts";
import type { Model } from "../../methods/types.ts";
import { orbitBranches, weightSharing } from "../../methods/weight-sharing.ts";
import { act } from "../../symmetry/act.ts";
import { inverse } from "../../symmetry/group.ts";
import { regular } from "../../symmetry/representations.ts";
import type { Claim, Setting } from "../claim.ts";
import { everyLoss, nonIdentity, quarticLoss, supervised } from "./parts.ts";

const section = "Weight sharing";

/** The lifting convolution x ↦ [φ(⟨w, h⁻¹x⟩) for h in G]: one filter, moved over the group. */
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
  return { x, w, one, lift };
}

/** The claims of this section. */
export const weightSharingClaims: readonly Claim[] = [
  {
    id: "WS1",
    says: "weight sharing over K branches is data augmentation, for every loss and at every θ",
    section,
    source:
      "Notes § Weight sharing: “if all the x[i]s happen to be the orbit of a single x_i[0] " +
      "then this update is the same as one via data augmentation.”",
    sense: "per step",
    given: { orbit: "the branches are the orbit of one sample" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume, input } = setting;
      const { x, y, theta, f } = supervised(setting);
      const free = [x, ...nonIdentity(G).map((_, k) => input(`x${k + 1}`, x.shape))];
      const branches = assume("orbit") ? orbitBranches(G, x) : free;
      return [
        grad(weightSharing(f, everyLoss))(theta, branches, y),
        grad(dataAugmentation(f, everyLoss, G))(theta, x, y),
      ];
    },
  },
  {
    id: "WS4",
    says: "parameters tied the usual way take the sum over branches, |G| times data augmentation",
    section,
    source: "Completes § Weight sharing: the notes divide by K, frameworks do not",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides(setting) {
      const { G } = setting;
      const { x, y, theta, f } = supervised(setting);
      const augmented = dataAugmentation(f, squaredLoss, G);
      const tied = (p: typeof theta): Tensor =>
        orbitBranches(G, x)
          .map((branch) => squaredLoss(f(branch, p), y))
          .reduce((sum, next) => sum.add(next));
      return [grad(tied)(theta), grad((p: typeof theta) => augmented(p, x, y).mul(G.order))(theta)];
    },
  },
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
    id: "CN5",
    says: "convolution, mean pooling, then the loss is function averaging of the net at one position",
    section,
    source: "Notes § Weight sharing: “How does this realte to CNNs!?”",
    sense: "per step",
    given: {},
    expected: "PROVED",
    sides(setting) {
      const { G, shape, input } = setting;
      const { x, w, one, lift } = lifting(setting);
      const y = input("y", [shape.batch, 1]);
      const pooled: Model<Tensor> = (rows, filter) =>
        lift(rows, filter).mean(1, { keepDims: true });
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
      const { x, w, one, lift } = lifting(setting);
      const y = input("y", [shape.batch, 1]);
      const pooled: Model<Tensor> = (rows, filter) =>
        lift(rows, filter).mean(1, { keepDims: true });
      return [
        grad(plain(pooled, squaredLoss))(w, x, y),
        grad(dataAugmentation(one, squaredLoss, G))(w, x, y),
      ];
    },
  },
  {
    id: "FA1",
    says: "augmentation is function averaging plus the variance of f on the orbit, ½ L_sym: value and gradient",
    section: "Averaging over orbits",
    source:
      "Notes § Averaging over orbits: “Turns out ... the same.”: the difference is exactly L_sym",
    sense: "per step",
    given: { "squared loss": "ℓ(f, y) = |f − y|²" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { x, y, theta, f } = supervised(setting);
      const loss = assume("squared loss") ? squaredLoss : quarticLoss;
      const augmented = dataAugmentation(f, loss, G);
      const averaged = functionAveraging(f, loss, G);
      const disagreement = (p: typeof theta): Tensor => {
        const outputs = orbitBranches(G, x).map((branch) => f(branch, p));
        const pairs = outputs.flatMap((a) => outputs.map((b) => squaredLoss(a, b)));
        return pairs.reduce((sum, next) => sum.add(next)).div(2 * G.order * G.order);
      };
      const both = (p: typeof theta): Tensor => averaged(p, x, y).add(disagreement(p));
      return [
        [augmented(theta, x, y), grad(augmented)(theta, x, y)],
        [both(theta), grad(both)(theta)],
      ];
    },
  },
];
