/**
 * § Averaging over orbits: "Turns out ... the same." Weight sharing and data augmentation.
 *
 * Next: convolutions.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { concat } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { dataAugmentation, weightedAugmentation } from "../../methods/data-augmentation.ts";
import { squaredLoss } from "../../methods/losses.ts";
import { orbitBranches, weightSharing } from "../../methods/weight-sharing.ts";
import { act } from "../../symmetry/act.ts";
import { compose, type Element, type Group } from "../../symmetry/group.ts";
import { orbitMean } from "../../symmetry/mean.ts";
import { stabiliser } from "../../symmetry/orbits.ts";
import type { Parameters } from "../../symmetry/parameters.ts";
import type { Claim, Setting } from "../claim.ts";
import { everyLoss, freeLaw, nonIdentity, supervised } from "./parts.ts";

const section = "Weight sharing";

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
    id: "WS2",
    says: "a mean over the distinct points of each orbit is data augmentation too, however many there are",
    section,
    source: "Completes § Weight sharing: samples that some g leave as they are have smaller orbits",
    sense: "per step",
    given: { "mean per sample": "each sample counts once, not each of its branches" },
    expected: "PROVED",
    sides: (setting) => distinctBranches(setting, setting.assume("mean per sample")),
  },
  {
    id: "WS2b",
    says: "one mean over all distinct points of all orbits is data augmentation",
    section,
    source: "Completes § Weight sharing: a large orbit would weigh more than a small one",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides: (setting) => distinctBranches(setting, false),
  },
  {
    id: "WS3",
    says: "under a law q of g that is not uniform, weight sharing is data augmentation",
    section,
    source: "Completes § Weight sharing: “g ∼ q(G)” in the notes need not be uniform",
    sense: "per step",
    given: { "law of branches": "the branch x[j] weighs q{g : g·x = x[j]}, not 1/K" },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const { theta, f } = supervised(setting);
      const q = freeLaw(setting);
      const weight = (g: Element): Tensor => q.take([g.index], 0).squeeze(0);
      const samples = samplesWithStabilisers(setting);
      const shared = (p: Parameters): Tensor =>
        mean(
          samples.map(({ H, x, y }) => {
            const branches = cosets(G, H).map((g) => {
              const law = sum(H.map((h) => weight(compose(g, h))));
              const share = assume("law of branches") ? law : law.mul(0).add(H.length).div(G.order);
              return everyLoss(f(act(g, x), p), y).mul(share);
            });
            return sum(branches);
          }),
        );
      const augmented = weightedAugmentation(f, everyLoss, G, q);
      const [rows, labels] = [samples.map(({ x }) => x), samples.map(({ y }) => y)];
      return [grad(shared)(theta), grad(augmented)(theta, concat(rows), concat(labels))];
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
];

/** A batch whose samples are left as they are by H and by nothing else, for three subgroups H. */
function samplesWithStabilisers({ G, shape, input }: Setting) {
  return [[G.identity], stabiliser(G, 0), G.elements].map((H, k) => {
    const free = input(`x${k}`, [1, G.degree]);
    const sums = H.map((h) => act(h, free));
    return { H, x: mean(sums), y: input(`y${k}`, [1, shape.outputs]) };
  });
}

/** One element of each coset gH: the distinct points g·x of the orbit of an x that H fixes. */
function cosets(G: Group, H: readonly Element[]): Element[] {
  const first = (g: Element): number => Math.min(...H.map((h) => compose(g, h).index));
  return G.elements.filter((g) => first(g) === g.index);
}

/** Weight sharing over the distinct points of each orbit, and data augmentation over all of G. */
function distinctBranches(setting: Setting, perSample: boolean) {
  const { G } = setting;
  const { theta, f } = supervised(setting);
  const samples = samplesWithStabilisers(setting);
  const shared = (p: Parameters): Tensor => {
    const losses = samples.map(({ H, x, y }) =>
      cosets(G, H).map((g) => everyLoss(f(act(g, x), p), y)),
    );
    return perSample ? mean(losses.map(mean)) : mean(losses.flat());
  };
  const augmented = (p: Parameters): Tensor =>
    mean(samples.map(({ x, y }) => orbitMean(G, (g) => everyLoss(f(act(g, x), p), y))));
  return [grad(shared)(theta), grad(augmented)(theta)] as const;
}

function sum(terms: readonly Tensor[]): Tensor {
  return terms.reduce((a, b) => a.add(b));
}

function mean(terms: readonly Tensor[]): Tensor {
  return sum(terms).div(terms.length);
}
