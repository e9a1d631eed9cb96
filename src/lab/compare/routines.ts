/**
 * What is computed again and again for one row: prepared once, for all seeds.
 *
 * Next: batches.ts
 */
import { grad } from "../../autodiff/grad.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { dataAugmentation } from "../../methods/data-augmentation.ts";
import type { Mlp } from "../../methods/models.ts";
import type { Objective } from "../../methods/types.ts";
import type { Element } from "../../symmetry/group.ts";
import type { Engine, Loop } from "./engine.ts";
import type { Method } from "./methods.ts";
import type { Setting } from "./setting.ts";

/** The routines of one row. A row that draws gets its samples moved, so that no draw is in a graph. */
export interface Routines {
  /** Whether they are compiled. */
  readonly compiled: boolean;
  /** θ ← θ − η ∇L(θ; x, y), on batches as long as the first. */
  step(theta: Mlp, x: Tensor, y: Tensor): Loop<Mlp>;
  /** ∇L(θ; x, y) */
  gradient(theta: Mlp, x: Tensor, y: Tensor): Mlp;
  /** ∇ of the loss over the full orbit, at weights. */
  orbitGradient(weights: Mlp, x: Tensor, y: Tensor): Mlp;
  /** f(x), of the model that is tested. */
  outputs(x: Tensor, weights: Mlp): Tensor;
  /** 𝔼ᵢ |softmax f(xᵢ) − pᵢ|² */
  deviation(x: Tensor, p: Tensor, weights: Mlp): Tensor;
}

/** The routines of each row of one setting. */
export type Prepare = (method: Method) => Routines;

/**
 * Prepares a row when it is first asked for.
 * @param setting the experiment
 * @param engine  what runs the routines
 */
export function preparing(setting: Setting, engine: Engine): Prepare {
  const { model, loss, G } = setting;
  const orbitGradient = engine.call(grad(dataAugmentation(model, loss, G)));
  const known = new Map<string, Routines>();
  return (method) => {
    const found = known.get(method.id) ?? routinesOf(method, setting, engine, orbitGradient);
    known.set(method.id, found);
    return found;
  };
}

function routinesOf(
  method: Method,
  setting: Setting,
  engine: Engine,
  orbitGradient: Routines["orbitGradient"],
): Routines {
  const model = method.tested(setting);
  // built once for each length of batches: what an objective knows of the group is then found once
  const gradients = new Map<number, Routines["gradient"]>();
  const gradient: Routines["gradient"] = (theta, x, y) => {
    const rows = x.shape[0]!;
    const known = gradients.get(rows) ?? grad(objectiveOf(method, setting, rows));
    gradients.set(rows, known);
    return known(theta, x, y);
  };
  return {
    compiled: engine.compiles,
    step: engine.loop((theta: Mlp, x: Tensor, y: Tensor) => {
      const g = gradient(theta, x, y);
      const at = (name: keyof Mlp): Tensor => theta[name].sub(g[name].mul(setting.rate));
      return { w1: at("w1"), b1: at("b1"), w2: at("w2"), b2: at("b2") };
    }),
    gradient: engine.call(gradient),
    orbitGradient,
    outputs: engine.call(model),
    deviation: engine.call((x: Tensor, p: Tensor, weights: Mlp) =>
      model(x, weights).softmax().sub(p).square().sum(1).mean(),
    ),
  };
}

/** The objective on samples that have been moved: each drawn element is the identity. */
function objectiveOf(method: Method, setting: Setting, rows: number): Objective<Mlp> {
  const still = new Array<Element>(method.draws ? rows : 0).fill(setting.G.identity);
  return method.objective(setting, still);
}
