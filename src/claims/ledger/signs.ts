/**
 * What inequalities are stated about: numbers of one sign, as squares, and what needs them.
 *
 * Next: tables.ts
 */
import { concat, eye } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import type { Setting } from "../claim.ts";

/** Rows of numbers ≥ 0 that sum to 1: (1 + c²) over its row sum. */
export function distributions(c: Tensor): Tensor {
  const positive = c.square().add(1);
  return positive.div(positive.sum(-1, { keepDims: true }));
}

/** (I + c²) over its row sum: a walk that may stay where it is; for c = 0 it does. */
export function stayingWalk(c: Tensor): Tensor {
  const positive = c.square().add(eye(c.shape[0]!));
  return positive.div(positive.sum(1, { keepDims: true }));
}

/** c²/(1 + c²), in [0, 1). */
export function fraction(c: Tensor): Tensor {
  const square = c.square();
  return square.div(square.add(1));
}

/** The setting with squares for its inputs, so that weights are ≥ 0. */
export function squaredInputs(setting: Setting): Setting {
  return { ...setting, input: (name, shape) => setting.input(name, shape).square() };
}

/** max |vᵢ|, as max over v and −v: |x| would have a kink at 0. */
export function largest(v: Tensor): Tensor {
  return concat([v.flatten(), v.neg().flatten()]).max(0);
}
