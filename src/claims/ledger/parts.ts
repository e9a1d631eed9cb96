/**
 * What claims are stated about: models with free parameters, tables, couplings with free weights.
 *
 * Next: tables.ts
 */

import { tensor } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { withVjp } from "../../autodiff/with-vjp.ts";
import { averaged } from "../../methods/function-averaging.ts";
import { mlp, mlpAction } from "../../methods/models.ts";
import type { Loss, Model } from "../../methods/types.ts";
import { contragredient, copies } from "../../symmetry/combine.ts";
import { type Element, type Group, inverse } from "../../symmetry/group.ts";
import { asMatrix } from "../../symmetry/image.ts";
import type { ParameterAction, Parameters } from "../../symmetry/parameters.ts";
import { image, type PermutationRepresentation } from "../../symmetry/representation.ts";
import { regular } from "../../symmetry/representations.ts";
import type { Setting } from "../claim.ts";

/** A model with everything free, and how the group moves its parameters. */
export interface Supervised {
  /** Inputs [batch, degree of G]. */
  readonly x: Tensor;
  /** Labels [batch, outputs]. */
  readonly y: Tensor;
  /** Parameters. */
  readonly theta: Parameters;
  /** The model. */
  readonly f: Model<Parameters>;
  /** ρ: f(g·x, ρ(g)·θ) = f(x, θ). */
  readonly rho: ParameterAction<Parameters>;
}

/** A supervised problem of the setting's size, all of it free inputs. */
export function supervised({ G, shape, input }: Setting): Supervised {
  const [d, m] = [G.degree, shape.outputs];
  const x = input("x", [shape.batch, d]);
  const y = input("y", [shape.batch, m]);
  if (shape.model === "linear") {
    const theta = { w: input("w", [d, m]), b: input("b", [m]) };
    const f: Model<Parameters> = (rows, p) => rows.matmul(p["w"]!).add(p["b"]!);
    return { x, y, theta, f, rho: { w: [contragredient(G.natural), null], b: [null] } };
  }
  const hidden = regular(G);
  const theta = {
    w1: input("w1", [d, hidden.dimension]),
    b1: input("b1", [hidden.dimension]),
    w2: input("w2", [hidden.dimension, m]),
    b2: input("b2", [m]),
  };
  const activation = shape.model === "tanh" ? (z: Tensor) => z.tanh() : (z: Tensor) => z.phi();
  const f = mlp(activation) as unknown as Model<Parameters>;
  return { x, y, theta, f, rho: mlpAction(G.natural, hidden) };
}

/**
 * ℓ(f, y) = 𝔼ᵢ Σ φ(f − y): a claim over it holds for every loss of the difference, whatever φ is.
 */
export const everyLoss: Loss = (output, label) => output.sub(label).phi().sum(1).mean();

/** ℓ(f, y) = 𝔼ᵢ Σ (f − y)⁴: convex and smooth, but its slope is not affine in the label. */
export const quarticLoss: Loss = (output, label) =>
  output.sub(label).square().square().sum(1).mean();

/**
 * The model with outputs that are constant on orbits *at this θ*, but with the slopes of f: only
 * the residual is special.
 */
export function constantOnOrbits(f: Model<Parameters>, G: Group): Model<Parameters> {
  const value = averaged(f, G);
  return (x, theta) => withVjp(f(x, theta), (ct) => ct, value(x, theta));
}

/**
 * The table of state–actions: two copies of the points of G, so that there are two orbits and a
 * table that is constant on each is not constant.
 */
export function tablePoints(G: Group): PermutationRepresentation {
  return copies(G.natural, 2);
}

/**
 * Σ_g w_g ρ(g) / Σ_g w_g as a matrix [n, n]: doubly stochastic, by Birkhoff; each w_g is free.
 * @param options whether it is symmetric, and by which permutations
 */
export function mixture(
  { G, input }: Setting,
  options: { readonly symmetric: boolean; readonly on: PermutationRepresentation },
): Tensor {
  const weights = input("c", [G.order]);
  const weight = (g: Element): Tensor => weights.slice([g.index, g.index + 1]);
  const terms = G.elements.map((g) => {
    const mirrored = weight(g)
      .add(weight(inverse(g)))
      .div(2);
    return matrixOf(options.on, g).mul(options.symmetric ? mirrored : weight(g));
  });
  return terms.reduce((sum, next) => sum.add(next)).div(weights.sum());
}

/** Rows that sum to 1, everything else free: the entries of a free matrix over their row sums. */
export function rowStochasticMatrix({ input }: Setting, n: number): Tensor {
  const free = input("c", [n, n]);
  return free.div(free.sum(1, { keepDims: true }));
}

/** (c + cᵀ)/2 */
export function symmetricPart(c: Tensor): Tensor {
  return c.add(c.transpose()).div(2);
}

/** The permutation matrix of g. */
export function matrixOf(on: PermutationRepresentation, g: Element): Tensor {
  return tensor(asMatrix(image(on, g)).matrix);
}

/** The elements other than the identity. */
export function nonIdentity(G: Group): readonly Element[] {
  return G.elements.filter((g) => g !== G.identity);
}
