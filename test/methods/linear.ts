/**
 * A problem small enough to write out: f(x, w) = x w, two samples, and the notes' formulas for it in matrices, with
 * g·x = x Pᵍᵀ and no derivative taken.
 */
import { input, type Tensor, tensor } from "../../src/autodiff/index.ts";
import type { Model } from "../../src/methods/types.ts";
import { type Element, type Group, inverse } from "../../src/symmetry/group.ts";
import { dihedral } from "../../src/symmetry/groups.ts";
import { asMatrix } from "../../src/symmetry/image.ts";

/** D3: small, and not abelian, so that g and g⁻¹, gh and hg are told apart. */
export const G: Group = dihedral(3);

const SAMPLES = 2;

/** A batch [2, 3]. */
export const x: Tensor = input("x", [SAMPLES, G.degree]);

/** Labels [2, 2]. */
export const y: Tensor = input("y", [SAMPLES, 2]);

/** Parameters [3, 2]. */
export const w: Tensor = input("w", [G.degree, 2]);

/** f(x, w) = x w */
export const linear: Model<Tensor> = (rows, theta) => rows.matmul(theta);

/** g·x for each row, by the matrix of g. */
export function moved(g: Element, rows: Tensor = x): Tensor {
  return rows.matmul(tensor(asMatrix(g.group.natural.lookup(g)).matrix).transpose());
}

/** (∂f/∂w)ᵀ r at a batch, for a residual r [2, 2], a mean over the batch. */
export function backwards(rows: Tensor, residual: Tensor): Tensor {
  return rows.transpose().matmul(residual).div(SAMPLES);
}

/** ∂ℓ/∂f of |f − y|²: 2 (x w − y). */
export function residual(rows: Tensor = x, labels: Tensor = y): Tensor {
  return rows.matmul(w).sub(labels).mul(2);
}

/** 𝔼ᵢ |fᵢ − yᵢ|² of outputs [2, 2]. */
export function meanSquare(outputs: Tensor, labels: Tensor = y): Tensor {
  const error = outputs.sub(labels);
  return error.mul(error).sum().div(SAMPLES);
}

/** The mean over G, in the reverse of the group's order. */
export function mean(f: (g: Element) => Tensor): Tensor {
  const terms = G.elements.map((g) => f(inverse(g))).reverse();
  return terms.reduce((sum, next) => sum.add(next)).div(G.order);
}
