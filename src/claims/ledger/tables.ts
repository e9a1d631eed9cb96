/**
 * What the claims of Q-learning are stated about: tables of state–actions, targets that depend on
 * them, and couplings with one property and everything else free.
 *
 * Next: similarity-loss.ts
 */
import { eye } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import type { Chi } from "../../autodiff/with-vjp.ts";
import { symmetryLoss, tdLoss } from "../../methods/q-learning.ts";
import { averagingProjector, denseChi } from "../../symmetry/chi.ts";
import { directSum } from "../../symmetry/combine.ts";
import type { Group } from "../../symmetry/group.ts";
import type { PermutationRepresentation } from "../../symmetry/representation.ts";
import { trivialRepresentation } from "../../symmetry/representations.ts";
import type { Setting } from "../claim.ts";
import { mixture, tablePoints } from "./parts.ts";

/** A table, its target, step sizes, and the lazy walk χ = I − a(I − C). */
export interface Table extends Readonly<Record<"q" | "y" | "a" | "eta", Tensor>> {
  /** How many state–actions. */
  readonly n: number;
  /** L_TD. */
  readonly td: (table: Tensor) => Tensor;
  /** L_sym for C/n. */
  readonly symmetry: (table: Tensor) => Tensor;
  /** I − a(I − C) */
  readonly chi: Chi;
}

/** All of it free but C. */
export function table({ G, input }: Setting, chain: Tensor): Table {
  const n = tablePoints(G).dimension;
  const [q, y, a, eta] = [input("q", [n]), input("y", [n]), input("a", []), input("η", [])];
  const one = q.like(1);
  return {
    n,
    q,
    y,
    a,
    eta,
    td: (table: Tensor) => tdLoss(table, y, one),
    symmetry: (table: Tensor) => symmetryLoss(table, chain.div(n)),
    chi: denseChi(lazy(chain, a)),
  };
}

/** I − a(I − C) */
export function lazy(chain: Tensor, a: Tensor | number): Tensor {
  const identity = eye(chain.shape[0]!);
  return identity.sub(identity.sub(chain).mul(a));
}

/** C, a random walk on the table by elements of G: doubly stochastic. */
export function walk(setting: Setting, symmetric = true): Tensor {
  return mixture(setting, { symmetric, on: tablePoints(setting.G) });
}

/** P q: constant on each orbit of the table. */
export function symmetricTable({ G }: Setting, q: Tensor): Tensor {
  return averagingProjector(tablePoints(G)).apply(q, 0);
}

/** T(Q) = r + γP Q, with r and γP free: policy evaluation, or a sampled target without a max. */
export function bellman({ input }: Setting, n: number, time = ""): (q: Tensor) => Tensor {
  const [r, p] = [input(`r${time}`, [n]), input(`γP${time}`, [n, n])];
  return (q) => r.add(times(p, q));
}

/** M v */
export function times(m: Tensor, v: Tensor): Tensor {
  return m.matmul(v.expandDims(1)).squeeze(1);
}

/** P A P + (I − P) A (I − P): all the matrices that commute with P, as A is free. */
export function commuting(points: PermutationRepresentation, free: Tensor): Tensor {
  const P = averagingProjector(points);
  const [left, right] = [P.apply(free, 0), P.apply(free, 1)];
  return free.sub(left).sub(right).add(P.apply(left, 1).mul(2));
}

/** A with what its rows lack of 1 spread over them evenly: all such matrices, as A is free. */
export function rowsSumToOne(free: Tensor): Tensor {
  const lacking = free.sum(1, { keepDims: true }).neg().add(1);
  return free.add(lacking.div(free.shape[1]!));
}

/**
 * A + (b − A q) vᵀ / vᵀq: all the matrices with A q = b, as A and v are free. Where v sums to 0 the
 * sums of rows are those of A.
 */
export function sending(free: Tensor, q: Tensor, b: Tensor, v: Tensor): Tensor {
  const missing = b.sub(times(free, q)).expandDims(1);
  return free.add(missing.mul(v.expandDims(0)).div(v.dot(q)));
}

/** v − v̄: it sums to 0. */
export function centred(v: Tensor): Tensor {
  return v.sub(v.mean());
}

/** The points of G and one that does not move: orbits of two sizes. */
export function unevenPoints(G: Group): PermutationRepresentation {
  return directSum(G.natural, trivialRepresentation(G));
}
