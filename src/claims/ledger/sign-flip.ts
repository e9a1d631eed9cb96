/**
 * f(x, θ) = θ x under G = {1, −1}: the smallest problem in which methods differ, for claims in
 * numbers.
 *
 * Next: steps.ts
 */
import { tensor } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import type { Model } from "../../methods/types.ts";
import type { Group } from "../../symmetry/group.ts";
import { cyclic } from "../../symmetry/groups.ts";
import type { ParameterAction } from "../../symmetry/parameters.ts";
import { signRepresentation } from "../../symmetry/representations.ts";

/** The parameters: one number. */
export type Slope1 = { readonly theta: Tensor };

/** C2, which swaps the two entries of (x, −x): on half their difference, x, it acts by its sign. */
export const flip: Group = cyclic(2);

/** θ moves as x does. */
export const flipAction: ParameterAction<Slope1> = { theta: [signRepresentation(flip)] };

/** f = θ x, of rows (x, −x). */
export const flipModel: Model<Slope1> = (rows, { theta }) =>
  rows.matmul(tensor([[0.5], [-0.5]])).mul(theta);

/** The sample x as a row (x, −x). */
export function flipRow(x: number): Tensor {
  return tensor([[x, -x]]);
}
