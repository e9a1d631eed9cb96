/**
 * The training loop of every row: θ ← θ − η ∇L.
 *
 * Next: measure.ts
 */
import { evaluate } from "../../autodiff/evaluate.ts";
import { grad } from "../../autodiff/grad.ts";
import { split } from "../../autodiff/random.ts";
import type { Mlp } from "../../methods/models.ts";
import type { Digits } from "../data/digits.ts";
import { type Batch, batches, draw, type Keys } from "./batches.ts";
import { genericInit, symmetricInit } from "./init.ts";
import type { Method } from "./methods.ts";
import type { Setting } from "./setting.ts";

/**
 * θ₀ of a row: coordinates of it, if the row ties its parameters.
 * @param method  the row
 * @param setting the experiment
 * @param keys    of the seed
 */
export function start(method: Method, setting: Setting, keys: Keys): Mlp {
  const generic = genericInit(keys.init, ...setting.sizes);
  if (method.init === "generic") return generic;
  const symmetric = symmetricInit(setting.rho, generic);
  return method.ties ? evaluate(setting.tied.project(symmetric)) : symmetric;
}

/** The weights that the model reads, from what the row learns. */
export function weights(method: Method, setting: Setting, theta: Mlp): Mlp {
  return method.ties ? evaluate(setting.tied.expand(theta)) : theta;
}

/**
 * θ after one pass over the digits.
 * @param method  the row
 * @param setting the experiment
 * @param theta   θ before it
 * @param digits  to learn from
 * @param keys    of the seed
 * @param epoch   which pass
 */
export function pass(
  method: Method,
  setting: Setting,
  theta: Mlp,
  digits: Digits,
  keys: Keys,
  epoch: number,
): Mlp {
  const steps = Math.ceil(digits.labels.length / setting.batch);
  const elements = split(split(keys.elements, epoch + 1)[epoch]!, steps);
  let at = theta;
  let i = 0;
  // an objective without draws is built once: what it knows of the group is then found once
  const still = method.objective(setting, []);
  for (const batch of batches(digits, keys.order, epoch, setting)) {
    const objective = method.draws
      ? method.objective(setting, draw(elements[i++]!, batch.x.shape[0]!, setting.G))
      : still;
    at = evaluate(step(objective, at, batch, setting.rate));
  }
  return at;
}

/** θ − η ∇L(θ; x, y), as a graph. */
function step(
  objective: ReturnType<Method["objective"]>,
  theta: Mlp,
  { x, y }: Batch,
  rate: number,
): Mlp {
  const g = grad(objective)(theta, x, y);
  return {
    w1: theta.w1.sub(g.w1.mul(rate)),
    b1: theta.b1.sub(g.b1.mul(rate)),
    w2: theta.w2.sub(g.w2.mul(rate)),
    b2: theta.b2.sub(g.b2.mul(rate)),
  };
}
