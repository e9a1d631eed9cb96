/**
 * What claims are stated about: models with free parameters, tables, couplings with free weights.
 *
 * Next: sign-flip.ts
 */

import { grad } from "../../autodiff/grad.ts";
import { concat, tensor } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { withVjp } from "../../autodiff/with-vjp.ts";
import { averaged } from "../../methods/function-averaging.ts";
import { gradientCoupling } from "../../methods/gradient-coupling.ts";
import { mlp, mlpAction } from "../../methods/models.ts";
import type { Loss, Model } from "../../methods/types.ts";
import { orbitBranches } from "../../methods/weight-sharing.ts";
import { averagingProjector } from "../../symmetry/chi.ts";
import { contragredient, copies, directSum } from "../../symmetry/combine.ts";
import { matrixRepresentation } from "../../symmetry/generated.ts";
import { type Element, type Group, group, inverse } from "../../symmetry/group.ts";
import { asMatrix } from "../../symmetry/image.ts";
import type { ParameterAction, Parameters } from "../../symmetry/parameters.ts";
import {
  image,
  type PermutationRepresentation,
  type Representation,
} from "../../symmetry/representation.ts";
import { regular, trivialRepresentation } from "../../symmetry/representations.ts";
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

/**
 * A supervised problem of the setting's size, all of it free inputs.
 * @param inputs how the group moves x; its own permutations when left out
 */
export function supervised(
  { G, shape, input }: Setting,
  inputs: Representation = G.natural,
): Supervised {
  const [d, m] = [inputs.dimension, shape.outputs];
  const x = input("x", [shape.batch, d]);
  const y = input("y", [shape.batch, m]);
  if (shape.model === "linear") {
    const theta = { w: input("w", [d, m]), b: input("b", [m]) };
    const f: Model<Parameters> = (rows, p) => rows.matmul(p["w"]!).add(p["b"]!);
    return { x, y, theta, f, rho: { w: [contragredient(inputs), null], b: [null] } };
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
  return { x, y, theta, f, rho: mlpAction(inputs, hidden) };
}

/** Two classes at least, so that softmax is not constant, and labels that sum to 1 or are free. */
export function classification(setting: Setting, normalised: boolean): Omit<Supervised, "rho"> {
  const { shape, input } = setting;
  const classes = Math.max(2, shape.outputs);
  const wide = { ...setting, shape: { ...shape, outputs: classes } };
  const { x, y: free, theta, f } = supervised(wide);
  const most = input("labels", [shape.batch, classes - 1]);
  const y = normalised ? concat([most, most.sum(1, { keepDims: true }).neg().add(1)], 1) : free;
  return { x, y, theta, f };
}

/**
 * ℓ(f, y) = 𝔼ᵢ Σ φ(f − y): a claim over it holds for every loss of the difference, whatever φ is.
 */
export const everyLoss: Loss = (output, label) => output.sub(label).phi().sum(1).mean();

/** ℓ(f, y) = 𝔼ᵢ Σ (f − y)⁴: convex and smooth, but its slope is not affine in the label. */
export const quarticLoss: Loss = (output, label) =>
  output.sub(label).square().square().sum(1).mean();

/**
 * ℓ(f, y) = 𝔼ᵢ Σ A(f) − y f, with A = φ, whatever that is: the canonical losses whose outputs do
 * not meet; the squared loss (A = f²) and the Poisson one (A = eᶠ) are two of them.
 */
export const canonicalLoss: Loss = (output, label) =>
  output.phi().sub(label.mul(output)).sum(1).mean();

/** What a canonical loss predicts at the output z: F(z) = A′(z). */
export function prediction(z: Tensor): Tensor {
  return grad((output: Tensor) => output.phi().sum())(z);
}

/**
 * The model with outputs that are constant on orbits *at this θ*, but with the slopes of f: only
 * the residual is special.
 */
export function constantOnOrbits(f: Model<Parameters>, G: Group): Model<Parameters> {
  const value = averaged(f, G);
  return (x, theta) => withVjp(f(x, theta), (ct) => ct, value(x, theta));
}

/**
 * The model with slopes ∂f/∂θ that are constant on orbits *at this θ*, but with the outputs of f.
 */
export function constantSlopes(f: Model<Parameters>, G: Group): Model<Parameters> {
  const slope = averaged(f, G);
  return (x, theta) => withVjp(slope(x, theta), (ct) => ct, f(x, theta));
}

/** q(g) for each g, free numbers over their sum: [|G|]. */
export function freeLaw({ G, input }: Setting): Tensor {
  const q = input("q", [G.order]);
  return q.div(q.sum());
}

/**
 * The group's own permutations in a basis that is not orthonormal: A g A⁻¹, A the shear that adds
 * the second entry to the first. For C2 it is [[1, 0], [1, −1]].
 */
export function sheared(G: Group): Representation {
  const n = G.degree;
  if (n === 1) return G.natural;
  const matrices = G.generators.map((s) => {
    const rows = asMatrix(image(G.natural, s)).matrix.map((row) => [...row]);
    rows[0] = rows[0]!.map((entry, c) => entry + rows[1]![c]!);
    return rows.map((row) => row.map((entry, c) => (c === 1 ? entry - row[0]! : entry)));
  });
  return matrixRepresentation(G, matrices, "sheared");
}

/**
 * The group's own permutations in another orthonormal basis: H g H, H = ½ Hadamard's matrix on the
 * first four entries, of which there are as many as that at least. Its entries are exact in f32.
 */
export function turned(G: Group): Representation {
  const still = 4 - G.degree;
  const on = still > 0 ? directSum(G.natural, trivialRepresentation(G, still)) : G.natural;
  const signs = [0, 10, 12, 6]; // bit c of row r: H[r][c] = −½
  const H = (r: number, c: number): number => {
    if (r > 3 || c > 3) return r === c ? 1 : 0;
    return (signs[r]! >> c) & 1 ? -0.5 : 0.5;
  };
  const all = Array.from({ length: on.dimension }, (_, i) => i);
  const product = (a: typeof H, b: typeof H) => (r: number, c: number) =>
    all.reduce((sum, k) => sum + a(r, k) * b(k, c), 0);
  const matrices = G.generators.map((s) => {
    const { matrix } = asMatrix(image(on, s));
    const moved = product(
      product(H, (r, c) => matrix[r]![c]!),
      H,
    );
    return all.map((r) => all.map((c) => moved(r, c)));
  });
  return matrixRepresentation(G, matrices, "turned");
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

/**
 * The action on the rows of a batch that lists g·x for each g and, within it, each sample: it moves
 * g, not the sample.
 */
export function rowsOfOrbits(order: number, samples: number): Group {
  const shift = Array.from(
    { length: order * samples },
    (_, row) => (row + samples) % (order * samples),
  );
  return group(`orbits of ${samples}`, [shift]);
}

/** Gradient coupling by the projector, on the batch that lists whole orbits. */
export function projectorCoupling(
  G: Group,
  { x, y }: Supervised,
  f: Model<Parameters>,
  loss: Loss,
): (theta: Parameters) => Tensor {
  const labels = concat(G.elements.map(() => y));
  const chi = averagingProjector(rowsOfOrbits(G.order, x.shape[0]!));
  const coupled = gradientCoupling(f, loss, chi);
  return (p: Parameters): Tensor => coupled(p, concat(orbitBranches(G, x)), labels);
}
