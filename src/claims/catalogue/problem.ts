/**
 * Problems: a model, its data, and which of the named hypotheses hold. Hypotheses parametrise: what
 * is found under them is found for all inputs that satisfy them.
 *
 * Next: methods.ts
 */
import { concat, input } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { withVjp } from "../../autodiff/with-vjp.ts";
import { averaged } from "../../methods/function-averaging.ts";
import { mlp } from "../../methods/models.ts";
import type { Model } from "../../methods/types.ts";
import { orbitBranches } from "../../methods/weight-sharing.ts";
import type { Group } from "../../symmetry/group.ts";
import { type Parameters, reynoldsOfParameters } from "../../symmetry/parameters.ts";
import type { Setting } from "../claim.ts";
import { constantOnOrbits, type Supervised, supervised } from "../ledger/parts.ts";
import { type CataloguedLoss, type LossName, losses } from "./losses.ts";

/** How the command line calls a model. */
export type ModelName = "phi" | "tanh" | "relu" | "linear" | "tied";

/** The models, by name, with how sentences call them. */
export const models: Readonly<Record<ModelName, string>> = {
  phi: "a perceptron with every φ",
  tanh: "a tanh perceptron",
  relu: "a relu perceptron",
  linear: "a linear model",
  tied: "a perceptron with every φ and tied weights, f(g·x, θ) = f(x, θ)",
};

/** How the command line calls a hypothesis. */
export type Hypothesis =
  | "fixed θ"
  | "closed batch"
  | "constant residual"
  | "constant Jacobian"
  | "fits";

/** The hypotheses, by name, each a sentence. */
export const hypotheses: Readonly<Record<Hypothesis, string>> = {
  "fixed θ": "ρ(g)·θ = θ for every g",
  "closed batch": "with each sample, the batch has its whole orbit, with its label",
  "constant residual": "f(g·x, θ) = f(x, θ) at this θ, so that ∂ℓ/∂f is the same at every g·x",
  "constant Jacobian": "∂f/∂θ is the same at every g·x",
  fits: "f(x, θ) = y on the batch (for classes: softmax f; for rates: e^f)",
};

/** What a problem is stated over. */
export interface ProblemOptions {
  /** The loss. */
  readonly loss: LossName;
  /** The model. */
  readonly model: ModelName;
  /** The hypotheses kept. */
  readonly given: readonly Hypothesis[];
  /** The symmetry. */
  readonly G: Group;
  /** Samples, before the batch is closed; 1 when left out. */
  readonly batch?: number;
}

/** A supervised problem, all of it free but for the hypotheses. */
export interface Problem extends Supervised {
  /** The symmetry. */
  readonly G: Group;
  /** The loss. */
  readonly loss: CataloguedLoss;
}

/** The problem with the hypotheses given. */
export function problem({ loss: lossName, model, given, G, batch = 1 }: ProblemOptions): Problem {
  const loss = losses[lossName];
  const free = modelCalled(model, {
    G,
    shape: {
      name: model,
      batch,
      outputs: loss.classes ? 2 : 1,
      model: model === "linear" ? "linear" : "phi",
    },
    assume: () => true,
    input,
  });
  const has = (hypothesis: Hypothesis): boolean => given.includes(hypothesis);
  const theta = has("fixed θ") ? reynoldsOfParameters(free.rho, free.theta) : free.theta;
  let { f, x } = free;
  if (has("constant Jacobian")) f = constantSlopes(f, G);
  // a closed batch that fits labels shared by orbits has constant outputs on them
  const levelled = has("constant residual") || (has("fits") && has("closed batch"));
  if (levelled) f = constantOnOrbits(f, G);
  let y = loss.classes ? summingToOne(batch) : free.y;
  if (has("fits")) y = loss.link(f(x, theta));
  if (has("closed batch")) {
    x = concat(orbitBranches(G, x));
    y = concat(G.elements.map(() => y));
  }
  return { ...free, G, loss, x, y, theta, f };
}

function modelCalled(model: ModelName, setting: Setting): Supervised {
  const made = supervised(setting);
  if (model === "tanh" || model === "relu") {
    const f = mlp((z: Tensor) => (model === "tanh" ? z.tanh() : z.relu()));
    return { ...made, f: f as unknown as Model<Parameters> };
  }
  if (model !== "tied") return made;
  return { ...made, f: (x, theta) => made.f(x, reynoldsOfParameters(made.rho, theta)) };
}

/** Labels [batch, 2] that sum to 1. */
function summingToOne(batch: number): Tensor {
  const first = input("labels", [batch, 1]);
  return concat([first, first.neg().add(1)], 1);
}

/** The model with slopes that are those of 𝔼_g f(g·x), constant on orbits, and the outputs of f. */
function constantSlopes(f: Model<Parameters>, G: Group): Model<Parameters> {
  const slopes = averaged(f, G);
  return (x, theta) => withVjp(slopes(x, theta), (ct) => ct, f(x, theta));
}
