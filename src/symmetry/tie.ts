/**
 * Tied parameters: coordinates of the subspace that the group fixes, one for each orbit of entries.
 *
 * Next: ../methods/index.ts
 */
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import { mapTree } from "../autodiff/tree.ts";
import { withVjp } from "../autodiff/with-vjp.ts";
import { along } from "./matrix.ts";
import type { Axes } from "./mean.ts";
import { tupleOrbits } from "./orbits.ts";
import { mapParameters, type ParameterAction, type Parameters } from "./parameters.ts";

/** θ as a function of free coordinates c, and back. Both are trees of the form of θ. */
export interface Tying<P extends Parameters> {
  /** θ[entry] = ± c[orbit of entry]: parameters that the group fixes. */
  expand(coordinates: P): P;
  /** c[orbit] = the mean of ± θ over the orbit: the coordinates of R θ. */
  project(theta: P): P;
}

/**
 * Ties the entries of each orbit to one number.
 *
 * Plain tying sends a coordinate the *sum* of its entries' cotangents, so a step of plain gradient
 * descent is |O| times as long along the coordinate of an orbit O (claim GA3). "orthonormal" sends
 * it the *mean*, which is what the orthonormal basis c_O/√|O| does to θ, without the square root.
 * @param rho   how each parameter moves, by (signed) permutations
 * @param theta parameters that give the shapes
 * @param steps how long the steps are
 */
export function tying<P extends Parameters>(
  rho: ParameterAction<P>,
  theta: P,
  steps: "orthonormal" | "plain" = "orthonormal",
): Tying<P> {
  const ties: Tie[] = [];
  mapParameters(rho, theta, (x, on) => {
    ties.push(tie(x, on, steps));
    return x;
  });
  return {
    expand: (coordinates) => mapTree(coordinates, (c, i) => ties[i]!.expand(c)),
    project: (parameters) => mapTree(parameters, (x, i) => ties[i]!.project(x)),
  };
}

interface Tie {
  expand(c: Tensor): Tensor;
  project(x: Tensor): Tensor;
}

function tie({ shape }: Tensor, on: Axes, steps: "orthonormal" | "plain"): Tie {
  const { index, signs, vanishing } = tupleOrbits(on, shape);
  const sizes = vanishing.map(() => 0);
  for (const orbit of index) sizes[orbit]! += 1;
  const [sign, size] = [along(signs, 1, 0), along(sizes, 1, 0)];
  const spread = (c: Tensor): Tensor => c.take(index, 0).mul(sign).reshape(shape);
  const project = (x: Tensor): Tensor =>
    x.flatten().mul(sign).scatterAdd(index, 0, sizes.length).div(size);
  const expand = (c: Tensor): Tensor =>
    steps === "plain" ? spread(c) : withVjp(c, project, spread(c));
  return { expand, project };
}
