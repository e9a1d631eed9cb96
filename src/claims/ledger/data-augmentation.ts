/**
 * § Data augmentation: data sets that are closed already, steps that draw one g, variances.
 *
 * Next: least-squares.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { concat, full, stack, tensor } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { dataAugmentation, weightedAugmentation } from "../../methods/data-augmentation.ts";
import { plain, squaredLoss } from "../../methods/losses.ts";
import type { Model } from "../../methods/types.ts";
import { orbitBranches } from "../../methods/weight-sharing.ts";
import { act } from "../../symmetry/act.ts";
import type { Parameters } from "../../symmetry/parameters.ts";
import type { Claim, Setting } from "../claim.ts";
import { everyLoss, freeLaw, quarticLoss, supervised } from "./parts.ts";
import { flipModel, flipRow } from "./sign-flip.ts";
import { asColumn, descend, meanOf, minus } from "./steps.ts";

const section = "Data augmentation";

/** The claims of this section. */
export const augmentationClaims: readonly Claim[] = [
  {
    id: "DA0",
    says: "augmenting a data set that is closed under the group changes nothing, under any law q of g",
    section,
    source: "Completes § Data augmentation: when it is a no-op on the full batch",
    sense: "per step",
    given: {
      "closed batch": "with each sample, the batch has its whole orbit",
      "invariant labels": "the samples of one orbit have one label",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, shape, assume, input } = setting;
      const { x, y, theta, f } = supervised(setting);
      const closed = assume("closed batch");
      const rows = closed ? concat(orbitBranches(G, x)) : x;
      const free = input("Y", [shape.batch * G.order, shape.outputs]);
      const ofOrbit = closed ? concat(G.elements.map(() => y)) : y;
      const labels = assume("invariant labels") ? ofOrbit : free;
      const augmented = weightedAugmentation(f, everyLoss, G, freeLaw(setting));
      return [grad(augmented)(theta, rows, labels), grad(plain(f, everyLoss))(theta, rows, labels)];
    },
  },
  {
    id: "EX1",
    says: "the mean of θ after two steps that draw one g each is θ after two steps of full augmentation",
    section,
    source: "Completes § Data augmentation: 𝔼_{g∼q(G)} as one draw a step, along the trajectory",
    sense: "along the trajectory",
    given: {
      "linear model": "f is affine in θ",
      "squared loss": "ℓ(f, y) = |f − y|²: then the gradient is affine in θ too",
      "independent draws": "the second step draws a g of its own",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, shape, assume, input } = setting;
      const { x, y, theta } = supervised({ ...setting, shape: { ...shape, model: "linear" } });
      const bend = (z: Tensor): Tensor => (shape.model === "phi" ? z.phi() : z.tanh());
      const linear: Model<Parameters> = (rows, p) => rows.matmul(p["w"]!).add(p["b"]!);
      const f = assume("linear model") ? linear : (r: Tensor, p: Parameters) => bend(linear(r, p));
      const loss = assume("squared loss") ? squaredLoss : quarticLoss;
      const eta = input("η", []);
      const drawn = G.elements.map((g) =>
        descend((p) => grad(plain(f, loss))(p, act(g, x), y), eta),
      );
      const full = descend((p) => grad(dataAugmentation(f, loss, G))(p, x, y), eta, 2);
      const after = drawn.flatMap((first, i) =>
        (assume("independent draws") ? drawn : [drawn[i]!]).map((second) => second(first(theta))),
      );
      return [minus(meanOf(after), theta), minus(full(theta), theta)];
    },
  },
  {
    id: "RB1",
    says:
      "the variance of the gradient of a sample is that of the mean " +
      "over its orbit, plus the mean variance within orbits",
    section,
    source: "Completes § Data augmentation: what averaging over orbits takes away",
    sense: "in expectation",
    given: { "invariant data": "g·x is as likely as x" },
    expected: "PROVED",
    sides(setting) {
      const { orbits, anchors } = orbitGradients(setting);
      const sampled = setting.assume("invariant data") ? concat(orbits) : anchors;
      const within = orbits.map(variance).reduce((a, b) => a.add(b));
      const between = stack(orbits.map((orbit) => orbit.mean(0)));
      return [variance(sampled), variance(between).add(within.div(orbits.length))];
    },
  },
  {
    id: "RB2",
    says: "one random g a step leaves the variance of the gradient as it is",
    section,
    source: "Completes § Data augmentation: a single draw gains nothing on data that are invariant",
    sense: "in expectation",
    given: { "invariant data": "g·x is as likely as x" },
    expected: "PROVED",
    sides(setting) {
      const { orbits, anchors } = orbitGradients(setting);
      const sampled = setting.assume("invariant data") ? concat(orbits) : anchors;
      return [variance(concat(orbits)), variance(sampled)];
    },
  },
  {
    id: "RB3",
    says: "the mean of two draws of g has half the variance within the orbit",
    section,
    source: "Completes § Data augmentation: k draws a step",
    sense: "in expectation",
    given: { "independent draws": "the second g is drawn anew" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const orbit = orbitGradients(setting).orbits[0]!;
      const all = G.elements.map((_, i) => i);
      const pairs = all.flatMap((i) =>
        (assume("independent draws") ? all : [i]).map((j): Pair => [i, j]),
      );
      return [spreadOf(pairs, orbit).div(pairs.length), variance(orbit).div(2)];
    },
  },
  {
    id: "RB3b",
    says:
      "two different draws of g have (K − 2)/(K − 1) of half the " +
      "variance within the orbit, written without fractions",
    section,
    source: "Completes § Data augmentation: k draws a step, without replacement",
    sense: "in expectation",
    given: {},
    expected: "PROVED",
    sides(setting) {
      const K = setting.G.order;
      const orbit = orbitGradients(setting).orbits[0]!;
      const all = setting.G.elements.map((_, i) => i);
      const pairs = all.flatMap((i) => all.map((j): Pair => [i, j])).filter(([i, j]) => i !== j);
      const factor = K * (K - 2);
      return [spreadOf(pairs, orbit), variance(orbit).mul(factor).div(2)];
    },
  },
  {
    id: "RB#",
    says: "f = θx, G = {1, −1}, x ∈ {1, 2}, y = θ = 1: gradients vary by 19 = 9 + 10; the mean of two draws by 9 + 5",
    section,
    source: "Completes RB1 and RB3, in numbers: between orbits and within",
    sense: "in expectation",
    given: {},
    expected: "PROVED",
    sides() {
      const gradient = (x: number): Tensor =>
        grad(plain(flipModel, squaredLoss))({ theta: tensor([1]) }, flipRow(x), tensor([[1]]))
          .theta;
      const orbits = [1, 2].map((x) => stack([gradient(x), gradient(-x)]));
      const pairs = [0, 1].flatMap((i) => [0, 1].map((j): Pair => [i, j]));
      const within = orbits
        .map(variance)
        .reduce((a, b) => a.add(b))
        .div(2);
      const drawn = orbits.map((orbit) => spreadOf(pairs, orbit).div(4));
      return [
        [
          variance(concat(orbits)),
          variance(stack(orbits.map((orbit) => orbit.mean(0)))),
          within,
          drawn.reduce((a, b) => a.add(b)).div(2),
        ],
        [19, 9, 10, 5].map((value) => full([], value)),
      ];
    },
  },
];

type Pair = readonly [number, number];

/**
 * The gradients of two samples x₁, x₂, a row each; and of their orbits, a matrix [|G|, p] each.
 */
function orbitGradients(setting: Setting) {
  const { G } = setting;
  const { x, y, theta, f } = supervised({ ...setting, shape: { ...setting.shape, batch: 2 } });
  const gradient = (rows: Tensor, i: number): Tensor =>
    asColumn(grad(plain(f, everyLoss))(theta, rows.take([i], 0), y.take([i], 0))).transpose();
  const orbits = [0, 1].map((i) => concat(orbitBranches(G, x).map((rows) => gradient(rows, i))));
  return { orbits, anchors: concat([gradient(x, 0), gradient(x, 1)]) };
}

/** 𝔼 |u − 𝔼 u|² over rows u. */
function variance(rows: Tensor): Tensor {
  return rows.sub(rows.mean(0)).square().sum(1).mean();
}

/** Σ over pairs of |(uᵢ + uⱼ)/2 − 𝔼 u|², 0 if there are none. */
function spreadOf(pairs: readonly Pair[], rows: Tensor): Tensor {
  const centred = rows.sub(rows.mean(0));
  const terms = pairs.map(([i, j]) =>
    centred
      .take([i], 0)
      .add(centred.take([j], 0))
      .div(2)
      .square()
      .sum(),
  );
  return terms.reduce((a, b) => a.add(b), rows.sum().mul(0));
}
