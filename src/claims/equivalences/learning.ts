/**
 * Learning from labels with a symmetry: the methods of the notes, as gradients in the same θ.
 *
 * Next: q-learning.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { orbitBranches, weightSharing } from "../../methods/weight-sharing.ts";
import { weightTying } from "../../methods/weight-tying.ts";
import type { Parameters } from "../../symmetry/parameters.ts";
import { tying } from "../../symmetry/tie.ts";
import type { LossName } from "../catalogue/losses.ts";
import { methods, supervisedGradients } from "../catalogue/methods.ts";
import {
  type Hypothesis,
  hypotheses,
  type ModelName,
  type Problem,
  problem,
} from "../catalogue/problem.ts";
import type { Gradients } from "../discover/discover.ts";
import type { Implication, Subject } from "./subject.ts";

/** For which loss and which model methods are compared. */
export interface LearningOptions {
  /** The loss; every loss φ(f − y) when left out. */
  readonly loss?: LossName;
  /** The model; a perceptron with every φ when left out. */
  readonly model?: ModelName;
}

/** What each method stands for, in the order of the table. */
const METHODS: Subject["methods"] = {
  plain: methods["plain"]!,
  augmentation: methods["augmentation"]!,
  "weight sharing": "1/K Σⱼ ℓ(f(x[j]), y), the branches x[j] the orbit of x",
  "label sharing": methods["label sharing"]!,
  "gradient augmentation": methods["gradient augmentation"]!,
  "weight tying": "ℓ(f(x, Rθ), y) in orthonormal coordinates of the θ that G fixes",
  "gradient coupling": methods["gradient coupling"]!,
  "projected coupling": methods["projected coupling"]!,
  "function averaging": methods["function averaging"]!,
  "output coupling": "ℓ(f(x), y) + 𝔼_g |[f(x)]_stop − f(g·x)|²",
};

/** What may be assumed of the loss and the model, where these are as general as they get. */
const SPECIAL = {
  "squared loss": "ℓ(f, y) = |f − y|², where without it ℓ is every loss φ(f − y)",
  "linear model": "f(x, θ) = xW + b",
  "invariant model": "f(g·x, θ) = f(x, θ) for every g and θ: the model reads Rθ in place of θ",
} as const;

/** The labels of an orbit are the same: what makes outputs constant makes residuals constant. */
const IMPLIED: readonly Implication[] = [
  { given: ["fixed θ"], imply: ["constant residual"] },
  { given: ["closed batch", "fits"], imply: ["constant residual"] },
];

const IMPLIED_BY_SPECIAL: readonly Implication[] = [
  { given: ["invariant model"], imply: ["constant residual", "constant Jacobian"] },
];

/**
 * The methods of learning from labels, under the catalogue's hypotheses; for every loss and every φ
 * also under what makes the loss or the model a special one.
 */
export function learning({ loss = "every", model = "phi" }: LearningOptions = {}): Subject {
  const general = loss === "every" && model === "phi";
  return {
    methods: METHODS,
    hypotheses: general ? { ...hypotheses, ...SPECIAL } : hypotheses,
    implications: general ? [...IMPLIED, ...IMPLIED_BY_SPECIAL] : IMPLIED,
    gradients(given, place) {
      const linear = given.includes("linear model");
      const invariant = given.includes("invariant model");
      if (linear && invariant) return null;
      const named = given.filter((name) => Object.hasOwn(hypotheses, name)) as Hypothesis[];
      const kinds = {
        loss: given.includes("squared loss") ? "squared" : loss,
        model: linear ? "linear" : invariant ? "tied" : model,
      } as const;
      return learningGradients(problem({ ...kinds, ...place, given: named }));
    },
  };
}

/** The gradient in θ of each of these methods on a problem. */
export function learningGradients(of: Problem): Gradients {
  return {
    ...supervisedGradients(of, Object.keys(METHODS)),
    "weight sharing": grad((p: Parameters) =>
      weightSharing(of.f, of.loss.loss)(p, orbitBranches(of.G, of.x), of.y),
    )(of.theta),
    "weight tying": tiedGradient(of),
  };
}

/** How the θ that G fixes moves when its orthonormal coordinates follow their gradient. */
function tiedGradient({ f, loss, rho, theta, x, y }: Problem): Parameters {
  const tied = tying(rho, theta);
  return tied.expand(grad(weightTying(f, loss.loss, tied))(tied.project(theta), x, y));
}
