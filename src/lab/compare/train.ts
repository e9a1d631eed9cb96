/**
 * The training loop of every row: θ ← θ − η ∇L.
 *
 * Next: measure.ts
 */
import { evaluate } from "../../autodiff/evaluate.ts";
import { split } from "../../autodiff/random.ts";
import type { Mlp } from "../../methods/models.ts";
import { actEach } from "../../symmetry/act.ts";
import type { Digits } from "../data/digits.ts";
import { batches, draw, type Keys } from "./batches.ts";
import { genericInit, symmetricInit } from "./init.ts";
import type { Method } from "./methods.ts";
import type { Routines } from "./routines.ts";
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
 * @param method   the row
 * @param setting  the experiment
 * @param routines of the row
 * @param theta    θ before it
 * @param digits   to learn from
 * @param keys     of the seed
 * @param epoch    which pass
 */
export function pass(
  method: Method,
  setting: Setting,
  { step }: Pick<Routines, "step">,
  theta: Mlp,
  digits: Digits,
  keys: Keys,
  epoch: number,
): Mlp {
  const steps = Math.ceil(digits.labels.length / setting.batch);
  const elements = split(split(keys.elements, epoch + 1)[epoch]!, steps);
  let loop: ReturnType<typeof step> | null = null;
  let rows = 0;
  let i = 0;
  for (const { x, y } of batches(digits, keys.order, epoch, setting)) {
    const n = x.shape[0]!;
    const samples = method.draws ? evaluate(actEach(draw(elements[i++]!, n, setting.G), x)) : x;
    // the last batch may be shorter: it is a loop of its own
    if (loop === null || n !== rows) loop = step(loop?.state ?? theta, samples, y);
    rows = n;
    loop.next(samples, y);
  }
  return loop?.state ?? theta;
}
